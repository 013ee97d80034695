from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import number_text, plain
from parindex.engine.facts import FactType
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Scope
from parindex.engine.rules.measure import Measure, MeasuredRule


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
        words = f"cộng {number_text(self.per)} điểm mỗi {self.fact.unit or 'trường hợp'}"
        if earned > self.max_points:
            words += f", tối đa {number_text(self.max_points)} điểm"
        return scored(min(earned, Fraction(self.max_points)), f"{measure.words} ({words})")

    def dump_keys(self) -> dict[str, Any]:
        return {"fact": self.fact.code, "per": plain(self.per)}
