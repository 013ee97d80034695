"""A criteria set for reading: every component with its rule in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from parindex.engine import CriteriaSet, Node, ScoredBy
from parindex.web.public.rule_words import RuleWords, rule_words


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A component as shown; ``source`` only where it differs from what stands above."""

    node: Node
    rule: RuleWords
    source: str

    @property
    def by_survey(self) -> bool:
        return self.node.scored_by is ScoredBy.SURVEY

    @property
    def by_data(self) -> bool:
        return self.node.scored_by is ScoredBy.DATA


@dataclass(frozen=True, kw_only=True)
class Group:
    """A criterion with its components; one that is scored itself has itself as only leaf."""

    node: Node
    leaves: Sequence[Leaf]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A field."""

    node: Node
    groups: Sequence[Group]
    leaf_count: int


def sections_of(criteria_set: CriteriaSet) -> list[Section]:
    """Return the whole tree in the order of the document."""
    return [_section(criteria_set, node) for node in criteria_set.fields]


def newest_of_each_code(rows: Iterable[Any]) -> list[Any]:
    """Return the newest content of every set, the newest decision first."""
    newest: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        newest[row.code] = row
    return sorted(newest.values(), key=lambda row: (row.decision_date, row.code), reverse=True)


def _section(criteria_set: CriteriaSet, field: Node) -> Section:
    nodes = field.children or (field,)
    groups = [_group(criteria_set, node, above=field.source) for node in nodes]
    return Section(node=field, groups=groups, leaf_count=sum(len(group.leaves) for group in groups))


def _group(criteria_set: CriteriaSet, node: Node, *, above: str) -> Group:
    leaves = [
        Leaf(
            node=leaf,
            rule=rule_words(criteria_set, leaf),
            source=leaf.source if leaf.source != above else "",
        )
        for leaf in node.walk()
        if leaf.is_leaf
    ]
    return Group(node=node, leaves=leaves)
