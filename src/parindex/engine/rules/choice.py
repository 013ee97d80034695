from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import plain
from parindex.engine.facts import NO, YES, YES_NO_TEXTS, Fact, FactType
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry, closest
from parindex.engine.rules.base import Facts, Rule, Scope
from parindex.engine.wording import say

_YES_NO_KEYS = {"true": YES, "false": NO}


@dataclass(frozen=True, kw_only=True)
class Choice(Rule):
    """The points of the answer given: a level, or yes and no."""

    form: ClassVar[str] = "choice"
    fact: Fact
    options: tuple[tuple[str, Decimal], ...]

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        fact = scope.fact(entry, FactType.LEVEL, FactType.YES_NO)
        options = entry.entry("options")
        points: dict[str, Decimal] = {}
        for key in options.raw:
            code = _YES_NO_KEYS.get(key, key) if fact.type is FactType.YES_NO else key
            if code in points:
                options.report(f"Mức “{key}” được ghi hai lần (true là yes, false là no).", key)
            points[code] = scope.points(options, key)
            if entry.is_clean("fact") and code not in fact.answers:
                options.report(
                    f"Số liệu “{fact.code}” không có mức “{key}”.{closest(key, fact.answers)}", key
                )
        if entry.is_clean():
            _check(options, fact, points, scope)
        return cls(
            max_points=scope.max_points,
            fact=fact,
            options=tuple((code, points[code]) for code in fact.answers if code in points),
        )

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.fact,)

    def outcome(self, facts: Facts) -> Outcome:
        value = facts[self.fact.code]
        code = (YES if value else NO) if isinstance(value, bool) else str(value)
        points = dict(self.options)[code]
        answer = YES_NO_TEXTS[code] if isinstance(value, bool) else self.fact.answers[code]
        words = say("{label} ({answer})", label=self.fact.label, answer=answer)
        return scored(Fraction(points), words)

    def dump_keys(self) -> dict[str, Any]:
        return {
            "fact": self.fact.code,
            "options": {code: plain(points) for code, points in self.options},
        }


def _check(options: Entry, fact: Fact, points: dict[str, Decimal], scope: Scope) -> None:
    missing = [code for code in fact.answers if code not in points]
    if missing:
        options.report(f"Chưa cho điểm các mức: {', '.join(missing)}.")
    elif max(points.values()) != scope.max_points:
        options.report(
            "Không có mức nào được điểm tối đa; hãy sửa điểm của mức cao nhất hoặc max_points."
        )
