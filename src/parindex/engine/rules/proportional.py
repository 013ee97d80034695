from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import plain
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Scope
from parindex.engine.rules.measure import SHARES, Measure, MeasuredRule
from parindex.engine.wording import say


@dataclass(frozen=True, kw_only=True)
class Proportional(MeasuredRule):
    """Maximum times the share reached (100 % at most); nothing below ``start`` percent."""

    form: ClassVar[str] = "proportional"
    start: Decimal

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        fact = scope.fact(entry, *SHARES)
        start = entry.number("from", default=Decimal(0))
        if start > 100:
            entry.report("Ngưỡng from tính bằng phần trăm nên không được lớn hơn 100.", "from")
        return cls(max_points=scope.max_points, fact=fact, start=start)

    def outcome_of(self, measure: Measure) -> Outcome:
        if measure.value < self.start:
            low = say(
                "{words} (dưới {start}% nên không có điểm)", words=measure.words, start=self.start
            )
            return scored(Fraction(0), low)
        share, words = min(measure.value, Fraction(100)), measure.words
        if share < measure.value:
            words = say("{words}, tính tối đa 100%", words=words)
        words = say("{words} ({share:%} × {top})", words=words, share=share, top=self.max_points)
        return scored(share / 100 * Fraction(self.max_points), words)

    def dump_keys(self) -> dict[str, Any]:
        start = {"from": plain(self.start)} if self.start else {}
        return {"fact": self.fact.code, **start}
