"""Two sets over the same units: what was changed, who moves, in which fields, by how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from parindex.engine.exact import plain
from parindex.engine.problems import Path, path_text
from parindex.engine.rules.base import Rule
from parindex.engine.simulation.replay import Missing, Origin, UnitRecord, is_same, replay
from parindex.engine.simulation.standing import Standing, standings_of
from parindex.engine.tree import CriteriaSet, Node


@dataclass(frozen=True, kw_only=True)
class Change:
    """A difference between the sets: the place, and what stood and stands there."""

    place: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class FieldMove:
    """A unit's points in one field under both sets; None where a set has no such field."""

    code: str
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal:
        """Points won (or lost, negative)."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Move:
    """One unit under both sets."""

    code: str
    name: str
    before: Standing
    after: Standing
    fields: tuple[FieldMove, ...]

    @property
    def places(self) -> int | None:
        """Places won in the ranking (negative: lost); None when it is not ranked on both sides."""
        if self.before.rank is None or self.after.rank is None:
            return None
        return self.before.rank - self.after.rank

    @property
    def index_change(self) -> Decimal | None:
        """Percentage points of the index."""
        if self.before.index is None or self.after.index is None:
            return None
        return self.after.index - self.before.index

    @property
    def changes_class(self) -> bool:
        is_ranked = self.before.rank is not None and self.after.rank is not None
        return is_ranked and self.before.class_name != self.after.class_name

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        change = self.index_change
        return {
            "code": self.code,
            "name": self.name,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "places": self.places,
            "index_change": None if change is None else plain(change),
            "changes_class": self.changes_class,
            "fields": [
                {"code": field.code, "before": _text(field.before), "after": _text(field.after)}
                for field in self.fields
            ],
        }


@dataclass(frozen=True, kw_only=True)
class FieldEffect:
    """What the change does to one field: how many units it touches, and the points in all."""

    code: str
    name: str
    units: int
    difference: Decimal


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """The whole answer. ``moves`` stand by the new rank; unranked units come last.

    ``scaled`` and ``unknown`` count, by component, the units whose points were carried over as a
    share, and those whose points nobody knows: the two places where the answer is not the rule's.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]
    fields: tuple[FieldEffect, ...]
    scaled: Mapping[str, int]
    unknown: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "before": self.before,
            "after": self.after,
            "changes": [
                {"place": item.place, "before": item.before, "after": item.after}
                for item in self.changes
            ],
            "units": [move.to_dict() for move in self.moves],
            "fields": [
                {
                    "code": item.code,
                    "name": item.name,
                    "units": item.units,
                    "difference": plain(item.difference),
                }
                for item in self.fields
            ],
            "scaled": dict(self.scaled),
            "unknown": dict(self.unknown),
        }


def simulate(
    before: CriteriaSet,
    after: CriteriaSet,
    records: Sequence[UnitRecord],
    *,
    missing: Missing = Missing.SKIP,
) -> Simulation:
    """Replay the units of the set ``before`` under the set ``after`` and compare."""
    old = {record.code: replay(before, record, past=before) for record in records}
    new = {record.code: replay(after, record, past=before) for record in records}
    was = standings_of(before, old, missing=missing)
    will = standings_of(after, new, missing=missing)
    moves = [
        Move(
            code=record.code,
            name=record.name,
            before=was[record.code],
            after=will[record.code],
            fields=tuple(_field_moves(was[record.code], will[record.code])),
        )
        for record in records
    ]
    last = len(moves) + 1
    origins = [(code, origin) for unit in new.values() for code, origin in unit.origins.items()]
    return Simulation(
        before=before.code,
        after=after.code,
        changes=tuple(_changes(before, after)),
        moves=tuple(sorted(moves, key=lambda move: move.after.rank or last)),
        fields=tuple(_effects(before, after, moves)),
        scaled=Counter(code for code, origin in origins if origin is Origin.SCALED),
        unknown=Counter(code for code, origin in origins if origin is Origin.UNKNOWN),
    )


def _field_moves(was: Standing, will: Standing) -> Iterator[FieldMove]:
    old = {field.code: field.points for field in was.fields}
    new = {field.code: field.points for field in will.fields}
    for code in dict.fromkeys((*old, *new)):
        yield FieldMove(code=code, before=old.get(code), after=new.get(code))


def _effects(
    before: CriteriaSet, after: CriteriaSet, moves: Sequence[Move]
) -> Iterator[FieldEffect]:
    names = {field.code: field.name for field in (*after.fields, *before.fields)}
    for code, name in names.items():
        found = [field.difference for move in moves for field in move.fields if field.code == code]
        touched = [difference for difference in found if difference]
        yield FieldEffect(
            code=code, name=name, units=len(touched), difference=sum(touched, Decimal(0))
        )


def _changes(before: CriteriaSet, after: CriteriaSet) -> Iterator[Change]:
    yield from _differences(_head(before), _head(after))
    old, new = ({node.code: node for node in part.walk()} for part in (before, after))
    for code in dict.fromkeys((*old, *new)):
        yield from _node_changes(code, old.get(code), new.get(code))
    yield from _differences(_adjustments(before), _adjustments(after))


def _head(criteria_set: CriteriaSet) -> dict[str, str]:
    classes = {
        f"xếp loại {item.name}": f"từ {plain(item.at_least)}%" for item in criteria_set.classes
    }
    return {
        "điểm tối đa": plain(criteria_set.max_points),
        "làm tròn điểm": str(criteria_set.points_places),
        "không áp dụng": criteria_set.not_applicable.value,
        **classes,
        "giới hạn thưởng, trừ": str(criteria_set.limits.dump() or ""),
    }


def _adjustments(criteria_set: CriteriaSet) -> dict[str, str]:
    return {
        place: text
        for item in criteria_set.adjustments
        for place, text in _rule_texts(item.code, item.rule)
    }


def _node_changes(code: str, old: Node | None, new: Node | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change(place=code, before=old.name if old else "", after=new.name if new else "")
        return
    yield from _differences(
        {f"{code}: điểm tối đa": plain(old.max_points)},
        {f"{code}: điểm tối đa": plain(new.max_points)},
    )
    if old.rule and new.rule and not is_same(old.rule, new.rule):
        yield from _differences(
            dict(_rule_texts(code, old.rule)), dict(_rule_texts(code, new.rule))
        )


def _rule_texts(code: str, rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield every value of a rule and of its facts, with its place as people read it."""
    document = {"rule": rule.dump(), "facts": {fact.code: fact.dump() for fact in rule.facts}}
    for path, value in _values(document, ()):
        yield f"{code}: {path_text(path)}", str(value)


def _values(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _values(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _values(item, (*path, at))
    else:
        yield path, value


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for place in dict.fromkeys((*old, *new)):
        if old.get(place) != new.get(place):
            yield Change(place=place, before=old.get(place, ""), after=new.get(place, ""))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
