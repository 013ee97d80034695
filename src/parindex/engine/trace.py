"""The computed points as a tree in which every number says why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from parindex.engine.exact import number_text, plain
from parindex.engine.outcome import TraceState
from parindex.engine.tree import Level

_MARKS = {
    TraceState.SCORED: "",
    TraceState.MISSING_FACTS: " [thiếu số liệu]",
    TraceState.NEEDS_JUDGEMENT: " [cần người chấm]",
    TraceState.NOT_APPLICABLE: " [không áp dụng]",
    TraceState.PARTIAL: " [chưa đủ]",
}


@dataclass(frozen=True, kw_only=True)
class NodeTrace:
    """The computed points of a node, how far they are known, and a Vietnamese sentence.

    ``max_points`` is the set's, ``applicable_points`` what remains of it without the components
    that do not apply. ``points`` is None as long as nothing below is known. ``missing`` are the
    codes of facts still wanted, each once.
    """

    code: str
    name: str
    level: Level
    max_points: Decimal
    applicable_points: Decimal
    points: Decimal | None
    state: TraceState
    sentence: str
    children: tuple[NodeTrace, ...] = ()
    missing: tuple[str, ...] = ()

    def walk(self) -> Iterator[NodeTrace]:
        """Yield this node and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; points are exact decimal texts."""
        return {
            "code": self.code,
            "name": self.name,
            "level": self.level.value,
            "max_points": plain(self.max_points),
            "applicable_points": plain(self.applicable_points),
            "points": None if self.points is None else plain(self.points),
            "state": self.state.value,
            "sentence": self.sentence,
            "missing": list(self.missing),
            "children": [child.to_dict() for child in self.children],
        }


def render_tree(trace: NodeTrace) -> str:
    """Write the tree as indented plain text: each node with its sentence below."""
    return "\n".join(_lines(trace, 0))


def _lines(trace: NodeTrace, depth: int) -> Iterator[str]:
    indent = "  " * depth
    points = "–" if trace.points is None else number_text(trace.points)
    title = f"{trace.code} {trace.name}".strip()
    yield f"{indent}{title}: {points}/{number_text(trace.max_points)}{_MARKS[trace.state]}"
    yield f"{indent}    {trace.sentence}"
    for child in trace.children:
        yield from _lines(child, depth + 1)
