"""The draft of next year's set as people read it: what is wrong, what still speaks of this year, what changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from parindex.criteria.comparing import NodeChange, compare, fact_codes
from parindex.criteria.documents import find_node, points_of, problems_of, walk
from parindex.criteria.queries import criteria_set_of
from parindex.engine import CriteriaSet, parse_set
from parindex.improvement.models import DraftSet


@dataclass(frozen=True)
class DraftPicture:
    """A draft with its document and this year's beside it."""

    draft: DraftSet

    @cached_property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.draft.content)
        return document

    @cached_property
    def base(self) -> dict[str, Any]:
        return criteria_set_of(self.draft.base).dump()

    @cached_property
    def problems(self) -> Sequence[tuple[str, str]]:
        """What keeps the draft from being a set: code of the node (or ""), and a sentence."""
        return problems_of(self.document)

    @property
    def is_sound(self) -> bool:
        return not self.problems

    @cached_property
    def changes(self) -> tuple[NodeChange, ...]:
        return compare(self.base, self.document)

    @property
    def points_differ(self) -> bool:
        """Tell whether the whole counts other points than this year's."""
        return points_of(self.document["max_points"]) != points_of(self.base["max_points"])

    @cached_property
    def outdated(self) -> list[str]:
        """Codes of the nodes that still name the year of the set the draft was made from."""
        year = self.base.get("year")
        if not year or year == self.document.get("year"):
            return []
        named = re.compile(rf"(?<!\d){year}(?!\d)")
        return [
            node["code"]
            for node in walk(self.document)
            if any(named.search(text) for text in _texts(node, self.document["facts"]))
        ]

    def criteria_set(self) -> CriteriaSet:
        """Return the draft as the engine knows it; raises SetError while it is unsound."""
        return parse_set(self.document)

    def node(self, code: str) -> dict[str, Any] | None:
        return find_node(self.document, code)

    def base_node(self, code: str) -> dict[str, Any] | None:
        return find_node(self.base, code)


def _texts(node: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[str]:
    yield node.get("name", "")
    yield node.get("guidance", "")
    yield from node.get("evidence", ())
    rule = node.get("rule") or {}
    yield str(rule.get("due", ""))
    for code in fact_codes(rule):
        fact = facts.get(code, {})
        yield from (str(fact.get(key, "")) for key in ("label", "numerator", "denominator", "hint"))
