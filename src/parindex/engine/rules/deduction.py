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
from parindex.engine.wording import Text, say


@dataclass(frozen=True, kw_only=True)
class Deduction(MeasuredRule):
    """Minus ``per`` points for each thing counted, down to ``floor``.

    Counting down begins at the maximum, or at a higher ``start``: what lies between the two is
    what the decision tolerates before points are lost.
    """

    form: ClassVar[str] = "deduction"
    per: Decimal
    start: Decimal
    floor: Decimal

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        fact = scope.fact(entry, FactType.COUNT)
        per = entry.number("per")
        start = entry.number("start", default=scope.max_points)
        floor = scope.points(entry, "floor", default=Decimal(0))
        if entry.is_clean("per") and per == 0:
            entry.report("Điểm trừ mỗi trường hợp (per) phải lớn hơn 0.", "per")
        if entry.is_clean("start") and start < scope.max_points:
            entry.report(
                "Điểm xuất phát (start) thấp hơn điểm tối đa nên không bao giờ được điểm tối đa.",
                "start",
            )
        if entry.is_clean("floor") and floor >= scope.max_points:
            entry.report("Mức thấp nhất (floor) phải nhỏ hơn điểm tối đa.", "floor")
        return cls(max_points=scope.max_points, fact=fact, per=per, start=start, floor=floor)

    def outcome_of(self, measure: Measure) -> Outcome:
        if measure.value == 0:
            words = say("{words} (không bị trừ điểm)", words=measure.words)
            return scored(Fraction(self.max_points), words)
        left = Fraction(self.start) - Fraction(self.per) * measure.value
        if left < self.floor:
            words = say(
                "{words} ({rate}, không thấp hơn {floor} điểm)",
                words=measure.words,
                rate=self._rate(),
                floor=self.floor,
            )
            return scored(Fraction(self.floor), words)
        words = say("{words} ({rate})", words=measure.words, rate=self._rate())
        return scored(min(left, Fraction(self.max_points)), words)

    def _rate(self) -> Text:
        unit = case_text(self.fact)
        if self.start == self.max_points:
            return say("trừ {per} điểm mỗi {unit}", per=self.per, unit=unit)
        return say(
            "từ {start} điểm trừ {per} điểm mỗi {unit}", start=self.start, per=self.per, unit=unit
        )

    def dump_keys(self) -> dict[str, Any]:
        keys = {"fact": self.fact.code, "per": plain(self.per)}
        if self.start != self.max_points:
            keys["start"] = plain(self.start)
        if self.floor:
            keys["floor"] = plain(self.floor)
        return keys
