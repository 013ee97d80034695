"""Proposals as a unit sees its own, and as the coordinator sees all of them grouped by component."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from parindex.criteria.queries import criteria_set_of
from parindex.improvement.choices import ProposalKind, ProposalState
from parindex.improvement.queries import grouped
from parindex.improvement.rules import OPEN
from parindex.viet import search_key

WAITING = "cho"  # not answered yet: submitted or being studied


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string."""

    state: str = ""
    kind: str = ""
    set_code: str = ""
    field: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        state, kind = query.get("trang-thai", ""), query.get("loai", "")
        return cls(
            state=state if state in (WAITING, *ProposalState.values) else "",
            kind=kind if kind in ProposalKind.values else "",
            set_code=query.get("bo", ""),
            field=query.get("linh-vuc", ""),
            words=query.get("tim", "")[:100],
        )

    @property
    def query(self) -> str:
        """The choice as a query string, for coming back after an answer."""
        names = {
            "trang-thai": self.state,
            "loai": self.kind,
            "bo": self.set_code,
            "linh-vuc": self.field,
            "tim": self.words,
        }
        return urlencode({name: value for name, value in names.items() if value})

    def shows(self, row: Any, name: str) -> bool:
        """Tell whether a proposal about a node of this name passes."""
        if self.state and row.state not in (OPEN if self.state == WAITING else (self.state,)):
            return False
        if (self.kind and row.kind != self.kind) or (
            self.set_code and row.criteria_set.code != self.set_code
        ):
            return False
        if self.field and row.node_code.split(".")[0] != self.field:
            return False
        text = search_key(f"{row.unit.name} {row.node_code} {name} {row.text} {row.answer}")
        return all(word in text for word in search_key(self.words).split())


@dataclass(frozen=True, kw_only=True)
class Group:
    """The proposals about one node of one set."""

    stored: Any
    code: str
    name: str
    rows: Sequence[Any]

    @property
    def anchor(self) -> str:
        return f"{self.stored.pk}-{self.code or 'chung'}"

    @property
    def waiting(self) -> int:
        return sum(row.state in OPEN for row in self.rows)

    @property
    def kinds(self) -> list[tuple[str, int]]:
        counts = Counter(row.get_kind_display() for row in self.rows)
        return counts.most_common()


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything on the coordinator's page."""

    wanted: Wanted
    groups: Sequence[Group]
    total: int
    shown: int
    by_state: Mapping[str, int]
    sets: Sequence[Any]
    fields: Sequence[tuple[str, str]]

    kinds = ProposalKind.choices

    @property
    def waiting(self) -> int:
        return sum(self.by_state.get(state, 0) for state in OPEN)

    @property
    def states(self) -> list[tuple[str, str, int]]:
        return [
            (code, str(label), self.by_state.get(code, 0)) for code, label in ProposalState.choices
        ]


def build_board(rows: Sequence[Any], wanted: Wanted) -> Board:
    """Group what passes the filter; the fullest group first."""
    names = {row.criteria_set_id: names_of(row.criteria_set) for row in rows}
    shown = [row for row in rows if wanted.shows(row, _name(names, row))]
    groups = [
        Group(stored=found[0].criteria_set, code=code, name=_name(names, found[0]), rows=found)
        for (_set, code), found in grouped(shown).items()
    ]
    sets = {row.criteria_set_id: row.criteria_set for row in rows}
    return Board(
        wanted=wanted,
        groups=sorted(groups, key=lambda group: (-group.waiting, -len(group.rows), group.code)),
        total=len(rows),
        shown=len(shown),
        by_state=Counter(row.state for row in rows),
        sets=list(sets.values()),
        fields=sorted(_fields(sets.values(), wanted)),
    )


def names_of(stored: Any) -> dict[str, str]:
    """Return the names of a set's nodes by their codes."""
    return {node.code: node.name for node in criteria_set_of(stored).walk()}


def _name(names: Mapping[int, Mapping[str, str]], row: Any) -> str:
    return names[row.criteria_set_id].get(row.node_code, "")


def _fields(sets: Iterable[Any], wanted: Wanted) -> set[tuple[str, str]]:
    return {
        (field.code, field.name)
        for stored in sets
        if wanted.set_code in ("", stored.code)
        for field in criteria_set_of(stored).fields
    }
