"""The computed points as a tree in which every number says why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from parindex.engine.adjusting import Adjusted, AdjustmentKind
from parindex.engine.exact import plain
from parindex.engine.outcome import TraceState
from parindex.engine.tree import Level
from parindex.engine.wording import Explained, Language, number_in, say

_MARKS = {
    TraceState.SCORED: say(""),
    TraceState.MISSING_FACTS: say(" [thiếu số liệu]"),
    TraceState.NEEDS_JUDGEMENT: say(" [cần người chấm]"),
    TraceState.NOT_APPLICABLE: say(" [không áp dụng]"),
    TraceState.PARTIAL: say(" [chưa đủ]"),
}


@dataclass(frozen=True, kw_only=True)
class AdjustmentTrace(Explained):
    """What one reason for bonus or penalty points came to; ``points`` are never negative."""

    code: str
    name: str
    kind: AdjustmentKind
    max_points: Decimal
    points: Decimal | None
    state: TraceState
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
            "sentence_en": self.sentence_in(Language.EN),
            "missing": list(self.missing),
        }


@dataclass(frozen=True, kw_only=True)
class NodeTrace(Explained):
    """The computed points of a node, how far they are known, and a sentence that says why.

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
            "sentence_en": self.sentence_in(Language.EN),
            "missing": list(self.missing),
            "children": [child.to_dict() for child in self.children],
        }
        if self.adjustments:
            document["adjustments"] = [item.to_dict() for item in self.adjustments]
        if self.adjusted is not None:
            document["base_points"] = plain(self.adjusted.base)
        return document


def render_tree(trace: NodeTrace, *, language: Language = Language.VI) -> str:
    """Write the tree as indented plain text: each node with its sentence below."""
    return "\n".join(_lines(trace, 0, language))


def _lines(trace: NodeTrace, depth: int, language: Language) -> Iterator[str]:
    indent = "  " * depth
    points = "–" if trace.points is None else number_in(trace.points, language)
    title = f"{trace.code} {trace.name}".strip()
    top, mark = number_in(trace.max_points, language), _MARKS[trace.state].in_(language)
    yield f"{indent}{title}: {points}/{top}{mark}"
    yield f"{indent}    {trace.sentence_in(language)}"
    for child in trace.children:
        yield from _lines(child, depth + 1, language)
    for item in trace.adjustments:
        yield from _adjustment_lines(item, language)


def _adjustment_lines(item: AdjustmentTrace, language: Language) -> Iterator[str]:
    sign = "+" if item.kind is AdjustmentKind.BONUS else "−"
    points = "–" if item.points is None else f"{sign}{number_in(item.points, language)}"
    top = say("(tối đa {sign}{top})", sign=sign, top=item.max_points).in_(language)
    yield f"  {item.code} {item.name}: {points} {top}{_MARKS[item.state].in_(language)}"
    yield f"      {item.sentence_in(language)}"
