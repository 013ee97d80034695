from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.facts import FactType
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Scope
from parindex.engine.rules.measure import Measure, MeasuredRule
from parindex.engine.wording import say


@dataclass(frozen=True, kw_only=True)
class Survey(MeasuredRule):
    """Maximum times the percentage that the sociological survey gave."""

    form: ClassVar[str] = "survey"

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        fact = scope.fact(entry, FactType.PERCENT)
        if fact.may_exceed:
            entry.report(
                "Kết quả điều tra không vượt quá 100%; hãy bỏ may_exceed của số liệu này.", "fact"
            )
        return cls(max_points=scope.max_points, fact=fact)

    def outcome_of(self, measure: Measure) -> Outcome:
        words = say(
            "{words} (điều tra xã hội học, × {top})", words=measure.words, top=self.max_points
        )
        return scored(measure.value / 100 * Fraction(self.max_points), words)

    def dump_keys(self) -> dict[str, Any]:
        return {"fact": self.fact.code}
