"""The points of a past unit under another set: kept where nothing changed, computed or scaled where it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from parindex.engine.answers import FactError, parse_fact, to_wire
from parindex.engine.evaluation import evaluate_leaf
from parindex.engine.exact import rounded
from parindex.engine.outcome import TraceState
from parindex.engine.rules.base import Rule
from parindex.engine.tree import CriteriaSet, Node
from parindex.engine.values import FactValue

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Missing(Enum):
    """What unknown points of a component mean for its unit: it is not ranked, or they are 0."""

    SKIP = "skip"
    ZERO = "zero"


class Origin(Enum):
    """Where the points of a component come from."""

    AWARDED = "awarded"  # given by people, and the component is the same
    COMPUTED = "computed"  # by the set's rule, from facts
    SCALED = "scaled"  # given by people, carried over as the same share of the maximum
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class UnitRecord:
    """What is known of one unit in a past cycle.

    ``facts`` are typed by the set of that cycle. ``awards`` are the points that people gave, by
    component; without an award the rule's points count.
    """

    code: str
    name: str
    facts: Mapping[str, FactValue] = field(default_factory=lambda: _NOTHING)
    awards: Mapping[str, Decimal] = field(default_factory=lambda: _NOTHING)
    not_applicable: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """The points of one unit by component and adjustment, None where unknown, and their origin."""

    points: Mapping[str, Decimal | None]
    origins: Mapping[str, Origin]
    adjustments: Mapping[str, Decimal | None]

    @property
    def not_applicable(self) -> frozenset[str]:
        return self._of(Origin.NOT_APPLICABLE)

    @property
    def unknown(self) -> frozenset[str]:
        return self._of(Origin.UNKNOWN)

    def _of(self, wanted: Origin) -> frozenset[str]:
        return frozenset(code for code, origin in self.origins.items() if origin is wanted)


def replay(criteria_set: CriteriaSet, record: UnitRecord, *, past: CriteriaSet) -> Replayed:
    """Score a unit of the past set under another set; components are the same when codes are.

    Points that people gave stay where rule and maximum are the same. Where they changed, the
    new rule counts if the facts explain the old points; an award beside what its facts gave (no
    evidence, a ruling) is carried over as the same share of the new maximum.
    """
    facts = _facts_of(criteria_set, record)
    found = {
        leaf.code: _carried(criteria_set, leaf, record, past)
        or _computed(criteria_set, leaf, facts)
        for leaf in criteria_set.leaves
    }
    origins = {code: origin for code, (_, origin) in found.items()}
    adjustments = {
        item.code: _adjustment(item.rule, facts, criteria_set.points_places)
        for item in criteria_set.adjustments
    }
    unknown = (code for code, points in adjustments.items() if points is None)
    return Replayed(
        points={code: points for code, (points, _) in found.items()},
        origins=origins | dict.fromkeys(unknown, Origin.UNKNOWN),
        adjustments=adjustments,
    )


def is_same(first: Rule, second: Rule) -> bool:
    """Tell whether two rules give the same points for the same facts, as far as they are written."""
    if first.max_points != second.max_points or first.dump() != second.dump():
        return False
    return [_meaning(rule) for rule in first.facts] == [_meaning(rule) for rule in second.facts]


def _carried(
    criteria_set: CriteriaSet, leaf: Node, record: UnitRecord, past: CriteriaSet
) -> tuple[Decimal | None, Origin] | None:
    """Return what people's decisions give a component; None when its rule has to."""
    if leaf.code in record.not_applicable:
        return None, Origin.NOT_APPLICABLE
    award, before = record.awards.get(leaf.code), _leaf_of(past, leaf.code)
    if award is None or before is None or before.rule is None or leaf.rule is None:
        return None
    if is_same(before.rule, leaf.rule):
        return award, Origin.AWARDED
    if evaluate_leaf(past, leaf.code, record.facts).points == award:
        return None
    share = Fraction(award) / Fraction(before.max_points)
    points = rounded(share * Fraction(leaf.max_points), criteria_set.points_places)
    return points, Origin.SCALED


def _computed(
    criteria_set: CriteriaSet, leaf: Node, facts: Mapping[str, FactValue]
) -> tuple[Decimal | None, Origin]:
    trace = evaluate_leaf(criteria_set, leaf.code, facts)
    if trace.state is TraceState.NOT_APPLICABLE:
        return None, Origin.NOT_APPLICABLE
    return trace.points, Origin.UNKNOWN if trace.points is None else Origin.COMPUTED


def _leaf_of(criteria_set: CriteriaSet, code: str) -> Node | None:
    return next((leaf for leaf in criteria_set.leaves if leaf.code == code), None)


def _adjustment(rule: Rule, facts: Mapping[str, FactValue], places: int) -> Decimal | None:
    outcome = rule.score(facts)
    if outcome.state is TraceState.NOT_APPLICABLE:
        return Decimal(0)
    return None if outcome.points is None else rounded(outcome.points, places)


def _facts_of(criteria_set: CriteriaSet, record: UnitRecord) -> dict[str, FactValue]:
    """Return the facts that the set asks for too, read as it reads them; others are unknown."""
    known = {}
    for code, fact in criteria_set.facts.items():
        if code in record.facts:
            try:
                known[code] = parse_fact(fact, to_wire(record.facts[code]))
            except FactError:
                continue
    return known


def _meaning(fact: Any) -> dict[str, Any]:
    words = ("label", "hint", "numerator", "denominator", "unit")
    return {key: value for key, value in fact.dump().items() if key not in words}
