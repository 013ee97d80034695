"""Bonus and penalty points of a whole set: given after the components, within stated limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from parindex.engine.exact import number_text, plain
from parindex.engine.rules.base import Rule


class AdjustmentKind(Enum):
    """Whether an adjustment adds its points or takes them away."""

    BONUS = "bonus"  # điểm thưởng
    PENALTY = "penalty"  # điểm trừ


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """A reason for bonus or penalty points, with the rule that says how many.

    The rule's maximum is the most that this one reason gives or takes.
    """

    code: str
    name: str
    kind: AdjustmentKind
    rule: Rule
    guidance: str = ""
    source: str = ""
    illustrative: bool = False

    @property
    def max_points(self) -> Decimal:
        return self.rule.max_points

    @property
    def facts(self) -> tuple[str, ...]:
        """The codes of the facts its rule uses."""
        return tuple(fact.code for fact in self.rule.facts)

    def dump(self) -> dict[str, Any]:
        """Return the adjustment as a document that reads back to the same adjustment."""
        document: dict[str, Any] = {
            "code": self.code,
            "name": self.name,
            "kind": self.kind.value,
            "max_points": plain(self.max_points),
            "illustrative": self.illustrative,
            "rule": self.rule.dump(),
        }
        texts = {"guidance": self.guidance, "source": self.source}
        return document | {key: text for key, text in texts.items() if text}


@dataclass(frozen=True, kw_only=True)
class AdjustmentLimits:
    """The most bonus and penalty points in all, and the most points a set can end at.

    None: no limit of its own for bonus or penalty; for ``ceiling``, the set's maximum.
    """

    bonus: Decimal | None = None
    penalty: Decimal | None = None
    ceiling: Decimal | None = None

    def dump(self) -> dict[str, str]:
        """Return the limits that are stated."""
        stated = {"bonus": self.bonus, "penalty": self.penalty, "ceiling": self.ceiling}
        return {key: plain(limit) for key, limit in stated.items() if limit is not None}


@dataclass(frozen=True, kw_only=True)
class Adjusted:
    """The points of a set before and after bonus and penalty, with the sentence that says how."""

    base: Decimal
    bonus: Decimal
    penalty: Decimal
    points: Decimal
    sentence: str


def adjust(
    base: Decimal,
    given: Iterable[tuple[Adjustment, Decimal]],
    limits: AdjustmentLimits,
    *,
    top: Decimal,
) -> Adjusted:
    """Add bonus and take penalty points, each within its limit, and keep the sum within 0 and ``top``.

    ``base`` is the sum of the components, ``top`` the most that may come out (with components
    that do not apply taken out). An adjustment never counts for more than its own maximum.
    """
    known = [(item, min(points, item.max_points)) for item, points in given]
    bonus_sum, penalty_sum = (
        sum((points for item, points in known if item.kind is kind), Decimal(0))
        for kind in AdjustmentKind
    )
    bonus, penalty = _limited(bonus_sum, limits.bonus), _limited(penalty_sum, limits.penalty)
    reached = base + bonus - penalty
    points = max(Decimal(0), min(reached, top))
    parts = _part("+", "thưởng", bonus_sum, bonus) + _part("−", "trừ", penalty_sum, penalty)
    total = number_text(reached).replace("-", "−")  # a minus like the one before it
    sum_words = f"{number_text(base)}{parts} = {total}{_kept(reached, points)} điểm"
    sentence = f"Điểm thưởng, điểm trừ: {sum_words if parts or reached != points else 'không có'}."
    return Adjusted(base=base, bonus=bonus, penalty=penalty, points=points, sentence=sentence)


def _limited(points: Decimal, limit: Decimal | None) -> Decimal:
    return points if limit is None else min(points, limit)


def _part(sign: str, name: str, found: Decimal, counted: Decimal) -> str:
    if found == 0:
        return ""
    if found == counted:
        return f" {sign} {number_text(counted)}"
    return f" {sign} {number_text(counted)} (điểm {name} {number_text(found)}, tính tối đa {number_text(counted)})"


def _kept(reached: Decimal, points: Decimal) -> str:
    if reached == points:
        return ""
    return f", tính {'tối đa' if points < reached else 'không thấp hơn'} {number_text(points)}"
