"""Every rule form as a function of columns. Forms are looked up by their exact class.

Points come out exact, in the smallest part of a point that the set counts (hundredths, mostly).
A form without a kernel is refused when the set is compiled: no number is better than a wrong one.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial, reduce
from types import MappingProxyType
from typing import Any

import numpy as np

from parindex.engine.facts import EmptyRatio, Fact, FactType
from parindex.engine.rules.accumulate import Accumulate
from parindex.engine.rules.bands import Band, Bands
from parindex.engine.rules.base import Rule
from parindex.engine.rules.checklist import Checklist
from parindex.engine.rules.choice import Choice
from parindex.engine.rules.combine import Combine, How
from parindex.engine.rules.deadline import Deadline
from parindex.engine.rules.deduction import Deduction
from parindex.engine.rules.deductions import Deductions
from parindex.engine.rules.increments import Counted, Increments
from parindex.engine.rules.judged import Judged
from parindex.engine.rules.linear import Linear
from parindex.engine.rules.proportional import Proportional
from parindex.engine.rules.steps import Steps, TestedOn
from parindex.engine.rules.survey import Survey
from parindex.engine.vector.columns import Column, Ints, Mask
from parindex.engine.vector.quotients import INT64_MAX, Quotients, times, wide_unless

Kernel = Callable[[Mapping[str, Column]], Quotients]


def kernel_of(rule: Rule, unit: int) -> Kernel | None:
    """Return how a rule scores columns, in ``unit`` parts of a point; None where people judge.

    Raises TypeError for a form that has no vectorised kernel.
    """
    compiler = _COMPILERS.get(type(rule))
    if compiler is None:
        message = (
            f"rule form “{rule.form}” ({type(rule).__name__}) is not vectorised; use evaluate()"
        )
        raise TypeError(message)
    return compiler(rule, unit)


def leaves_out(rule: Rule) -> str | None:
    """Return the ratio whose empty denominator makes the rule not applicable, if it has one."""
    fact = getattr(rule, "fact", None)
    is_out = isinstance(fact, Fact) and fact.empty is EmptyRatio.NOT_APPLICABLE
    return fact.code if is_out and fact else None


def _table(points: Sequence[Decimal], unit: int) -> tuple[Ints, int]:
    """Return points as whole numbers over one common denominator."""
    exact = [Fraction(value) * unit for value in points]
    below = math.lcm(*(value.denominator for value in exact))
    wholes = [int(value * below) for value in exact]
    kind = np.int64 if max(wholes) <= INT64_MAX else object
    return np.array(wholes, dtype=kind), below


def _looked_up(table: Ints, below: int, places: Ints) -> Quotients:
    return Quotients(table[places], below, int(table.max()), below)


def _per_percent(fact: Fact) -> Fraction:
    """Return one percent in the numbers of the column: ratios hold shares, percentages percents."""
    return Fraction(1, 100) if fact.type is FactType.RATIO else Fraction(1)


def _filled(found: Quotients, rule: Any, column: Column, unit: int) -> Quotients:
    """Put in what an empty ratio is worth; nothing where it does not apply."""
    is_full = rule.fact.empty is EmptyRatio.FULL
    return found.replaced(
        column.empty, Fraction(rule.max_points) * unit if is_full else Fraction(0)
    )


def _checklist(rule: Checklist, unit: int) -> Kernel:
    table, below = _table([item.points for item in rule.items], unit)
    limit = int(table.sum())

    def score(facts: Mapping[str, Column]) -> Quotients:
        parts = (
            facts[item.fact.code].numerators * points
            for item, points in zip(rule.items, table.tolist(), strict=True)
        )
        return Quotients(sum(parts), below, limit, below)

    return score


def _choice(rule: Choice, unit: int) -> Kernel:
    points = dict(rule.options)
    # YES_NO_LABELS has yes before no; a column has no (0) before yes (1).
    codes = ["no", "yes"] if rule.fact.type is FactType.YES_NO else list(rule.fact.answers)
    table, below = _table([points[code] for code in codes], unit)
    return lambda facts: _looked_up(table, below, facts[rule.fact.code].numerators)


def _steps(rule: Steps, unit: int) -> Kernel:
    table, below = _table([rule.otherwise, *(step.points for step in reversed(rule.steps))], unit)
    is_rounded = rule.tested_on is TestedOn.ROUNDED
    scale = Fraction(10**rule.rounded_places) / _per_percent(rule.fact)
    per = Fraction(10**rule.rounded_places) if is_rounded else _per_percent(rule.fact)
    tests = [(Fraction(step.threshold) * per, step.is_strict) for step in reversed(rule.steps)]
    start, *rises = table[:1].tolist() + np.diff(table).tolist()
    limit = int(table.max())

    def score(facts: Mapping[str, Column]) -> Quotients:
        column = facts[rule.fact.code]
        value = Quotients.of(column)
        if is_rounded:
            whole = value.times(scale)
            value = Quotients(whole.rounded(), 1, 2 * whole.above_limit + 1, 1)
        risen = (
            value.reaches(threshold, is_strict=is_strict) * rise
            for (threshold, is_strict), rise in zip(tests, rises, strict=True)
        )
        points: Any = reduce(operator.add, risen)
        if start:
            points = points + start
        return _filled(Quotients(points, below, limit, below), rule, column, unit)

    return score


def _bands(rule: Bands, unit: int) -> Kernel:
    table, below = _table([rule.otherwise, *(band.points for band in rule.bands)], unit)
    outside, *inside = table.tolist()
    per, limit = _per_percent(rule.fact), int(table.max())

    def score(facts: Mapping[str, Column]) -> Quotients:
        column = facts[rule.fact.code]
        value = Quotients.of(column)
        points = np.full(len(column), outside, dtype=np.int64)
        for band, worth in zip(rule.bands, inside, strict=True):
            points[_lies_in(band, value, per)] = worth
        return _filled(Quotients(points, below, limit, below), rule, column, unit)

    return score


def _lies_in(band: Band, value: Quotients, per: Fraction) -> Mask:
    lies = np.ones(len(value.above), dtype=bool)
    if band.lower is not None:
        lies &= value.reaches(Fraction(band.lower.value) * per, is_strict=band.lower.is_open)
    if band.upper is not None:
        lies &= ~value.reaches(Fraction(band.upper.value) * per, is_strict=not band.upper.is_open)
    return lies


def _proportional(rule: Proportional, unit: int) -> Kernel:
    per = _per_percent(rule.fact)
    top, whole, start = Fraction(rule.max_points) * unit, 100 * per, Fraction(rule.start) * per

    def score(facts: Mapping[str, Column]) -> Quotients:
        column = facts[rule.fact.code]
        value = Quotients.of(column)
        points = value.at_most(whole).times(top / whole)
        if start:
            points = points.replaced(~value.reaches(start), Fraction(0))
        return _filled(points, rule, column, unit)

    return score


def _linear(rule: Linear, unit: int) -> Kernel:
    per = _per_percent(rule.fact)
    start, end = Fraction(rule.start) * per, Fraction(rule.end) * per
    top = Fraction(rule.max_points) * unit
    slope = top / (end - start)

    def score(facts: Mapping[str, Column]) -> Quotients:
        column = facts[rule.fact.code]
        line = Quotients.of(column).times(slope).plus(-start * slope)
        return _filled(line.at_least(Fraction(0)).at_most(top), rule, column, unit)

    return score


def _deduction(rule: Deduction, unit: int) -> Kernel:
    per, start = Fraction(rule.per) * unit, Fraction(rule.start) * unit
    floor, top = Fraction(rule.floor) * unit, Fraction(rule.max_points) * unit

    def score(facts: Mapping[str, Column]) -> Quotients:
        left = Quotients.of(facts[rule.fact.code]).times(-per).plus(start)
        return left.at_most(top).at_least(floor)

    return score


def _deductions(rule: Deductions, unit: int) -> Kernel:
    table, below = _table([item.per for item in rule.items], unit)
    floor, top = Fraction(rule.floor) * unit, Fraction(rule.max_points) * unit

    def score(facts: Mapping[str, Column]) -> Quotients:
        columns = [facts[item.fact.code] for item in rule.items]
        pairs = list(zip(columns, table.tolist(), strict=True))
        limit = sum(column.above_limit * per for column, per in pairs)
        lost: Any = 0
        for column, per in pairs:
            lost = lost + times(wide_unless(column.numerators, limit), column.above_limit, per)
        left = Quotients(lost, below, limit, below).times(Fraction(-1)).plus(top)
        return left.at_least(floor)

    return score


def _accumulate(rule: Accumulate, unit: int) -> Kernel:
    per, top = Fraction(rule.per) * unit, Fraction(rule.max_points) * unit
    return lambda facts: Quotients.of(facts[rule.fact.code]).times(per).at_most(top)


def _increments(rule: Increments, unit: int) -> Kernel:
    percent = _per_percent(rule.fact)
    start, each = Fraction(rule.start) * percent, Fraction(rule.each) * percent
    base, per = Fraction(rule.base) * unit, Fraction(rule.per) * unit
    top = Fraction(rule.max_points) * unit

    def score(facts: Mapping[str, Column]) -> Quotients:
        column = facts[rule.fact.code]
        more = Quotients.of(column).plus(-start).at_least(Fraction(0)).times(1 / each)
        if rule.counted is Counted.WHOLE:
            more = more.floored()
        return _filled(more.times(per).plus(base).at_most(top), rule, column, unit)

    return score


def _deadline(rule: Deadline, unit: int) -> Kernel:
    tiers = [rule.max_points, *(tier.points for tier in rule.late), Decimal(0)]
    table, below = _table(tiers, unit)
    due = rule.due.toordinal()
    lasts = np.array([due, *(due + tier.days for tier in rule.late)], dtype=object)
    # No day lies after 31/12/9999, however many days of delay a rule allows.
    days = np.minimum(lasts, np.iinfo(np.int64).max).astype(np.int64)

    def score(facts: Mapping[str, Column]) -> Quotients:
        done_on = facts[rule.fact.code].numerators
        places = np.where(done_on == 0, len(tiers) - 1, np.searchsorted(days, done_on, side="left"))
        return _looked_up(table, below, places)

    return score


def _survey(rule: Survey, unit: int) -> Kernel:
    per = Fraction(rule.max_points) * unit / 100
    return lambda facts: Quotients.of(facts[rule.fact.code]).times(per)


def _judged(_: Judged, __: int) -> None:
    return None


_PICKS: Mapping[How, Callable[[Quotients, Quotients], Quotients]] = MappingProxyType(
    {How.SUM: Quotients.added, How.MIN: Quotients.lower_of, How.MAX: Quotients.higher_of}
)


def _combine(rule: Combine, unit: int) -> Kernel | None:
    kernels = [kernel_of(part, unit) for part in rule.parts]
    known = [kernel for kernel in kernels if kernel is not None]
    if len(known) < len(kernels):
        return None
    return partial(_combined, known, _PICKS[rule.how], Fraction(rule.max_points) * unit)


def _combined(
    kernels: Sequence[Kernel],
    pick: Callable[[Quotients, Quotients], Quotients],
    top: Fraction,
    facts: Mapping[str, Column],
) -> Quotients:
    return reduce(pick, (kernel(facts) for kernel in kernels)).at_most(top)


_COMPILERS: Mapping[type[Rule], Callable[[Any, int], Kernel | None]] = MappingProxyType(
    {
        Checklist: _checklist,
        Choice: _choice,
        Steps: _steps,
        Bands: _bands,
        Proportional: _proportional,
        Linear: _linear,
        Deduction: _deduction,
        Deductions: _deductions,
        Accumulate: _accumulate,
        Increments: _increments,
        Deadline: _deadline,
        Survey: _survey,
        Judged: _judged,
        Combine: _combine,
    }
)
