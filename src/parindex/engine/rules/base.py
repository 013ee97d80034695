"""What every rule form can do, and what it is given when it is read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Self

from parindex.engine.exact import decimals, number_text
from parindex.engine.facts import EmptyRatio, Fact, FactType
from parindex.engine.outcome import Outcome, TraceState
from parindex.engine.problems import Entry, closest
from parindex.engine.values import FactValue
from parindex.engine.wording import say

Facts = Mapping[str, FactValue]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a rule is read against: its maximum, the set's facts, rounding and year.

    ``read_rule`` reads a rule inside a rule (combine) without the forms knowing each other.
    """

    max_points: Decimal
    points_places: int
    facts: Mapping[str, Fact]
    year: int | None
    read_rule: Callable[[Entry, Scope], Rule]
    is_part: bool = False

    def of(self, max_points: Decimal) -> Scope:
        """Return the scope of another rule of the same set."""
        return replace(self, max_points=max_points)

    def part(self, max_points: Decimal) -> Scope:
        """Return the scope of a part of a combined rule."""
        return replace(self, max_points=max_points, is_part=True)

    def fact(self, entry: Entry, *types: FactType) -> Fact:
        """Read the key ``fact``: a fact of the set, of a type the form can use."""
        code = entry.text("fact")
        fact = self.facts.get(code)
        if fact is None:
            if code:
                hint = closest(code, self.facts)
                entry.report(f"Chưa khai báo số liệu “{code}” trong phần facts.{hint}", "fact")
            return Fact(code=code, type=types[0], label=code)
        if fact.type not in types:
            known = " hoặc ".join(kind.value for kind in types)
            entry.report(
                f"Số liệu “{code}” thuộc loại {fact.type.value}; quy tắc này cần loại {known}.",
                "fact",
            )
        elif self.is_part and fact.empty is EmptyRatio.NOT_APPLICABLE:
            entry.report(
                f"Số liệu “{code}” có empty: not_applicable nên không dùng trong combine được; "
                "hãy chọn empty: full hoặc zero.",
                "fact",
            )
        return fact

    def points(self, entry: Entry, key: str, *, default: Decimal | None = None) -> Decimal:
        """Read points that may be awarded: not above the maximum, not finer than the set rounds."""
        points = entry.number(key, default=default)
        if not entry.is_clean(key):
            return points
        if points > self.max_points:
            above, top = number_text(points), number_text(self.max_points)
            entry.report(f"Điểm {above} lớn hơn điểm tối đa {top}.", key)
        elif decimals(points) > self.points_places:
            entry.report(
                f"Điểm {number_text(points)} lẻ hơn {self.points_places} chữ số thập phân mà bộ tiêu chí làm tròn.",
                key,
            )
        return points


@dataclass(frozen=True, kw_only=True)
class Rule(ABC):
    """A way of scoring: reads itself from a document, scores exactly, and says why."""

    form: ClassVar[str]
    max_points: Decimal

    @classmethod
    @abstractmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        """Read the rule and report everything that is wrong with it."""

    @property
    @abstractmethod
    def facts(self) -> tuple[Fact, ...]:
        """The facts the rule needs, in the order they are asked."""

    @abstractmethod
    def outcome(self, facts: Facts) -> Outcome:
        """Score the facts, all of which are known."""

    @abstractmethod
    def dump_keys(self) -> dict[str, Any]:
        """Return the keys of the rule besides ``form``."""

    def objection(self, points: Decimal) -> str:  # noqa: ARG002 - most forms leave people free
        """Return why people may not give these points under this rule, as a sentence; "" when they may."""
        return ""

    def dump(self) -> dict[str, Any]:
        """Return the rule as a document that reads back to the same rule."""
        return {"form": self.form, **self.dump_keys()}

    def score(self, facts: Facts) -> Outcome:
        """Score the facts, or say which are missing."""
        missing = [fact for fact in self.facts if fact.code not in facts]
        if missing:
            labels = tuple(say("“{label}”", label=fact.label) for fact in missing)
            return Outcome(
                state=TraceState.MISSING_FACTS,
                missing=tuple(fact.code for fact in missing),
                because=say("Chưa có số liệu {labels}", labels=labels),
            )
        return self.outcome(facts)
