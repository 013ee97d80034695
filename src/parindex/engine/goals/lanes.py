"""The ways in which one fact can still change, unit by unit."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial

from parindex.engine.exact import decimals
from parindex.engine.facts import EmptyRatio, Fact, FactType
from parindex.engine.values import FactValue, Ratio

# Where so few units are possible, each is tried; else only those around the cuts of the rules.
_FEW = 200
# Percentages and amounts change by hundredths, or by as many decimals as they were given with.
_PLACES = 2
# A share nobody has counted yet is planned per hundred cases.
_HUNDRED = 100
# Nobody wins a point by a million new cases.
_MOST_NEW_CASES = 1_000_000


class Way(Enum):
    """How a fact changes."""

    RAISE = "raise"
    LOWER = "lower"
    GROW = "grow"  # new cases that count: numerator and denominator
    DILUTE = "dilute"  # new cases that do not: denominator only
    ANSWER = "answer"  # another answer
    DATE = "date"


@dataclass(frozen=True)
class Period:
    """The first and the last day on which something can still be done."""

    today: dt.date
    cut_off: dt.date

    @property
    def is_over(self) -> bool:
        return self.today > self.cut_off


@dataclass(frozen=True, kw_only=True, eq=False)
class Lane:
    """One way for one fact: its value after ``first`` to ``last`` units, and what they cost."""

    fact: Fact
    way: Way
    before: FactValue | None
    last: int
    at: Callable[[int], FactValue]
    unit: Fraction = Fraction(1)
    toll: Fraction = Fraction(0)
    first: int = 1
    is_graded: bool = True  # numbers that pass the cuts of rules one after the other

    def stop(self, units: int) -> Stop:
        return Stop(self, units)

    def stops(self, cuts: Collection[Fraction]) -> Iterator[Stop]:
        """Yield the stops at which the points of a rule with these cuts may change."""
        if not self.is_graded or self.last - self.first <= _FEW:
            yield from map(self.stop, range(self.first, self.last + 1))
            return
        found = {self.first, self.last}
        start = self.measure(self.first)
        per_unit = self.measure(self.first + 1) - start
        for cut in cuts:
            # Numbers grow evenly along a lane of many units: at the cut, and just past it.
            units = self.first + (cut - start) / per_unit
            found |= {math.ceil(units), math.floor(units) + 1}
        yield from (self.stop(units) for units in sorted(found) if self.first <= units <= self.last)

    def measure(self, units: int) -> Fraction:
        """Return the number that rules look at: percent for a ratio."""
        value = self.at(units)
        return value.percent if isinstance(value, Ratio) else Fraction(value)  # type: ignore[arg-type]  # graded: numbers only


@dataclass(frozen=True)
class Stop:
    """A fact changed by so many units of a lane."""

    lane: Lane
    units: int

    @property
    def code(self) -> str:
        return self.lane.fact.code

    @property
    def value(self) -> FactValue:
        return self.lane.at(self.units)

    @property
    def effort(self) -> Fraction:
        return self.lane.toll + self.lane.unit * self.units


def least(holds: Callable[[int], bool], low: int, high: int) -> int:
    """Return units that hold while one less does not; ``high`` is taken to hold."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return high


def lanes(
    fact: Fact, before: FactValue | None, period: Period, cuts: Collection[Fraction | dt.date]
) -> Iterator[Lane]:
    """Yield the ways in which a fact can change; none when it cannot."""
    if period.is_over:
        return
    if fact.type is FactType.DATE:
        days = [cut for cut in cuts if isinstance(cut, dt.date)]
        yield from _date(fact, before, period, days)
    elif fact.type in {FactType.YES_NO, FactType.LEVEL}:
        yield from _answers(fact, before)
    else:
        top = max((cut for cut in cuts if isinstance(cut, Fraction)), default=Fraction(0))
        yield from (_ratio if fact.type is FactType.RATIO else _number)(fact, before, top)


def new_cases(fact: Fact, before: Ratio) -> Iterator[Lane]:
    """Yield the two ways in which new cases change a ratio."""
    step = _step(before.numerator, before.denominator)
    above, below = before.numerator, before.denominator

    def grown(units: int) -> FactValue:
        return Ratio(above + units * step, below + units * step)

    def diluted(units: int) -> FactValue:
        return Ratio(above, below + units * step)

    for way, at in ((Way.GROW, grown), (Way.DILUTE, diluted)):
        yield Lane(
            fact=fact, way=way, before=before, last=_MOST_NEW_CASES, at=at, unit=Fraction(step)
        )


