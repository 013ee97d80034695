from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import number_text, plain, rounded
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Scope
from parindex.engine.rules.measure import QUANTITIES, SHARES, Measure, MeasuredRule, unit_text
from parindex.engine.rules.ranges import above_text, below_text, between_text, end_text, start_text
from parindex.engine.wording import Text, say

_MOST_PLACES = 6


class TestedOn(Enum):
    """Whether thresholds meet the exact number or the one rounded for display."""

    EXACT = "exact"
    ROUNDED = "rounded"


@dataclass(frozen=True)
class Step:
    """Points from a threshold upwards; ``is_strict`` means above it, not at it."""

    threshold: Decimal
    is_strict: bool
    points: Decimal

    def holds(self, value: Fraction) -> bool:
        """Tell whether the value reaches this step."""
        return value > self.threshold or (value == self.threshold and not self.is_strict)


@dataclass(frozen=True, kw_only=True)
class Steps(MeasuredRule):
    """The points of the highest threshold that the number reaches; ``otherwise`` below all."""

    form: ClassVar[str] = "steps"
    steps: tuple[Step, ...]
    otherwise: Decimal
    tested_on: TestedOn
    rounded_places: int

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        fact = scope.fact(entry, *QUANTITIES)
        rows = entry.entries("steps")
        ends_with_otherwise = bool(rows) and rows[-1].has("otherwise")
        steps = tuple(
            _read_step(row, scope) for row in (rows[:-1] if ends_with_otherwise else rows)
        )
        otherwise = _read_otherwise(rows[-1], scope) if ends_with_otherwise else Decimal(0)
        tested_on = entry.one_of("tested_on", TestedOn, default=TestedOn.EXACT)
        places = _read_places(entry, tested_on)
        rule = cls(
            max_points=scope.max_points,
            fact=fact,
            steps=steps,
            otherwise=otherwise,
            tested_on=tested_on,
            rounded_places=places,
        )
        if entry.is_clean():
            rule._check(entry)
        return rule

    def _check(self, entry: Entry) -> None:
        if not self.steps:
            entry.report("Cần ít nhất một bậc có at_least hoặc above.", "steps")
            return
        for index in range(1, len(self.steps)):
            if _order(self.steps[index]) >= _order(self.steps[index - 1]):
                entry.report(
                    "Các bậc phải xếp từ cao xuống thấp, không trùng và không chồng lên nhau; "
                    f"bậc {index + 1} không thấp hơn bậc {index}.",
                    "steps",
                    index,
                )
        if (
            self.fact.type in SHARES
            and not self.fact.may_exceed
            and not self.steps[0].holds(Fraction(100))
        ):
            entry.report("Bậc cao nhất vượt quá 100% nên không đơn vị nào đạt được.", "steps", 0)
        if max(self.otherwise, *(step.points for step in self.steps)) != self.max_points:
            top = number_text(self.max_points)
            entry.report(
                f"Không bậc nào được điểm tối đa {top}; hãy sửa điểm của bậc hoặc max_points.",
                "steps",
            )

    def outcome_of(self, measure: Measure) -> Outcome:
        value, words = measure.value, measure.words
        if self.tested_on is TestedOn.ROUNDED:
            value = Fraction(rounded(value, self.rounded_places))
            words = say(
                "{words}, làm tròn {number}{unit}",
                words=words,
                number=value,
                unit=unit_text(self.fact),
            )
        index = next(
            (at for at, step in enumerate(self.steps) if step.holds(value)), len(self.steps)
        )
        points = self.steps[index].points if index < len(self.steps) else self.otherwise
        words = say("{words} ({range})", words=words, range=self._range(index))
        return scored(Fraction(points), words)

    def _range(self, index: int) -> Text:
        """Say which numbers belong to a step: "từ 80% đến dưới 90%"."""
        unit = unit_text(self.fact)
        if index == len(self.steps):
            last = self.steps[-1]
            return below_text(last.threshold, unit, is_open=not last.is_strict)
        lower = self.steps[index]
        if index == 0:
            return above_text(lower.threshold, unit, is_open=lower.is_strict)
        upper = self.steps[index - 1]
        return between_text(
            # "từ 5 đến dưới 10 văn bản": a unit stands once, a percent sign at both ends.
            start_text(lower.threshold, "%" if unit == "%" else "", is_open=lower.is_strict),
            end_text(upper.threshold, unit, is_open=not upper.is_strict),
        )

    def dump_keys(self) -> dict[str, Any]:
        rows: list[dict[str, Any]] = [
            {
                "above" if step.is_strict else "at_least": plain(step.threshold),
                "points": plain(step.points),
            }
            for step in self.steps
        ]
        keys: dict[str, Any] = {
            "fact": self.fact.code,
            "steps": [*rows, {"otherwise": True, "points": plain(self.otherwise)}],
            "tested_on": self.tested_on.value,
        }
        if self.tested_on is TestedOn.ROUNDED:
            keys["rounded_places"] = self.rounded_places
        return keys


def _order(step: Step) -> tuple[Decimal, bool]:
    return step.threshold, step.is_strict


def _read_places(entry: Entry, tested_on: TestedOn) -> int:
    places = entry.whole("rounded_places", default=2)
    if entry.has("rounded_places") and tested_on is TestedOn.EXACT:
        entry.report("rounded_places chỉ dùng khi tested_on: rounded.", "rounded_places")
    elif places > _MOST_PLACES:
        entry.report(f"Tỷ lệ làm tròn tối đa {_MOST_PLACES} chữ số thập phân.", "rounded_places")
    return places


def _read_step(entry: Entry, scope: Scope) -> Step:
    is_strict = entry.has("above")
    if is_strict == entry.has("at_least"):
        entry.report(
            "Mỗi bậc cần đúng một ngưỡng: at_least (từ) hoặc above (trên); otherwise chỉ ở bậc cuối."
        )
    key = "above" if is_strict else "at_least"
    threshold = entry.number(key, default=Decimal(0))
    step = Step(threshold=threshold, is_strict=is_strict, points=scope.points(entry, "points"))
    entry.seen.add("otherwise")
    entry.finish()
    return step


def _read_otherwise(entry: Entry, scope: Scope) -> Decimal:
    if entry.raw["otherwise"] is not True:
        entry.report("Bậc cuối viết otherwise: true.", "otherwise")
    points = scope.points(entry, "points")
    entry.finish()
    return points
