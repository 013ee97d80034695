from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import approximate, number_text, plain
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Scope
from parindex.engine.rules.measure import SHARES, Measure, MeasuredRule


@dataclass(frozen=True, kw_only=True)
class Linear(MeasuredRule):
    """[(r - a) x max] / (b - a) between ``a`` and ``b`` percent; 0 before a, the maximum from b on.

    With a above b the line falls: the smaller the share, the more points.
    """

    form: ClassVar[str] = "linear"
    start: Decimal
    end: Decimal

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        fact = scope.fact(entry, *SHARES)
        start, end = entry.number("from"), entry.number("to")
        if entry.is_clean() and start == end:
            entry.report("from và to phải khác nhau.", "to")
        if entry.is_clean() and max(start, end) > 100 and not fact.may_exceed:
            entry.report(
                "from và to tính bằng phần trăm nên không được lớn hơn 100.",
                "to" if end > 100 else "from",
            )
        return cls(max_points=scope.max_points, fact=fact, start=start, end=end)

    def outcome_of(self, measure: Measure) -> Outcome:
        reached = (measure.value - Fraction(self.start)) / Fraction(self.end - self.start)
        share = max(Fraction(0), min(Fraction(1), reached))
        return scored(
            share * Fraction(self.max_points),
            f"{measure.words} ({self._words(measure.value, reached)})",
        )

    def _words(self, value: Fraction, reached: Fraction) -> str:
        start, end = f"{number_text(self.start)}%", f"{number_text(self.end)}%"
        is_rising = self.start < self.end
        if reached <= 0:
            return f"từ {start} {'trở xuống' if is_rising else 'trở lên'} không có điểm"
        if reached >= 1:
            return f"từ {end} {'trở lên' if is_rising else 'trở xuống'} được điểm tối đa"
        percent, top = approximate(value)[1], number_text(self.max_points)
        high, low = (percent, start) if is_rising else (start, percent)
        span = f"{end} − {start}" if is_rising else f"{start} − {end}"
        return f"[({high} − {low}) × {top}] / ({span})"

    def dump_keys(self) -> dict[str, Any]:
        return {"fact": self.fact.code, "from": plain(self.start), "to": plain(self.end)}
