"""This year against the unit's last published result, and the ratios behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from parindex.crosschecks.choices import Kind, Severity
from parindex.crosschecks.flags import Flag
from parindex.crosschecks.limits import (
    DENOMINATOR_LEAST,
    DENOMINATOR_TIMES,
    JUMP,
    JUMP_GRAVE,
    RATIO_JUMP,
)
from parindex.crosschecks.subject import FactElsewhere, PastScore, Subject, share_of
from parindex.crosschecks.words import answer, percent, points
from parindex.engine import Fact, Ratio


def check(subject: Subject) -> Iterator[Flag]:
    """Flag a share of points, or a ratio's figures, that jumped since the last published result."""
    yield from _jump(subject)
    for code, fact in subject.facts.items():
        own = subject.form.values.get(code)
        past = [row for row in subject.elsewhere if row.fact_code == code and row.is_past]
        if isinstance(own, Ratio) and past:
            yield from _ratio(fact, own, past)


def _jump(subject: Subject) -> Iterator[Flag]:
    """A merged unit is held against the best and the worst of those it came from."""
    line, past = subject.line, subject.past
    now = line.self_score if line.is_self_scored else line.computed
    if now is None or line.not_applicable or not past:
        return
    share = share_of(now, line.node.max_points)
    best = max(past, key=lambda row: row.share)
    worst = min(past, key=lambda row: row.share)
    nearest = best if share >= best.share else worst
    is_up, gap = share > best.share, abs(share - nearest.share)
    if worst.share <= share <= best.share or gap < JUMP:
        return
    yield Flag(
        kind=Kind.LAST_YEAR,
        severity=_severity(gap, is_up=is_up),
        sentence=_jump_sentence(now, subject, nearest, is_up=is_up),
        grounds=(points(now), nearest.unit_code, str(nearest.year), points(nearest.points)),
        publication_id=nearest.publication_id,
        past_unit=nearest.unit_code,
    )


def _severity(gap: Fraction, *, is_up: bool) -> Severity:
    if not is_up:
        return Severity.NOTE
    return Severity.GRAVE if gap >= JUMP_GRAVE else Severity.LOOK


def _jump_sentence(now: Decimal, subject: Subject, past: PastScore, *, is_up: bool) -> str:
    most = subject.line.node.max_points
    said = {
        "now": points(now),
        "most": points(most),
        "share": percent(share_of(now, most)),
        "year": past.year,
        "past": points(past.points),
        "past_most": points(past.max_points),
        "past_share": percent(past.share),
        "unit": past.unit_name,
    }
    if past.unit_code != subject.form.dossier.unit.code:
        return (
            _(
                "Năm nay %(now)s/%(most)s điểm (%(share)s điểm tối đa); kết quả công bố năm %(year)s của "
                "%(unit)s trước khi sắp xếp là %(past)s/%(past_most)s điểm (%(past_share)s)."
            )
            % said
        )
    if is_up:
        return (
            _(
                "Năm nay %(now)s/%(most)s điểm (%(share)s điểm tối đa), cao hơn hẳn kết quả công bố năm "
                "%(year)s: %(past)s/%(past_most)s điểm (%(past_share)s)."
            )
            % said
        )
    return (
        _(
            "Năm nay %(now)s/%(most)s điểm (%(share)s điểm tối đa), thấp hơn hẳn kết quả công bố năm "
            "%(year)s: %(past)s/%(past_most)s điểm (%(past_share)s)."
        )
        % said
    )


def _ratio(fact: Fact, own: Ratio, past: Sequence[FactElsewhere]) -> Iterator[Flag]:
    """The figures of units that merged are added up."""
    before = [row.value for row in past if isinstance(row.value, Ratio)]
    if not before or own.is_empty:
        return
    summed = Ratio(
        sum((row.numerator for row in before), 0), sum((row.denominator for row in before), 0)
    )
    if summed.is_empty or not _is_wild(own, summed):
        return
    yield Flag(
        kind=Kind.LAST_YEAR,
        severity=Severity.LOOK,
        sentence=_(
            "Số liệu “%(label)s” năm nay là %(now)s (%(share)s), năm %(year)s là %(past)s (%(past_share)s): "
            "đề nghị xem lại tử số và mẫu số."
        )
        % {
            "label": fact.label,
            "now": answer(fact, own),
            "share": percent(own.percent),
            "year": past[0].year,
            "past": answer(fact, summed),
            "past_share": percent(summed.percent),
        },
        grounds=(fact.code, answer(fact, own), str(past[0].year), answer(fact, summed)),
    )


def _is_wild(own: Ratio, past: Ratio) -> bool:
    if abs(own.percent - past.percent) >= RATIO_JUMP:
        return True
    low, high = sorted((Fraction(own.denominator), Fraction(past.denominator)))
    return high >= DENOMINATOR_LEAST and high >= low * DENOMINATOR_TIMES