def _date(
    fact: Fact, before: FactValue | None, period: Period, cuts: Sequence[dt.date]
) -> Iterator[Lane]:
    """What has a date up to today has happened; all else can happen from today on."""
    if isinstance(before, dt.date) and before <= period.today:
        return
    days = sorted(
        {min(cut, period.cut_off) for cut in cuts if cut >= period.today} - {before}, reverse=True
    )
    if days:
        yield _listed(fact, Way.DATE, before, days)


def _answers(fact: Fact, before: FactValue | None) -> Iterator[Lane]:
    options: list[FactValue] = [True, False] if fact.type is FactType.YES_NO else list(fact.options)
    if before is None:
        yield _listed(fact, Way.ANSWER, None, options)
        return
    at = options.index(before)
    for way, last, sign in ((Way.RAISE, at, -1), (Way.LOWER, len(options) - 1 - at, 1)):
        yield Lane(
            fact=fact,
            way=way,
            before=before,
            last=last,
            at=partial(_graded, options, at, sign),
            is_graded=False,
        )


def _graded(options: Sequence[FactValue], at: int, sign: int, units: int) -> FactValue:
    return options[at + sign * units]


def _listed(fact: Fact, way: Way, before: FactValue | None, values: Sequence[FactValue]) -> Lane:
    """Return a lane whose values all cost the same."""
    return Lane(
        fact=fact,
        way=way,
        before=before,
        first=0,
        last=len(values) - 1,
        at=lambda units: values[units],
        unit=Fraction(0),
        toll=Fraction(1),
        is_graded=False,
    )


def _number(fact: Fact, before: FactValue | None, top: Fraction) -> Iterator[Lane]:
    now = before if isinstance(before, int | Decimal) else _zero(fact)
    step = _step(now)
    if fact.type is FactType.PERCENT and not fact.may_exceed:
        top = Fraction(100)
    else:
        top = max(top, Fraction(now)) + Fraction(step)  # just past the last cut
    yield from _up_and_down(fact, before, Scale(now, step, top), lambda units: now + units * step)


def _ratio(fact: Fact, before: FactValue | None, top: Fraction) -> Iterator[Lane]:
    now = before if isinstance(before, Ratio) else Ratio(_zero(fact), _zero(fact) + _HUNDRED)
    if now.is_empty:
        # Full points cannot be bettered, and what does not apply is not made to apply.
        if fact.empty is EmptyRatio.ZERO:
            yield from (replace(lane, last=1) for lane in new_cases(fact, now))
        return
    step, whole = _step(now.numerator, now.denominator), Fraction(now.denominator)
    if fact.may_exceed:
        whole = max(whole, whole * top / 100) + Fraction(step)
    yield from _up_and_down(
        fact,
        before,
        Scale(now.numerator, step, whole),
        lambda units: Ratio(now.numerator + units * step, now.denominator),
    )


@dataclass(frozen=True)
class Scale:
    """The number that changes, the least change of it, and the highest worth trying."""

    now: int | Decimal
    step: int | Decimal
    top: Fraction


def _up_and_down(
    fact: Fact, before: FactValue | None, scale: Scale, at: Callable[[int], FactValue]
) -> Iterator[Lane]:
    unit = Fraction(scale.step)
    up = math.floor((scale.top - Fraction(scale.now)) / unit)
    down = math.floor(Fraction(scale.now) / unit)
    if before is None:
        yield Lane(
            fact=fact,
            way=Way.RAISE,
            before=None,
            first=0,
            last=up,
            at=at,
            unit=unit,
            toll=Fraction(1),
        )
        return
    if up > 0:
        yield Lane(fact=fact, way=Way.RAISE, before=before, last=up, at=at, unit=unit)
    if down > 0:
        yield Lane(
            fact=fact,
            way=Way.LOWER,
            before=before,
            last=down,
            at=lambda units: at(-units),
            unit=unit,
        )


def _zero(fact: Fact) -> int | Decimal:
    is_whole = fact.type is FactType.COUNT or (fact.type is FactType.RATIO and not fact.of_amounts)
    return 0 if is_whole else Decimal(0)


def _step(*numbers: int | Decimal) -> int | Decimal:
    """Return the least change of numbers as finely given as these: 1, or a hundredth or less."""
    if all(isinstance(number, int) for number in numbers):
        return 1
    places = max(_PLACES, *(decimals(Decimal(number)) for number in numbers))
    return Decimal(1).scaleb(-places)
