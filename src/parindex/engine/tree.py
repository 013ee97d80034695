"""The criteria set as a tree of immutable values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any

from parindex.engine.adjusting import Adjustment, AdjustmentLimits
from parindex.engine.exact import plain
from parindex.engine.facts import Fact
from parindex.engine.rules.base import Rule


class UnknownNodeError(LookupError):
    """The set has no field, criterion or component of this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Bộ tiêu chí không có mục “{code}”.")
        self.code = code


class Level(Enum):
    """Where a node stands in the tree; SET is the root, whose code is empty."""

    SET = "set"
    FIELD = "field"  # lĩnh vực
    CRITERION = "criterion"  # tiêu chí
    COMPONENT = "component"  # tiêu chí thành phần


class ScoredBy(Enum):
    """Where the points of a leaf come from."""

    SELF = "self"  # self-assessment, then appraisal
    SURVEY = "survey"  # sociological survey; the unit does not score it
    DATA = "data"  # taken from data of an authority, then appraised


class NotApplicable(Enum):
    """What a component that does not apply does to the index."""

    RESCALE = "rescale"  # out of the denominator
    FULL_POINTS = "full_points"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The decision that issues the set."""

    number: str
    issued_on: dt.date
    issuer: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ClassThreshold:
    """A class (xếp loại) and the index in percent from which it is given."""

    name: str
    at_least: Decimal


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document the set's rows were taken from."""

    title: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Node:
    """A field, criterion or component. A leaf has a rule, any other node has children.

    ``max_points`` of a parent is the sum of its children's. ``source`` says where the row is
    from and ``illustrative`` that no source backs it; both hold for the rows below, until one
    of these states its own. An empty ``not_applicable_when`` means: always applicable.
    ``position`` is the place in the order of the document, from 1.
    """

    code: str
    name: str
    level: Level
    max_points: Decimal
    position: int
    children: tuple[Node, ...] = ()
    rule: Rule | None = None
    scored_by: ScoredBy = ScoredBy.SELF
    evidence: tuple[str, ...] = ()
    guidance: str = ""
    source: str = ""
    illustrative: bool = False
    not_applicable_when: str = ""

    @property
    def is_leaf(self) -> bool:
        return self.rule is not None

    @property
    def facts(self) -> tuple[str, ...]:
        """The codes of the facts its rule uses, in the order they are asked."""
        return tuple(fact.code for fact in self.rule.facts) if self.rule else ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and everything below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()

    def dump(self) -> dict[str, Any]:
        """Return the node as a document that reads back to the same node."""
        document: dict[str, Any] = {
            "code": self.code,
            "name": self.name,
            "max_points": plain(self.max_points),
            "illustrative": self.illustrative,
        }
        texts = ("source", "guidance", "not_applicable_when")
        document |= {key: getattr(self, key) for key in texts if getattr(self, key)}
        if self.rule is None:
            key = "criteria" if self.level is Level.FIELD else "components"
            return {**document, key: [child.dump() for child in self.children]}
        document |= {"scored_by": self.scored_by.value, "rule": self.rule.dump()}
        if self.evidence:
            document["evidence"] = list(self.evidence)
        return document


