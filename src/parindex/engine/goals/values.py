"""What can still be won, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from parindex.engine.values import FactValue
from parindex.engine.wording import Explained, Language, Text


@dataclass(frozen=True, kw_only=True)
class Change(Explained):
    """One fact that must become another; ``before`` is None for a fact not answered yet.

    ``effort`` counts units: one case, one answer, one grade of a level, one date, one percent
    or one unit of an amount; a fact without an answer costs one more.
    """

    fact_code: str
    before: FactValue | None
    after: FactValue
    effort: Fraction


@dataclass(frozen=True, kw_only=True)
class Goal(Explained):
    """The least changes that bring a component from ``points_before`` to ``points_after``.

    ``instead`` earns the same by new cases where a ratio cannot be mended among the old ones:
    dossiers already late stay late, but more dossiers on time raise the share. Empty if none does.
    """

    changes: tuple[Change, ...]
    points_before: Decimal | None
    points_after: Decimal
    effort: Fraction
    instead: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class ComponentGoals:
    """What one component can still win: the next points, and the most that is within reach.

    Both are None when nothing is; ``why_not`` then says why, and also why ``most`` stays below
    the maximum. It is None when the maximum is reached or within reach.
    """

    code: str
    points: Decimal | None
    max_points: Decimal
    next: Goal | None
    most: Goal | None
    why_not: Text | None

    @property
    def obstacle(self) -> str:
        """What ``why_not`` says, in Vietnamese; empty when there is no obstacle."""
        return self.obstacle_in(Language.VI)

    def obstacle_in(self, language: Language) -> str:
        """Return what ``why_not`` says in a language."""
        return self.why_not.in_(language) if self.why_not else ""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a win does to one component; ``after`` may be less than ``before``.

    The code is empty for the bonus less penalty points of the set, within their limits.
    """

    code: str
    name: str
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True, kw_only=True)
class Win(Explained):
    """Changes to make together, and the points they bring in all components: ``gain`` is net.

    Wins build on the earlier ones of the plan: a fact may be changed further by a later win.
    """

    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    gain: Decimal
    effort: Fraction


@dataclass(frozen=True, kw_only=True)
class Obstacle(Explained):
    """A component that stays below its maximum, by how many points, and why."""

    code: str
    name: str
    points: Decimal


@dataclass(frozen=True, kw_only=True)
class Plan(Explained):
    """All that a dossier can still win by changing facts, most points per effort first.

    ``points`` and ``index`` (percent) hold now, components without points counting 0;
    ``points_reachable`` and ``index_reachable`` once every win is made. ``is_greatest`` is False
    only when facts shared by many components with opposite interests were too many to try.
    """

    wins: tuple[Win, ...]
    obstacles: tuple[Obstacle, ...]
    points: Decimal
    points_reachable: Decimal
    max_points: Decimal
    index: Decimal
    index_reachable: Decimal
    is_greatest: bool

    @property
    def after(self) -> Mapping[str, FactValue]:
        """The facts that change, as they are once every win is made."""
        return {change.fact_code: change.after for win in self.wins for change in win.changes}
