from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import plain
from parindex.engine.facts import FactType
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Scope
from parindex.engine.rules.measure import Measure, MeasuredRule, case_text
from parindex.engine.wording import say


@dataclass(frozen=True, kw_only=True)
class Accumulate(MeasuredRule):
    """Plus ``per`` points for each thing counted, up to the maximum."""

    form: ClassVar[str] = "accumulate"
    per: Decimal

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        fact = scope.fact(entry, FactType.COUNT)
        per = entry.number("per")
        cap = scope.points(entry, "cap", default=scope.max_points)
        if entry.is_clean("per") and per == 0:
            entry.report("Điểm cộng mỗi trường hợp (per) phải lớn hơn 0.", "per")
        if entry.is_clean("cap") and cap != scope.max_points:
            entry.report(
                "Mức cộng tối đa (cap) phải bằng điểm tối đa; hãy sửa cap hoặc max_points.", "cap"
            )
        return cls(max_points=scope.max_points, fact=fact, per=per)

    def outcome_of(self, measure: Measure) -> Outcome:
        earned = Fraction(self.per) * measure.value
        rate = say("cộng {per} điểm mỗi {unit}", per=self.per, unit=case_text(self.fact))
        if earned <= self.max_points:
            return scored(earned, say("{words} ({rate})", words=measure.words, rate=rate))
        words = say(
            "{words} ({rate}, tối đa {top} điểm)",
            words=measure.words,
            rate=rate,
            top=self.max_points,
        )
        return scored(Fraction(self.max_points), words)

    def dump_keys(self) -> dict[str, Any]:
        return {"fact": self.fact.code, "per": plain(self.per)}
