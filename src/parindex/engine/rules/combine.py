from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, ClassVar, Self

from parindex.engine.exact import number_text, plain
from parindex.engine.facts import Fact
from parindex.engine.outcome import Outcome, TraceState, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Facts, Rule, Scope
from parindex.engine.wording import Text, say


class How(Enum):
    """How the points of the parts become one number."""

    SUM = "sum"
    MIN = "min"
    MAX = "max"


_WORDS: Mapping[How, Text] = MappingProxyType(
    {
        How.SUM: say("cộng các phần"),
        How.MIN: say("lấy phần thấp nhất"),
        How.MAX: say("lấy phần cao nhất"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Combine(Rule):
    """Several rules of one component: their sum, lowest or highest, not above ``cap``."""

    form: ClassVar[str] = "combine"
    how: How
    parts: tuple[Rule, ...]

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        how = entry.one_of("how", How)
        rows = entry.entries("parts")
        parts = tuple(_read_part(row, scope) for row in rows)
        cap = scope.points(entry, "cap", default=scope.max_points)
        rule = cls(max_points=scope.max_points, how=how, parts=parts)
        if entry.is_clean():
            rule._check(entry, cap)
        return rule

    def _check(self, entry: Entry, cap: Decimal) -> None:
        reach = self._reach()
        top = number_text(self.max_points)
        if len(self.parts) < 2:
            entry.report(
                "Cần ít nhất hai phần; một phần thì dùng thẳng quy tắc của phần đó.", "parts"
            )
        elif cap != self.max_points:
            entry.report(
                f"Mức tối đa (cap) phải bằng điểm tối đa {top}; hãy sửa cap hoặc max_points.", "cap"
            )
        elif reach != cap and not (reach > cap and self.how is How.SUM and entry.has("cap")):
            entry.report(
                f"Các phần gộp lại ({_WORDS[self.how]}) được cao nhất {number_text(reach)} điểm, "
                f"khác điểm tối đa {top}; hãy sửa max_points của các phần, hoặc thêm cap nếu tổng được phép vượt.",
                "parts",
            )

    def _reach(self) -> Decimal:
        tops = [part.max_points for part in self.parts]
        return {How.SUM: sum(tops, Decimal(0)), How.MIN: min(tops), How.MAX: max(tops)}[self.how]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(dict.fromkeys(fact for part in self.parts for fact in part.facts))

    def outcome(self, facts: Facts) -> Outcome:
        outcomes = [part.score(facts) for part in self.parts]
        parts = tuple(
            _part_words(part, found) for part, found in zip(self.parts, outcomes, strict=True)
        )
        how = _WORDS[self.how]
        if any(found.points is None for found in outcomes):
            words = say("{parts}; sau đó {how}", parts=parts, how=how)
            return Outcome(state=TraceState.NEEDS_JUDGEMENT, because=words)
        total = self._total([found.points or Fraction(0) for found in outcomes])
        words = say("{parts}; {how}", parts=parts, how=how)
        if total > self.max_points:
            words = say("{words}, tối đa {top} điểm", words=words, top=self.max_points)
        return scored(min(total, Fraction(self.max_points)), words)

    def _total(self, points: Sequence[Fraction]) -> Fraction:
        if self.how is How.SUM:
            return sum(points, Fraction(0))
        return min(points) if self.how is How.MIN else max(points)

    def dump_keys(self) -> dict[str, Any]:
        cap = {"cap": plain(self.max_points)} if self._reach() > self.max_points else {}
        parts = [{"max_points": plain(part.max_points), **part.dump()} for part in self.parts]
        return {"how": self.how.value, **cap, "parts": parts}


def _read_part(entry: Entry, scope: Scope) -> Rule:
    max_points = entry.number("max_points")
    if entry.is_clean("max_points") and max_points == 0:
        entry.report("Điểm tối đa của phần phải lớn hơn 0.", "max_points")
    return scope.read_rule(entry, scope.part(max_points))


def _part_words(part: Rule, found: Outcome) -> Text:
    if found.points is None:
        return found.because
    return say(
        "{because}: {points}/{top} điểm",
        because=found.because,
        points=found.points,
        top=part.max_points,
    )
