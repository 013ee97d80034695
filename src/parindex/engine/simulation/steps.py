"""The next points above and below that a rule can give: what "one step" means for each form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch

from parindex.engine.exact import rounded
from parindex.engine.rules.accumulate import Accumulate
from parindex.engine.rules.bands import Bands
from parindex.engine.rules.base import Rule
from parindex.engine.rules.checklist import Checklist
from parindex.engine.rules.choice import Choice
from parindex.engine.rules.combine import Combine
from parindex.engine.rules.deadline import Deadline
from parindex.engine.rules.deduction import Deduction
from parindex.engine.rules.deductions import Deductions
from parindex.engine.rules.increments import Increments
from parindex.engine.rules.judged import Judged
from parindex.engine.rules.linear import Linear
from parindex.engine.rules.proportional import Proportional
from parindex.engine.rules.steps import Steps
from parindex.engine.rules.survey import Survey


@dataclass(frozen=True)
class Ladder:
    """The points a rule can give: either these levels, or from ``low`` up in steps of a size."""

    levels: tuple[Decimal, ...] = ()
    size: Decimal = Decimal(0)
    low: Decimal = Decimal(0)

    @property
    def smallest(self) -> Decimal:
        """The smallest step of the ladder, in points."""
        gaps = [high - low for low, high in zip(self.levels, self.levels[1:], strict=False)]
        return min(gaps) if gaps else self.size


def next_points(rule: Rule, points: Decimal, places: int, *, up: bool) -> Decimal | None:
    """Return the points one step above or below, rounded as the set rounds; None at the end.

    Raises TypeError for a form that this module does not know.
    """
    found = ladder(rule)
    if found.levels:
        beyond = [level for level in found.levels if (level > points if up else level < points)]
        return (min(beyond) if up else max(beyond)) if beyond else None
    size = max(rounded(Fraction(found.size), places), Decimal(1).scaleb(-places))
    moved = points + size if up else points - size
    kept = max(min(found.low, points), min(moved, rule.max_points))
    return None if kept == points else kept


@singledispatch
def ladder(rule: Rule) -> Ladder:
    """Return what the rule's points can be."""
    raise TypeError(f"no step is known for rules of the form {rule.form}")


def _levels(points: Iterable[Decimal]) -> Ladder:
    return Ladder(levels=tuple(sorted(set(points))))


@ladder.register
def _checklist(rule: Checklist) -> Ladder:
    sums = {Decimal(0)}
    for item in rule.items:
        sums |= {total + item.points for total in sums}
    return _levels(sums)


@ladder.register
def _choice(rule: Choice) -> Ladder:
    return _levels(points for _, points in rule.options)


@ladder.register
def _steps(rule: Steps) -> Ladder:
    return _levels((rule.otherwise, *(step.points for step in rule.steps)))


@ladder.register
def _bands(rule: Bands) -> Ladder:
    return _levels((rule.otherwise, *(band.points for band in rule.bands)))


@ladder.register
def _deadline(rule: Deadline) -> Ladder:
    return _levels((rule.max_points, Decimal(0), *(tier.points for tier in rule.late)))


@ladder.register
def _accumulate(rule: Accumulate) -> Ladder:
    return Ladder(size=rule.per)


@ladder.register
def _increments(rule: Increments) -> Ladder:
    return Ladder(size=rule.per, low=rule.base)


@ladder.register
def _deduction(rule: Deduction) -> Ladder:
    return Ladder(size=rule.per, low=rule.floor)


@ladder.register
def _deductions(rule: Deductions) -> Ladder:
    return Ladder(size=min(item.per for item in rule.items), low=rule.floor)


@ladder.register
def _judged(rule: Judged) -> Ladder:
    return Ladder(size=rule.step, low=rule.low)


@ladder.register(Proportional)
@ladder.register(Survey)
def _share(rule: Proportional | Survey) -> Ladder:
    """One percentage point."""
    return Ladder(size=rule.max_points / 100)


@ladder.register
def _linear(rule: Linear) -> Ladder:
    """One percentage point between the two ends."""
    return Ladder(size=rule.max_points / abs(rule.end - rule.start))


@ladder.register
def _combine(rule: Combine) -> Ladder:
    """The smallest step of a part."""
    return Ladder(size=min(ladder(part).smallest for part in rule.parts))
