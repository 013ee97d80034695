"""Ratios, percentages, counts and amounts as one exact number with its words."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from parindex.engine.facts import EmptyRatio, Fact, FactType
from parindex.engine.outcome import Outcome, TraceState, scored
from parindex.engine.rules.base import Facts, Rule
from parindex.engine.values import Ratio
from parindex.engine.wording import Text, say

SHARES: Final = (FactType.RATIO, FactType.PERCENT)
QUANTITIES: Final = (*SHARES, FactType.COUNT, FactType.AMOUNT)

_EMPTY_WORDS: Mapping[EmptyRatio, Text] = MappingProxyType(
    {
        EmptyRatio.FULL: say("được điểm tối đa theo quy định"),
        EmptyRatio.ZERO: say("không có điểm theo quy định"),
        EmptyRatio.NOT_APPLICABLE: say("không áp dụng"),
    }
)


@dataclass(frozen=True)
class Measure:
    """A number (percent for ratios and percentages) with the words "label 17/20 = 85%"."""

    value: Fraction
    words: Text


def unit_text(fact: Fact) -> str:
    """Return what follows a threshold or a number of this fact: "%", " văn bản" or nothing."""
    if fact.type in SHARES:
        return "%"
    return f" {fact.unit}" if fact.unit else ""


def case_text(fact: Fact, count: int | Decimal = 1) -> Text | str:
    """Return what the things counted are called: the fact's unit, or cases."""
    return fact.unit or say("trường hợp", count=count)


def measured(fact: Fact, facts: Facts) -> Measure:
    """Return the number of a fact that is known and whose ratio is not empty."""
    value = facts[fact.code]
    if isinstance(value, Ratio):
        percent = value.percent
        words = say(
            "{label} {above}/{below} {percent:=%}",
            label=fact.label,
            above=value.numerator,
            below=value.denominator,
            percent=percent,
        )
        return Measure(percent, words)
    if not isinstance(value, int | Decimal):
        raise TypeError(f"{fact.code}: {value!r} is no number")
    words = say("{label} {number}{unit}", label=fact.label, number=value, unit=unit_text(fact))
    return Measure(Fraction(value), words)


@dataclass(frozen=True, kw_only=True)
class MeasuredRule(Rule):
    """A rule on one number; what an empty ratio means is the fact's word, whatever the rule."""

    fact: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.fact,)

    def outcome(self, facts: Facts) -> Outcome:
        empty = _empty_outcome(self.fact, facts, self.max_points)
        return self.outcome_of(measured(self.fact, facts)) if empty is None else empty

    @abstractmethod
    def outcome_of(self, measure: Measure) -> Outcome:
        """Score the number of a fact that is known and whose ratio is not empty."""


def _empty_outcome(fact: Fact, facts: Facts, max_points: Decimal) -> Outcome | None:
    """Return what the set says about an empty ratio; None when the ratio is not empty."""
    value = facts[fact.code]
    if not isinstance(value, Ratio) or not value.is_empty or fact.empty is None:
        return None
    because = say(
        "{label} {above}/0 (mẫu số bằng 0, {meaning})",
        label=fact.label,
        above=value.numerator,
        meaning=_EMPTY_WORDS[fact.empty],
    )
    if fact.empty is EmptyRatio.NOT_APPLICABLE:
        return Outcome(state=TraceState.NOT_APPLICABLE, because=because)
    return scored(Fraction(max_points) if fact.empty is EmptyRatio.FULL else Fraction(0), because)
