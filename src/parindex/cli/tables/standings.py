"""From a table of points to index, rank and class, of units and of fields, by the engine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parindex.cli.tables.grid import TableError
from parindex.cli.tables.headers import Column
from parindex.cli.tables.reading import Table, UnitRow
from parindex.engine import ClassThreshold, classify, index, rank
from parindex.kernel.reading.cells import clean
from parindex.kernel.reading.numbers import NumberError, read_number
from parindex.viet import sort_key


@dataclass(frozen=True, kw_only=True)
class Result:
    """Points of a maximum with index (percent), rank and class; None where they are not known."""

    points: Decimal | None
    max_points: Decimal | None
    index: Decimal | None = None
    rank: int | None = None
    class_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class UnitResult:
    """A unit's result in all, and in each field of the table."""

    name: str
    code: str
    group: str
    total: Result
    fields: tuple[Result, ...]


@dataclass(frozen=True, kw_only=True)
class Standings:
    """The results of a table, best first; units that cannot be ranked come last."""

    table: Table
    classes: tuple[ClassThreshold, ...]
    units: tuple[UnitResult, ...]

    @property
    def fields(self) -> tuple[Column, ...]:
        return self.table.fields


def read_classes(text: str) -> tuple[ClassThreshold, ...]:
    """Read "xuất sắc:90,tốt:79,5,yếu:0"; raises TableError. Semicolons may part the classes too."""
    found: dict[str, Decimal] = {}
    for part in re.split(r";|,(?![0-9])", text):
        name, _, number = clean(part).rpartition(":")
        try:
            at_least = read_number(number)
        except NumberError:
            at_least = None
        if not name or at_least is None or not 0 <= at_least <= 100:
            raise TableError(
                f"Không hiểu “{part}”: mỗi loại viết tên:ngưỡng (từ 0 đến 100), ví dụ tốt:80."
            )
        if name in found or at_least in found.values():
            raise TableError(f"Loại “{name}” hoặc ngưỡng {number} được ghi hai lần.")
        found[clean(name)] = at_least
    ordered = sorted(found.items(), key=lambda item: item[1], reverse=True)
    return tuple(ClassThreshold(name=name, at_least=at_least) for name, at_least in ordered)


def standings_of(table: Table, classes: Sequence[ClassThreshold] = ()) -> Standings:
    """Return index, rank and class of every unit and field.

    A unit without all its points has no index, and so no rank: nothing is not zero. A field has
    an index where its maximum is known and holds for the unit: a unit with a maximum of its own
    that is lower than the sum does not tell in which field.
    """
    totals = _ranked([_total(unit, table.fields) for unit in table.units], classes)
    columns = [
        _ranked([_field(unit, table.fields, at) for unit in table.units], classes)
        for at in range(len(table.fields))
    ]
    units = [
        UnitResult(
            name=unit.name,
            code=unit.code,
            group=unit.group,
            total=totals[place],
            fields=tuple(column[place] for column in columns),
        )
        for place, unit in enumerate(table.units)
    ]
    units.sort(key=lambda unit: (unit.total.rank or len(table.units) + 1, sort_key(unit.name)))
    return Standings(table=table, classes=tuple(classes), units=tuple(units))


def _total(unit: UnitRow, fields: Sequence[Column]) -> tuple[Decimal | None, Decimal | None]:
    known = [points for points in unit.points if points is not None]
    points = sum(known, Decimal(0)) if len(known) == len(unit.points) else None
    return points, unit.max_points if unit.max_points is not None else _sum_of_maxima(fields)


def _field(
    unit: UnitRow, fields: Sequence[Column], at: int
) -> tuple[Decimal | None, Decimal | None]:
    is_whole = unit.max_points is None or unit.max_points == _sum_of_maxima(fields)
    return unit.points[at], fields[at].max_points if is_whole else None


def _sum_of_maxima(fields: Iterable[Column]) -> Decimal | None:
    known = [column.max_points for column in fields if column.max_points is not None]
    return sum(known, Decimal(0)) if known else None


def _ranked(
    figures: Sequence[tuple[Decimal | None, Decimal | None]], classes: Sequence[ClassThreshold]
) -> list[Result]:
    indexes = [
        None if points is None or top is None else index(points, top) for points, top in figures
    ]
    ranks = rank((place, value) for place, value in enumerate(indexes) if value is not None)
    return [
        Result(
            points=points,
            max_points=top,
            index=value,
            rank=ranks.get(place),
            class_name=None if value is None else classify(value, classes),
        )
        for place, ((points, top), value) in enumerate(zip(figures, indexes, strict=True))
    ]
