from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from parindex.engine.exact import number_text, plain
from parindex.engine.facts import Fact
from parindex.engine.outcome import Outcome, TraceState
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Facts, Rule, Scope
from parindex.engine.wording import say

_DEFAULT_STEP = Decimal("0.25")


@dataclass(frozen=True, kw_only=True)
class Judged(Rule):
    """People decide, between ``low`` and ``high`` points in steps, on a stated basis."""

    form: ClassVar[str] = "judged"
    low: Decimal
    high: Decimal
    step: Decimal
    basis: str

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        low, high = scope.points(entry, "min", default=Decimal(0)), scope.points(entry, "max")
        step = entry.number("step", default=_DEFAULT_STEP)
        rule = cls(
            max_points=scope.max_points, low=low, high=high, step=step, basis=entry.text("basis")
        )
        if entry.is_clean():
            rule._check(entry)
        return rule

    def _check(self, entry: Entry) -> None:
        if self.high != self.max_points:
            entry.report(
                f"Mức cao nhất (max) phải bằng điểm tối đa {number_text(self.max_points)}.", "max"
            )
        elif self.low >= self.high:
            entry.report("Mức thấp nhất (min) phải nhỏ hơn mức cao nhất (max).", "min")
        elif self.step == 0 or (self.high - self.low) % self.step:
            entry.report("Khoảng từ min đến max phải chia hết cho bậc chấm (step).", "step")

    @property
    def facts(self) -> tuple[Fact, ...]:
        return ()

    def outcome(self, facts: Facts) -> Outcome:  # noqa: ARG002 - people judge, not facts
        words = say(
            "Người chấm cho từ {low} đến {high} điểm, mỗi bậc {step} điểm, căn cứ: {basis}",
            low=self.low,
            high=self.high,
            step=self.step,
            basis=self.basis,
        )
        return Outcome(state=TraceState.NEEDS_JUDGEMENT, because=words)

    def objection(self, points: Decimal) -> str:
        """Hold people to the bounds and steps; 0 is always possible, for what nothing proves."""
        if points == 0 or (self.low <= points <= self.high and not (points - self.low) % self.step):
            return ""
        low, high, step = number_text(self.low), number_text(self.high), number_text(self.step)
        return f"Mục này chấm từ {low} đến {high} điểm, mỗi bậc {step} điểm."

    def dump_keys(self) -> dict[str, Any]:
        return {
            "min": plain(self.low),
            "max": plain(self.high),
            "step": plain(self.step),
            "basis": self.basis,
        }
