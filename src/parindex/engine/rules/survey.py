from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import number_text
from parindex.engine.facts import Fact, FactType
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Facts, Rule, Scope
from parindex.engine.rules.measure import measured


@dataclass(frozen=True, kw_only=True)
class Survey(Rule):
    """Maximum times the percentage that the sociological survey gave."""

    form: ClassVar[str] = "survey"
    fact: Fact

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        fact = scope.fact(entry, FactType.PERCENT)
        if fact.may_exceed:
            entry.report(
                "Kết quả điều tra không vượt quá 100%; hãy bỏ may_exceed của số liệu này.", "fact"
            )
        return cls(max_points=scope.max_points, fact=fact)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.fact,)

    def outcome(self, facts: Facts) -> Outcome:
        measure = measured(self.fact, facts)
        words = f"{measure.words} (điều tra xã hội học, × {number_text(self.max_points)})"
        return scored(measure.value / 100 * Fraction(self.max_points), words)

    def dump_keys(self) -> dict[str, Any]:
        return {"fact": self.fact.code}
