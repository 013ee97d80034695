from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import number_text, plain
from parindex.engine.facts import Fact, FactType
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Facts, Rule, Scope
from parindex.engine.wording import Text, say


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
        words = say(
            "Đạt {done:d}/{all:d} nội dung ({details})",
            done=len(done),
            all=len(self.items),
            details=_details(done, [item for item in self.items if item not in done]),
        )
        return scored(sum((Fraction(item.points) for item in done), Fraction(0)), words)

    def dump_keys(self) -> dict[str, Any]:
        return {"items": [_dump_item(item) for item in self.items]}


def _details(done: Sequence[Item], failed: Sequence[Item]) -> tuple[Text, ...]:
    met = tuple(say("{label} {points} điểm", label=item.label, points=item.points) for item in done)
    unmet = "; ".join(item.label for item in failed)
    return (
        *([say("đạt: {items}", items=met)] if done else ()),
        *([say("chưa đạt: {labels}", labels=unmet)] if failed else ()),
    )


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
