"""One unit against the many that scored the same component in the same round."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _

from parindex.crosschecks.choices import Kind, Severity
from parindex.crosschecks.flags import Flag
from parindex.crosschecks.limits import LOW_RATIO_GAP, OUTLIER_GAP, OUTLIER_Z, PEERS_LEAST
from parindex.crosschecks.spread import median, robust_z
from parindex.crosschecks.subject import PeerValues, Subject
from parindex.crosschecks.words import percent


def check(subject: Subject) -> Iterator[Flag]:
    """Flag a ratio far from the median of the other units, or a share of points far above it.

    Who claims fewer points than the others claims nothing wrongly; a low ratio may be a slip.
    """
    peers = subject.peers
    if peers is None or len(peers.others) < PEERS_LEAST:
        return
    middle = median(peers.others)
    if not _is_far(peers, middle) or abs(robust_z(peers.own, peers.others)) < OUTLIER_Z:
        return
    yield Flag(
        kind=Kind.OUTLIER,
        severity=Severity.LOOK if peers.own > middle else Severity.NOTE,
        sentence=_sentence(peers, middle),
        # The middle moves with every unit that hands in: only a whole percent makes the flag another.
        grounds=(peers.fact.code if peers.fact else "", percent(peers.own), str(round(middle))),
    )


def _is_far(peers: PeerValues, middle: Fraction) -> bool:
    if peers.own >= middle:
        return peers.own - middle >= OUTLIER_GAP
    return peers.fact is not None and middle - peers.own >= LOW_RATIO_GAP


def _sentence(peers: PeerValues, middle: Fraction) -> str:
    said = {
        "own": percent(peers.own),
        "middle": percent(middle),
        "count": len(peers.others),
        "label": peers.fact.label if peers.fact else "",
    }
    if peers.fact is not None:
        return (
            _(
                "“%(label)s” của đơn vị là %(own)s, trung vị của %(count)s đơn vị khác là %(middle)s."
            )
            % said
        )
    return (
        _(
            "Điểm được tính của đơn vị bằng %(own)s điểm tối đa, trung vị của %(count)s đơn vị khác là %(middle)s."
        )
        % said
    )
