"""How firmly ranks stand: one component of one unit, one step up or down, all else equal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from parindex.engine.ranking import index
from parindex.engine.simulation.replay import Missing, Origin, Replayed, UnitRecord, replay
from parindex.engine.simulation.standing import tally_of
from parindex.engine.simulation.steps import next_points
from parindex.engine.tallying import Tally
from parindex.engine.tree import CriteriaSet, Node


@dataclass(frozen=True, kw_only=True)
class Shift:
    """What one step of one component does, over all units that can take it.

    ``units`` can take the step, ``moved`` of them change their own rank by it, by ``places`` in
    all and ``most`` at most.
    """

    code: str
    name: str
    up: bool
    units: int
    moved: int
    places: int
    most: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "code": self.code,
            "name": self.name,
            "step": "up" if self.up else "down",
            "units": self.units,
            "moved": self.moved,
            "places": self.places,
            "most": self.most,
        }


def sensitivity(
    criteria_set: CriteriaSet,
    records: Sequence[UnitRecord],
    *,
    past: CriteriaSet | None = None,
    missing: Missing = Missing.SKIP,
) -> tuple[Shift, ...]:
    """Return for each component and direction how ranks move, the most moving first.

    A step is the next points the rule can give: the next level, one case counted, one percentage
    point, one step of the judge. Units that are not ranked take no part.
    """
    replayed = [replay(criteria_set, record, past=past or criteria_set) for record in records]
    ranked = [unit for unit in replayed if missing is Missing.ZERO or not unit.unknown]
    tallies = [tally_of(criteria_set, unit) for unit in ranked]
    field = _Field(criteria_set, ranked, tallies, sorted(found.index for found in tallies))
    found = [field.shift(leaf, up=up) for leaf in criteria_set.leaves for up in (True, False)]
    return tuple(sorted(found, key=lambda shift: (-shift.places, -shift.moved)))


@dataclass(frozen=True)
class _Field:
    """The ranked units with their sums, and the indexes alone from the lowest up."""

    criteria_set: CriteriaSet
    units: Sequence[Replayed]
    tallies: Sequence[Tally]
    ordered: Sequence[Decimal]

    def shift(self, leaf: Node, *, up: bool) -> Shift:
        moves = list(self._moves(leaf, up=up))
        return Shift(
            code=leaf.code,
            name=leaf.name,
            up=up,
            units=len(moves),
            moved=sum(bool(places) for places in moves),
            places=sum(moves),
            most=max(moves, default=0),
        )

    def _moves(self, leaf: Node, *, up: bool) -> Iterator[int]:
        """Yield for each unit that can take the step how many places it moves."""
        for unit, tally in zip(self.units, self.tallies, strict=True):
            points = unit.points[leaf.code] or Decimal(0)
            if unit.origins[leaf.code] is Origin.NOT_APPLICABLE or leaf.rule is None:
                continue
            places = self.criteria_set.points_places
            stepped = next_points(leaf.rule, points, places, up=up)
            if stepped is not None:
                moved = self._index(unit, tally, {leaf.code: stepped}, stepped - points)
                yield abs(self._rank(moved, tally.index) - self._rank(tally.index, tally.index))

    def _index(
        self, unit: Replayed, tally: Tally, stepped: Mapping[str, Decimal], difference: Decimal
    ) -> Decimal:
        if not self.criteria_set.adjustments:
            return index(tally.points + difference, tally.max_points)
        # Bonus and penalty may be cut off at the top: only the whole sum tells.
        return tally_of(self.criteria_set, replace(unit, points={**unit.points, **stepped})).index

    def _rank(self, value: Decimal, own: Decimal) -> int:
        """Return the rank of an index among the others: one more than those above it."""
        above = len(self.ordered) - bisect_right(self.ordered, value)
        return 1 + above - (own > value)
