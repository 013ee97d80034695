"""Where, along a fact, the points of a rule may jump or bend. Between two cuts they are monotone."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch

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
from parindex.engine.rules.steps import Step, Steps, TestedOn
from parindex.engine.rules.survey import Survey

Cut = tuple[str, Fraction | dt.date]

# A slope is cut at every hundredth of a point it can give; a steeper one at so many places.
_MOST_LEVELS = 400


class NotInvertibleError(TypeError):
    """Goals do not know a rule form, so that nothing is said about what it could still win."""

    def __init__(self, form: str) -> None:
        super().__init__(f"Chưa tính ngược được quy tắc dạng “{form}”.")
        self.form = form


@singledispatch
def cuts(rule: Rule, places: int) -> Iterator[Cut]:  # noqa: ARG001 - the forms need it
    """Yield the code of a fact with a number (percent for shares) or date where points change.

    ``places`` are the decimals to which points are rounded. Raises NotInvertibleError, a
    TypeError, for a rule form that this module does not know.
    """
    raise NotInvertibleError(rule.form)


@cuts.register(Checklist)
@cuts.register(Choice)
@cuts.register(Judged)
@cuts.register(Survey)
def _none(rule: Rule, places: int) -> Iterator[Cut]:  # noqa: ARG001 - answers are few, or not ours to change
    yield from ()


@cuts.register
def _steps(rule: Steps, places: int) -> Iterator[Cut]:  # noqa: ARG001 - steps are not rounded
    for step in rule.steps:
        yield (
            rule.fact.code,
            (
                Fraction(step.threshold)
                if rule.tested_on is TestedOn.EXACT
                else _before_rounding(step, rule.rounded_places)
            ),
        )


def _before_rounding(step: Step, places: int) -> Fraction:
    """Return the least exact number that is rounded (half up) to one on the step."""
    grid = Fraction(1, 10**places)
    units = Fraction(step.threshold) / grid
    lowest = math.floor(units) + 1 if step.is_strict else math.ceil(units)
    return (lowest - Fraction(1, 2)) * grid


@cuts.register
def _bands(rule: Bands, places: int) -> Iterator[Cut]:  # noqa: ARG001 - bands are not rounded
    for band in rule.bands:
        for bound in (band.lower, band.upper):
            if bound:
                yield rule.fact.code, Fraction(bound.value)


@cuts.register
def _increments(rule: Increments, places: int) -> Iterator[Cut]:
    """Cut at every increment, and where a part of one is rounded to the next level."""
    start, each, room = Fraction(rule.start), Fraction(rule.each), rule.max_points - rule.base
    times = Fraction(room) / Fraction(rule.per)
    for cut in _slope(start, start + times * each, room, places):
        yield rule.fact.code, cut
    count = math.ceil(times)
    for time in (*range(1, count, -(-count // _MOST_LEVELS)), count):
        yield rule.fact.code, start + time * each


@cuts.register
def _deductions(rule: Deductions, places: int) -> Iterator[Cut]:
    for item in rule.items:
        top = Fraction(rule.max_points) / Fraction(item.per)
        for cut in _slope(Fraction(0), top, rule.max_points, places):
            yield item.fact.code, cut


@cuts.register
def _proportional(rule: Proportional, places: int) -> Iterator[Cut]:
    yield rule.fact.code, Fraction(rule.start)
    for cut in _slope(Fraction(0), Fraction(100), rule.max_points, places):
        yield rule.fact.code, cut


@cuts.register
def _linear(rule: Linear, places: int) -> Iterator[Cut]:
    for cut in _slope(Fraction(rule.start), Fraction(rule.end), rule.max_points, places):
        yield rule.fact.code, cut


@cuts.register
def _accumulate(rule: Accumulate, places: int) -> Iterator[Cut]:
    top = Fraction(rule.max_points) / Fraction(rule.per)
    for cut in _slope(Fraction(0), top, rule.max_points, places):
        yield rule.fact.code, cut


@cuts.register
def _deduction(rule: Deduction, places: int) -> Iterator[Cut]:
    start = (Fraction(rule.start) - Fraction(rule.max_points)) / Fraction(rule.per)
    end = Fraction(rule.start) / Fraction(rule.per)
    for cut in _slope(start, end, rule.max_points, places):
        yield rule.fact.code, cut


@cuts.register
def _deadline(rule: Deadline, places: int) -> Iterator[Cut]:  # noqa: ARG001 - tiers are not rounded
    for days in (0, *(tier.days for tier in rule.late)):
        yield rule.fact.code, rule.due + dt.timedelta(days=days)


@cuts.register
def _combine(rule: Combine, places: int) -> Iterator[Cut]:
    for part in rule.parts:
        yield from cuts(part, places)


def parts(rule: Rule) -> Iterator[Rule]:
    """Yield a rule and, if it combines others, these."""
    yield rule
    if isinstance(rule, Combine):
        for part in rule.parts:
            yield from parts(part)


def are_all(rule: Rule, places: int) -> bool:
    """Tell whether the cuts are all there are, none left out of a steep slope."""
    return all(Fraction(part.max_points) * 10**places <= _MOST_LEVELS for part in parts(rule))


def _slope(start: Fraction, end: Fraction, points: Decimal, places: int) -> Iterator[Fraction]:
    """Yield both ends of a line and where its points are rounded to the next level."""
    levels = Fraction(points) * 10**places
    count = math.ceil(levels)
    yield start
    for level in range(1, count + 1, -(-count // _MOST_LEVELS)):
        yield start + (end - start) * (level - Fraction(1, 2)) / levels
    yield start + (end - start) * (count - Fraction(1, 2)) / levels
    yield end
