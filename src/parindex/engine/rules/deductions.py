from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import plain
from parindex.engine.facts import Fact, FactType
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Facts, Rule, Scope
from parindex.engine.rules.measure import measured
from parindex.engine.wording import Text, say


@dataclass(frozen=True)
class Cut:
    """One kind of mistake: points off for each one counted, or once when the answer is yes."""

    fact: Fact
    per: Decimal

    def lost(self, facts: Facts) -> Fraction:
        """Return the points this kind of mistake costs."""
        value = facts[self.fact.code]
        times = (
            Fraction(int(value)) if isinstance(value, bool) else measured(self.fact, facts).value
        )
        return Fraction(self.per) * times

    def words(self, facts: Facts) -> Text:
        """Say it: "Đi muộn 2 lần × 0,5 điểm", or "Nghỉ không phép 8 điểm"."""
        if self.fact.type is FactType.YES_NO:
            return say("{label} {points} điểm", label=self.fact.label, points=self.per)
        words = measured(self.fact, facts).words
        return say("{words} × {points} điểm", words=words, points=self.per)


@dataclass(frozen=True, kw_only=True)
class Deductions(Rule):
    """Minus points for mistakes of several kinds, all from the one maximum, down to ``floor``."""

    form: ClassVar[str] = "deductions"
    items: tuple[Cut, ...]
    floor: Decimal

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        items = tuple(_read_cut(row, scope) for row in entry.entries("items"))
        floor = scope.points(entry, "floor", default=Decimal(0))
        if entry.is_clean("floor") and floor >= scope.max_points:
            entry.report("Mức thấp nhất (floor) phải nhỏ hơn điểm tối đa.", "floor")
        for index, item in enumerate(items):
            if item.fact.code in {earlier.fact.code for earlier in items[:index]}:
                entry.report(
                    f"Số liệu “{item.fact.code}” đã có ở dòng trên.", "items", index, "fact"
                )
        return cls(max_points=scope.max_points, items=items, floor=floor)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(item.fact for item in self.items)

    def outcome(self, facts: Facts) -> Outcome:
        lost = sum((item.lost(facts) for item in self.items), Fraction(0))
        if lost == 0:
            return scored(Fraction(self.max_points), say("Không bị trừ điểm"))
        words = say(
            "Từ {top} trừ {lost} điểm ({items})",
            top=self.max_points,
            lost=lost,
            items=tuple(item.words(facts) for item in self.items if item.lost(facts)),
        )
        left = Fraction(self.max_points) - lost
        if left < self.floor:
            words = say("{words}, không thấp hơn {floor} điểm", words=words, floor=self.floor)
        return scored(max(left, Fraction(self.floor)), words)

    def dump_keys(self) -> dict[str, Any]:
        floor = {"floor": plain(self.floor)} if self.floor else {}
        rows = [{"fact": item.fact.code, "per": plain(item.per)} for item in self.items]
        return {"items": rows, **floor}


def _read_cut(entry: Entry, scope: Scope) -> Cut:
    cut = Cut(fact=scope.fact(entry, FactType.COUNT, FactType.YES_NO), per=entry.number("per"))
    if entry.is_clean("per") and entry.has("per") and cut.per == 0:
        entry.report("Điểm trừ mỗi trường hợp (per) phải lớn hơn 0.", "per")
    entry.finish()
    return cut
