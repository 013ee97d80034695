"""Bonus and penalty points of a whole set: given after the components, within stated limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from parindex.engine.exact import plain
from parindex.engine.rules.base import Rule
from parindex.engine.wording import Explained, Text, say


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
class Adjusted(Explained):
    """The points of a set before and after bonus and penalty, with the sentence that says how."""

    base: Decimal
    bonus: Decimal
    penalty: Decimal
    points: Decimal


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
    if not bonus_sum and not penalty_sum and reached == points:
        text = say("Điểm thưởng, điểm trừ: không có.")
    else:
        parts = (_bonus_words(bonus_sum, bonus), _penalty_words(penalty_sum, penalty))
        text = say("Điểm thưởng, điểm trừ: {sum}.", sum=_sum_words(base, parts, reached, points))
    return Adjusted(base=base, bonus=bonus, penalty=penalty, points=points, text=text)


def _limited(points: Decimal, limit: Decimal | None) -> Decimal:
    return points if limit is None else min(points, limit)


def _bonus_words(found: Decimal, counted: Decimal) -> Text | str:
    if found == 0:
        return ""
    if found == counted:
        return say(" + {counted}", counted=counted)
    return say(
        " + {counted} (điểm thưởng {found}, tính tối đa {counted})", counted=counted, found=found
    )


def _penalty_words(found: Decimal, counted: Decimal) -> Text | str:
    if found == 0:
        return ""
    if found == counted:
        return say(" − {counted}", counted=counted)
    return say(
        " − {counted} (điểm trừ {found}, tính tối đa {counted})", counted=counted, found=found
    )


def _sum_words(
    base: Decimal, parts: tuple[Text | str, Text | str], reached: Decimal, points: Decimal
) -> Text:
    bonus, penalty = parts
    if reached == points:
        return say(
            "{base}{bonus}{penalty} = {reached:-} điểm",
            base=base,
            bonus=bonus,
            penalty=penalty,
            reached=reached,
        )
    words = say(
        "{base}{bonus}{penalty} = {reached:-}",
        base=base,
        bonus=bonus,
        penalty=penalty,
        reached=reached,
    )
    if points < reached:
        return say("{words}, tính tối đa {points} điểm", words=words, points=points)
    return say("{words}, tính không thấp hơn {points} điểm", words=words, points=points)
