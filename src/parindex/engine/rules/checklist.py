from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import number_text, plain
from parindex.engine.facts import Fact, FactType
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Facts, Rule, Scope


@dataclass(frozen=True)
class Item:
    """One line of a checklist: what must be there, and its points."""

    fact: Fact
    points: Decimal
    label: str


@dataclass(frozen=True, kw_only=True)
class Checklist(Rule):
    """The points of the lines answered with yes, added up."""

    form: ClassVar[str] = "checklist"
    items: tuple[Item, ...]

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        items = tuple(_read_item(item, scope) for item in entry.entries("items"))
        total = sum((item.points for item in items), Decimal(0))
        if entry.is_clean("items") and items and total != scope.max_points:
            top = number_text(scope.max_points)
            entry.report(
                f"Các dòng cộng lại {number_text(total)} điểm, khác điểm tối đa {top}.", "items"
            )
        for index, item in enumerate(items):
            if item.fact.code in {earlier.fact.code for earlier in items[:index]}:
                entry.report(
                    f"Số liệu “{item.fact.code}” đã có ở dòng trên.", "items", index, "fact"
                )
        return cls(max_points=scope.max_points, items=items)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(item.fact for item in self.items)

    def outcome(self, facts: Facts) -> Outcome:
        done = [item for item in self.items if facts[item.fact.code] is True]
        failed = [item.label for item in self.items if item not in done]
        details = []
        if done:
            details.append(
                "đạt: "
                + "; ".join(f"{item.label} {number_text(item.points)} điểm" for item in done)
            )
        if failed:
            details.append("chưa đạt: " + "; ".join(failed))
        points = sum((Fraction(item.points) for item in done), Fraction(0))
        return scored(points, f"Đạt {len(done)}/{len(self.items)} nội dung ({'; '.join(details)})")

    def dump_keys(self) -> dict[str, Any]:
        return {"items": [_dump_item(item) for item in self.items]}


def _read_item(entry: Entry, scope: Scope) -> Item:
    fact = scope.fact(entry, FactType.YES_NO)
    item = Item(
        fact=fact,
        points=scope.points(entry, "points"),
        label=entry.text("label", required=False) or fact.label,
    )
    entry.finish()
    return item


def _dump_item(item: Item) -> dict[str, Any]:
    return {"fact": item.fact.code, "points": plain(item.points), "label": item.label}
