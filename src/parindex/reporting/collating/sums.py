"""The figures of many reports made one: sums, ratios recomputed from sums, texts listed. Pure: no Django.

A figure that nobody gave is not zero: such units are named (``silent``), and a sum of nothing is
nothing. Ratios are never averaged: they are the quotient of the two figures that stand in their row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, TypeGuard

from parindex.reporting.cells import Value, ratio_of
from parindex.reporting.outline import Asked, CellType, Column, Outline, StatTable


class Place(NamedTuple):
    """A cell of the outline's tables."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """What one report says: its figures now, those of the period before, and the facts beside them.

    ``area`` are the tables in which a lead department tells of the whole area: there its figures
    stand beside the sum, everywhere else they are its own and stand in it.
    ``before`` is empty where there is nothing to compare with (no period before, or another year);
    ``facts`` holds by cell what the unit's dossier says of the same thing.
    """

    report_id: int
    name: str
    cells: Mapping[Place, Value]
    area: frozenset[str] = frozenset()
    before: Mapping[Place, Value] = field(default_factory=dict)
    facts: Mapping[Place, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one report gives to a cell."""

    report_id: int
    name: str
    value: int | Decimal | str


@dataclass(frozen=True, kw_only=True)
class CellSum:
    """A cell of the collated table: its value, who gave what, who gave nothing, what leads hold."""

    place: Place
    column: Column
    value: Value
    parts: tuple[Part, ...] = ()
    silent: tuple[str, ...] = ()
    leads: tuple[Part, ...] = ()


def collate(outline: Outline, sources: Iterable[Source]) -> dict[Place, CellSum]:
    """Return every cell of the outline's tables, made from what units and lead departments sent."""
    known = list(sources)
    cells: dict[Place, CellSum] = {}
    for table in outline.tables:
        leads = [source for source in known if table.code in source.area]
        units = [source for source in known if table.code not in source.area]
        for row in table.rows:
            made = dict(_row(table, row.code, units, leads))
            cells |= {place: _with_ratio(cell, made) for place, cell in made.items()}
    return cells


def summed(values: Iterable[Value]) -> Value:
    """Return the exact sum of the figures that were given; None when none was."""
    given = [value for value in values if is_number(value)]
    return sum(given[1:], given[0]) if given else None


def is_number(value: Value) -> TypeGuard[int | Decimal]:
    """Tell a figure from text and from nothing."""
    return isinstance(value, int | Decimal)


def listed(parts: Iterable[Part]) -> str:
    """Return texts one after the other, each with whose it is."""
    return "; ".join(f"{part.name}: {part.value}" for part in parts)


def _row(
    table: StatTable, row: str, units: list[Source], leads: list[Source]
) -> Iterator[tuple[Place, CellSum]]:
    for column in table.columns:
        place = Place(table.code, row, column.code)
        yield place, _cell(table, place, column, units=units, leads=leads)


def _cell(
    table: StatTable, place: Place, column: Column, *, units: list[Source], leads: list[Source]
) -> CellSum:
    if column.type is CellType.RATIO:
        return CellSum(place=place, column=column, value=None)
    held = _parts(place, leads)
    if Asked.UNIT not in table.asked_of:  # only who leads the field was asked
        return CellSum(place=place, column=column, value=_total(column, held), parts=held)
    given = _parts(place, units)
    return CellSum(
        place=place,
        column=column,
        value=_total(column, given),
        parts=given,
        silent=_silent(place, column, units),
        leads=held,
    )


def _parts(place: Place, sources: list[Source]) -> tuple[Part, ...]:
    return tuple(
        Part(report_id=source.report_id, name=source.name, value=value)
        for source in sources
        if (value := source.cells.get(place)) is not None and value != ""
    )


def _total(column: Column, parts: tuple[Part, ...]) -> Value:
    if column.type is CellType.TEXT:
        return listed(parts) or None
    return summed(part.value for part in parts)


def _silent(place: Place, column: Column, units: list[Source]) -> tuple[str, ...]:
    if column.type is CellType.TEXT:
        return ()
    return tuple(unit.name for unit in units if unit.cells.get(place) is None)


def _with_ratio(cell: CellSum, row: Mapping[Place, CellSum]) -> CellSum:
    if cell.column.type is not CellType.RATIO:
        return cell
    above, below = (
        row[cell.place._replace(column=code)].value
        for code in (cell.column.numerator, cell.column.denominator)
    )
    return CellSum(place=cell.place, column=cell.column, value=ratio_of(above, below))
