"""The self-score against what the rule makes of the facts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from parindex.crosschecks.choices import Kind, Severity
from parindex.crosschecks.flags import Flag
from parindex.crosschecks.limits import (
    EXCESS_GRAVE_POINTS,
    EXCESS_GRAVE_SHARE,
    EXCESS_LOOK_POINTS,
    EXCESS_LOOK_SHARE,
)
from parindex.crosschecks.subject import Subject, share_of
from parindex.crosschecks.words import points


def check(subject: Subject) -> Iterator[Flag]:
    """Flag a self-score above the computed one, by how many points it is above."""
    line = subject.line
    own, computed = line.self_score, line.computed
    if line.not_applicable or own is None or computed is None or own <= computed:
        return
    excess = own - computed
    yield Flag(
        kind=Kind.COMPUTED,
        severity=_severity(excess, line.node.max_points),
        sentence=_(
            "Đơn vị tự chấm %(own)s điểm, cao hơn %(excess)s điểm so với điểm tính theo số liệu "
            "đơn vị nhập (%(computed)s điểm)."
        )
        % {"own": points(own), "excess": points(excess), "computed": points(computed)},
        grounds=(points(own), points(computed)),
    )


def _severity(excess: Decimal, max_points: Decimal) -> Severity:
    share = share_of(excess, max_points)
    if excess >= EXCESS_GRAVE_POINTS or share >= EXCESS_GRAVE_SHARE:
        return Severity.GRAVE
    is_worth_a_look = excess >= EXCESS_LOOK_POINTS or share >= EXCESS_LOOK_SHARE
    return Severity.LOOK if is_worth_a_look else Severity.NOTE
