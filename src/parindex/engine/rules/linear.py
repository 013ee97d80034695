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
from parindex.engine.wording import Text, say


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
        if reached <= 0:
            how = self._none_words()
        elif reached >= 1:
            how = self._all_words()
        else:
            how = self._between_words(measure.value)
        words = say("{words} ({how})", words=measure.words, how=how)
        return scored(share * Fraction(self.max_points), words)

    def _none_words(self) -> Text:
        if self.start < self.end:
            return say("từ {start}% trở xuống không có điểm", start=self.start)
        return say("từ {start}% trở lên không có điểm", start=self.start)

    def _all_words(self) -> Text:
        if self.start < self.end:
            return say("từ {end}% trở lên được điểm tối đa", end=self.end)
        return say("từ {end}% trở xuống được điểm tối đa", end=self.end)

    def _between_words(self, value: Fraction) -> Text:
        if self.start < self.end:
            return say(
                "[({value:%} − {start}%) × {top}] / ({end}% − {start}%)",
                value=value,
                start=self.start,
                top=self.max_points,
                end=self.end,
            )
        return say(
            "[({start}% − {value:%}) × {top}] / ({start}% − {end}%)",
            value=value,
            start=self.start,
            top=self.max_points,
            end=self.end,
        )

    def dump_keys(self) -> dict[str, Any]:
        return {"fact": self.fact.code, "from": plain(self.start), "to": plain(self.end)}
