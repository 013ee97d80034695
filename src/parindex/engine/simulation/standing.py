"""Index, rank and class of replayed units, in all and by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from parindex.engine.exact import plain
from parindex.engine.ranking import classify, rank
from parindex.engine.simulation.replay import Missing, Replayed, UnitRecord, replay
from parindex.engine.tallying import Tally, tally
from parindex.engine.tree import CriteriaSet


@dataclass(frozen=True, kw_only=True)
class FieldStanding:
    """A unit in one field; ``index`` in percent, None with ``rank`` when points are unknown."""

    code: str
    name: str
    points: Decimal
    max_points: Decimal
    index: Decimal | None
    rank: int | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A unit under one set. ``unknown`` are the components whose points nobody knows."""

    points: Decimal
    max_points: Decimal
    index: Decimal | None
    rank: int | None
    class_name: str | None
    fields: tuple[FieldStanding, ...]
    unknown: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; numbers are exact decimal texts."""
        return {
            "points": plain(self.points),
            "max_points": plain(self.max_points),
            "index": None if self.index is None else f"{self.index:.2f}",
            "rank": self.rank,
            "class": self.class_name,
            "unknown": list(self.unknown),
        }


def standings(
    criteria_set: CriteriaSet,
    records: Sequence[UnitRecord],
    *,
    past: CriteriaSet,
    missing: Missing = Missing.SKIP,
) -> dict[str, Standing]:
    """Return the standing of each unit, by its code, in the order of the records."""
    replayed = {record.code: replay(criteria_set, record, past=past) for record in records}
    return standings_of(criteria_set, replayed, missing=missing)


def standings_of(
    criteria_set: CriteriaSet, replayed: Mapping[str, Replayed], *, missing: Missing
) -> dict[str, Standing]:
    """Rank units whose points are known already."""
    tallies = {code: tally_of(criteria_set, unit) for code, unit in replayed.items()}
    whole = _ranks(tallies, replayed, missing)
    columns = [
        _ranks({code: found.children[at] for code, found in tallies.items()}, replayed, missing)
        for at in range(len(criteria_set.fields))
    ]
    return {
        code: _standing(
            criteria_set,
            found,
            unknown=replayed[code].unknown,
            ranks=[ranks.get(code) for ranks in (whole, *columns)],
        )
        for code, found in tallies.items()
    }


def tally_of(criteria_set: CriteriaSet, unit: Replayed) -> Tally:
    """Sum a unit's points up the tree, bonus and penalty included."""
    return tally(
        criteria_set,
        unit.points,
        not_applicable=unit.not_applicable,
        adjustments=unit.adjustments or None,
    )


def _ranks(
    tallies: Mapping[str, Tally], replayed: Mapping[str, Replayed], missing: Missing
) -> dict[str, int]:
    is_known = missing is Missing.ZERO
    return rank(
        (code, found.index)
        for code, found in tallies.items()
        if is_known or not _unknown_in(found, replayed[code])
    )


def _unknown_in(found: Tally, unit: Replayed) -> bool:
    """Tell whether points below a node, or for the root an adjustment, are unknown."""
    if found.code == "":
        return bool(unit.unknown)
    if not found.children:
        return found.code in unit.unknown
    return any(_unknown_in(child, unit) for child in found.children)


def _standing(
    criteria_set: CriteriaSet,
    found: Tally,
    *,
    unknown: Iterable[str],
    ranks: Sequence[int | None],
) -> Standing:
    place, *places = ranks
    return Standing(
        points=found.points,
        max_points=found.max_points,
        index=None if place is None else found.index,
        rank=place,
        class_name=None if place is None else classify(found.index, criteria_set.classes),
        fields=tuple(
            FieldStanding(
                code=field.code,
                name=field.name,
                points=field.points,
                max_points=field.max_points,
                index=None if at is None else field.index,
                rank=at,
            )
            for field, at in zip(found.children, places, strict=True)
        ),
        unknown=tuple(sorted(unknown)),
    )
