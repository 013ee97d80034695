"""Components that share facts which can change, and so must be planned together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from parindex.engine.goals.frontier import Extra, Frontier, of_group
from parindex.engine.goals.ground import Ground
from parindex.engine.goals.lanes import Stop
from parindex.engine.goals.values import Effect
from parindex.engine.tree import Node

_ADJUSTMENT = "Điểm thưởng, điểm trừ"


@dataclass(frozen=True)
class Group:
    """Components in tree order; ``is_adjusted`` if bonus and penalty points depend on it too."""

    leaves: tuple[Node, ...]
    is_adjusted: bool = False

    def frontier(self, ground: Ground) -> Frontier:
        """Return what the group can reach by rising effort."""
        extra = Extra(
            tuple(item.rule for item in ground.criteria_set.adjustments),
            ground.adjusting,
            lambda facts: Fraction(ground.adjustment(facts)),
        )
        return of_group(
            self.leaves,
            ground.facts,
            ground.moves,
            ground.criteria_set.points_places,
            extra=extra if self.is_adjusted else None,
        )

    def points(self, ground: Ground, stops: Sequence[Stop]) -> Decimal:
        """Return what the group earns once the facts are brought to these stops."""
        points = ground.points(self.leaves, stops)
        return points + ground.adjustment(ground.with_stops(stops)) if self.is_adjusted else points

    def effects(
        self, ground: Ground, before: Sequence[Stop], after: Sequence[Stop]
    ) -> Iterator[Effect]:
        """Yield the components whose points differ between two sets of stops."""
        facts_before, facts_after = ground.with_stops(before), ground.with_stops(after)
        for leaf in self.leaves:
            was = ground.trace(leaf, facts_before).points
            now = ground.trace(leaf, facts_after).points
            if now is not None and was != now:
                yield Effect(code=leaf.code, name=leaf.name, before=was, after=now)
        net_before, net_after = ground.adjustment(facts_before), ground.adjustment(facts_after)
        if net_before != net_after:
            yield Effect(code="", name=_ADJUSTMENT, before=net_before, after=net_after)


def groups(ground: Ground) -> list[Group]:
    """Return the components that can change, with those that share a fact with them, in tree order."""
    parts: list[Group] = [Group((), is_adjusted=True)] if ground.adjusting else []
    for leaf in ground.criteria_set.leaves:
        if not ground.is_open(leaf):
            continue
        own = set(leaf.facts) & set(ground.moves)
        touching = [part for part in parts if own & _facts(ground, part)]
        parts = [part for part in parts if part not in touching]
        leaves = (*(other for part in touching for other in part.leaves), leaf)
        parts.append(Group(leaves, is_adjusted=any(part.is_adjusted for part in touching)))
    place = {leaf.code: at for at, leaf in enumerate(ground.criteria_set.leaves)}
    in_tree = [_sorted(part, place) for part in parts]
    # Bonus and penalty alone stand after the components.
    return sorted(
        in_tree, key=lambda part: [place[leaf.code] for leaf in part.leaves[:1]] or [len(place)]
    )


def _sorted(part: Group, place: dict[str, int]) -> Group:
    return Group(tuple(sorted(part.leaves, key=lambda leaf: place[leaf.code])), part.is_adjusted)


def _facts(ground: Ground, part: Group) -> set[str]:
    codes = {code for leaf in part.leaves for code in leaf.facts}
    return codes | set(ground.adjusting if part.is_adjusted else ())
