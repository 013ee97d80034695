"""The computed points as a tree in which every number says why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from parindex.engine.adjusting import Adjusted, AdjustmentKind
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
class AdjustmentTrace:
    """What one reason for bonus or penalty points came to; ``points`` are never negative."""

    code: str
    name: str
    kind: AdjustmentKind
    max_points: Decimal
    points: Decimal | None
    state: TraceState
    sentence: str
    missing: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "code": self.code,
            "name": self.name,
            "kind": self.kind.value,
            "max_points": plain(self.max_points),
            "points": None if self.points is None else plain(self.points),
            "state": self.state.value,
            "sentence": self.sentence,
            "missing": list(self.missing),
        }


@dataclass(frozen=True, kw_only=True)
class NodeTrace:
    """The computed points of a node, how far they are known, and a Vietnamese sentence.

    ``max_points`` is the set's, ``applicable_points`` what remains of it without the components
    that do not apply. ``points`` is None as long as nothing below is known. ``missing`` are the
    codes of facts still wanted, each once. At the root of a set with bonus or penalty points,
    ``adjustments`` explains each of them and ``adjusted`` their sum, which ``points`` has in.
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
    adjustments: tuple[AdjustmentTrace, ...] = ()
    adjusted: Adjusted | None = None

    def walk(self) -> Iterator[NodeTrace]:
        """Yield this node and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; points are exact decimal texts."""
        document: dict[str, Any] = {
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
        if self.adjustments:
            document["adjustments"] = [item.to_dict() for item in self.adjustments]
        if self.adjusted is not None:
            document["base_points"] = plain(self.adjusted.base)
        return document


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
    for item in trace.adjustments:
        yield from _adjustment_lines(item)


def _adjustment_lines(item: AdjustmentTrace) -> Iterator[str]:
    sign = "+" if item.kind is AdjustmentKind.BONUS else "−"
    points = "–" if item.points is None else f"{sign}{number_text(item.points)}"
    top = number_text(item.max_points)
    yield f"  {item.code} {item.name}: {points} (tối đa {sign}{top}){_MARKS[item.state]}"
    yield f"      {item.sentence}"