@dataclass(frozen=True, kw_only=True)
class CriteriaSet:
    """One annex of one decision: the tree, the facts it asks for, and how points are counted.

    ``points_places`` are the decimals to which a leaf's points are rounded half up, because the
    set says so. ``facts`` stand in the order in which the tree first uses them.
    """

    code: str
    name: str
    annex: str
    decision: Decision
    tier: str
    year: int | None
    in_force_from: dt.date
    in_force_to: dt.date | None
    max_points: Decimal
    points_places: int
    not_applicable: NotApplicable
    classes: tuple[ClassThreshold, ...]
    classes_illustrative: bool
    sources: tuple[Source, ...]
    facts: Mapping[str, Fact] = field(hash=False)
    fields: tuple[Node, ...]
    adjustments: tuple[Adjustment, ...] = ()
    limits: AdjustmentLimits = field(default_factory=AdjustmentLimits)

    def is_in_force(self, on: dt.date) -> bool:
        """Tell whether the set counts on a day; the last day counts."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    def top(self, applicable: Decimal) -> Decimal:
        """Return the most points that can come out where ``applicable`` of the maximum applies.

        Bonus points may exceed it only by what the set's ceiling lies above the set's maximum.
        """
        ceiling = self.max_points if self.limits.ceiling is None else self.limits.ceiling
        return applicable + ceiling - self.max_points

    def adjustment(self, code: str) -> Adjustment:
        """Return the adjustment of a code; raises UnknownNodeError."""
        found = next((item for item in self.adjustments if item.code == code), None)
        if found is None:
            raise UnknownNodeError(code)
        return found

    def walk(self) -> Iterator[Node]:
        """Yield every node in the order of the document."""
        for part in self.fields:
            yield from part.walk()

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The nodes that are scored, in the order of the document."""
        return tuple(node for node in self.walk() if node.is_leaf)

    @cached_property
    def _by_code(self) -> dict[str, Node]:
        return {node.code: node for node in self.walk()}

    @cached_property
    def _parents(self) -> dict[str, Node]:
        return {child.code: node for node in self.walk() for child in node.children}

    @cached_property
    def _by_fact(self) -> dict[str, tuple[Node, ...]]:
        return {
            code: tuple(leaf for leaf in self.leaves if code in leaf.facts) for code in self.facts
        }

    def node(self, code: str) -> Node:
        """Return the node of a code; raises UnknownNodeError."""
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownNodeError(code) from None

    def ancestors(self, code: str) -> tuple[Node, ...]:
        """Return the nodes above a node, from its field down to its parent."""
        found: list[Node] = []
        parent = self._parents.get(self.node(code).code)
        while parent is not None:
            found.append(parent)
            parent = self._parents.get(parent.code)
        return tuple(reversed(found))

    def leaves_using(self, fact_code: str) -> tuple[Node, ...]:
        """Return the leaves whose rule needs a fact; none for a fact the set does not have."""
        return self._by_fact.get(fact_code, ())

    def leaves_under(self, codes: Collection[str]) -> frozenset[str]:
        """Return the codes of all leaves at or below the given nodes; raises UnknownNodeError."""
        return frozenset(
            leaf.code for code in codes for leaf in self.node(code).walk() if leaf.is_leaf
        )

    def dump(self) -> dict[str, Any]:
        """Return the set as one JSON-able document; ``parse_set`` of it gives the same set."""
        decision = self.decision
        # Without adjustments nothing is said of them: sets imported before keep their hash.
        adjusting: dict[str, Any] = {}
        if self.adjustments:
            adjusting["adjustments"] = [item.dump() for item in self.adjustments]
        if limits := self.limits.dump():
            adjusting["adjustment_limits"] = limits
        return {
            "code": self.code,
            "name": self.name,
            "annex": self.annex,
            "decision": {
                "number": decision.number,
                "issued_on": decision.issued_on.isoformat(),
                "issuer": decision.issuer,
                "title": decision.title,
            },
            "tier": self.tier,
            "year": self.year,
            "in_force_from": self.in_force_from.isoformat(),
            "in_force_to": self.in_force_to.isoformat() if self.in_force_to else None,
            "max_points": plain(self.max_points),
            "points_places": self.points_places,
            "not_applicable": self.not_applicable.value,
            "classes": [
                {"name": item.name, "at_least": plain(item.at_least)} for item in self.classes
            ],
            "classes_illustrative": self.classes_illustrative,
            "sources": [{"title": item.title, "note": item.note} for item in self.sources],
            "facts": {code: fact.dump() for code, fact in self.facts.items()},
            "fields": [part.dump() for part in self.fields],
            **adjusting,
        }
