from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import number_text, plain
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Scope
from parindex.engine.rules.measure import QUANTITIES, SHARES, Measure, MeasuredRule, unit_text
from parindex.engine.wording import Text, say


class Counted(Enum):
    """Whether only whole increments count, or a part of one counts for its share."""

    WHOLE = "whole"
    PRO_RATA = "pro_rata"


@dataclass(frozen=True, kw_only=True)
class Increments(MeasuredRule):
    """``base`` points up to a threshold; above it ``per`` points for every ``each``, to the maximum.

    Resolution 1211/2016/UBTVQH13: up to 3,500 people 10 points, half a point for every 100 more,
    35 at most. Decree 307/2025/NĐ-CP counts a part of an increment for its share.
    """

    form: ClassVar[str] = "increments"
    start: Decimal
    base: Decimal
    each: Decimal
    per: Decimal
    counted: Counted

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        rule = cls(
            max_points=scope.max_points,
            fact=scope.fact(entry, *QUANTITIES),
            start=entry.number("from"),
            base=scope.points(entry, "base", default=Decimal(0)),
            each=entry.number("each"),
            per=entry.number("per"),
            counted=entry.one_of("counted", Counted, default=Counted.WHOLE),
        )
        if entry.is_clean():
            rule._check(entry)
        return rule

    def _check(self, entry: Entry) -> None:
        if self.base >= self.max_points:
            entry.report("Điểm khởi đầu (base) phải nhỏ hơn điểm tối đa.", "base")
        if self.each == 0:
            entry.report("Mỗi lần tăng (each) phải lớn hơn 0.", "each")
        if self.per == 0:
            entry.report("Điểm cộng mỗi lần tăng (per) phải lớn hơn 0.", "per")
        is_bounded = self.fact.type in SHARES and not self.fact.may_exceed
        if entry.is_clean() and is_bounded and self._earned(Fraction(100)) < self.max_points:
            top = number_text(self.max_points)
            entry.report(f"Đạt 100% vẫn chưa được điểm tối đa {top}; hãy sửa max_points.", "per")

    def _times(self, value: Fraction) -> Fraction:
        times = max(Fraction(0), value - Fraction(self.start)) / Fraction(self.each)
        return times if self.counted is Counted.PRO_RATA else Fraction(times // 1)

    def _earned(self, value: Fraction) -> Fraction:
        return Fraction(self.base) + self._times(value) * Fraction(self.per)

    def outcome_of(self, measure: Measure) -> Outcome:
        earned = self._earned(measure.value)
        points = min(earned, Fraction(self.max_points))
        how = self._words(measure.value, earned)
        return scored(points, say("{words} ({how})", words=measure.words, how=how))

    def _words(self, value: Fraction, earned: Fraction) -> Text:
        unit = unit_text(self.fact)
        if value <= self.start:
            return say(
                "từ {start}{unit} trở xuống được {base} điểm",
                start=self.start,
                unit=unit,
                base=self.base,
            )
        words = say(
            "{base} + {times} × {per}, mỗi {each}{unit} trên {start}{unit}",
            base=self.base,
            times=self._times(value),
            per=self.per,
            each=self.each,
            unit=unit,
            start=self.start,
        )
        if earned > self.max_points:
            return say("{words}, tối đa {top} điểm", words=words, top=self.max_points)
        return words

    def dump_keys(self) -> dict[str, Any]:
        return {
            "fact": self.fact.code,
            "from": plain(self.start),
            "base": plain(self.base),
            "each": plain(self.each),
            "per": plain(self.per),
            "counted": self.counted.value,
        }
