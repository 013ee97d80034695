"""Where the figures of reports stand against each other, or against themselves. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from parindex.reporting.cells import Value
from parindex.reporting.collating.sums import CellSum, Place, Source, is_number
from parindex.reporting.outline import CellType, Column, Outline, StatTable


class Kind(StrEnum):
    """What is wrong."""

    LEAD_DIFFERS = "lead_differs"  # the sum of the units is not the lead department's figure
    PART_ABOVE_WHOLE = "part_above_whole"
    FELL = "fell"  # a figure counted from the beginning of the year is below the last period's
    FACT_DIFFERS = "fact_differs"  # the unit's dossier says another figure
    HALF_RATIO = "half_ratio"  # a numerator without its denominator, or the other way round


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """One contradiction: a figure, what it stands against, and whose it is.

    ``report_id`` and ``name`` are the report that holds ``value``; None and "" for the collated
    total. ``other`` is what it stands against, held by ``other_name`` in ``other_report_id``.
    """

    kind: Kind
    place: Place
    column: Column
    value: Value
    other: Value
    report_id: int | None = None
    name: str = ""
    other_report_id: int | None = None
    other_name: str = ""
    whole: str = ""  # the title of the column that a part or a ratio belongs to


def conflicts_of(
    outline: Outline, sources: Iterable[Source], cells: Mapping[Place, CellSum]
) -> list[Conflict]:
    """Return every contradiction, in the outline's order of cells."""
    known = list(sources)
    found: list[Conflict] = []
    for table in outline.tables:
        titles = {column.code: column.title for column in table.columns}
        for row in table.rows:
            for column in table.columns:
                place = Place(table.code, row.code, column.code)
                found += _leads_against_sum(column, cells[place])
                for source in known:
                    found += _within(source, place, column, titles)
                    found += _beside(source, place, column)
    return found


def total_conflicts(table: StatTable, row: str, values: Mapping[str, Value]) -> Iterator[Conflict]:
    """Yield the columns of a row of totals that are larger than what they are a part of."""
    titles = {column.code: column.title for column in table.columns}
    for column in table.columns:
        part, whole = values.get(column.code), values.get(column.part_of)
        if _is_above(part, whole):
            yield Conflict(
                kind=Kind.PART_ABOVE_WHOLE,
                place=Place(table.code, row, column.code),
                column=column,
                value=part,
                other=whole,
                whole=titles[column.part_of],
            )


def by_place(conflicts: Iterable[Conflict]) -> dict[Place, list[Conflict]]:
    """Return conflicts cell by cell."""
    found: dict[Place, list[Conflict]] = {}
    for conflict in conflicts:
        found.setdefault(conflict.place, []).append(conflict)
    return found


def _leads_against_sum(column: Column, cell: CellSum) -> Iterator[Conflict]:
    if column.type is CellType.TEXT or not cell.parts:
        return
    for lead in cell.leads:
        if lead.value != cell.value:
            yield Conflict(
                kind=Kind.LEAD_DIFFERS,
                place=cell.place,
                column=column,
                value=cell.value,
                other=lead.value,
                other_report_id=lead.report_id,
                other_name=lead.name,
            )


def _within(
    source: Source, place: Place, column: Column, titles: Mapping[str, str]
) -> Iterator[Conflict]:
    """Yield what is wrong inside one row of one report."""

    def at(code: str) -> Value:
        return source.cells.get(place._replace(column=code))

    if column.part_of and _is_above(at(column.code), at(column.part_of)):
        yield _of(
            source,
            Kind.PART_ABOVE_WHOLE,
            place,
            column,
            other=at(column.part_of),
            whole=titles[column.part_of],
        )
    if column.type is CellType.RATIO:
        above, below = at(column.numerator), at(column.denominator)
        if (above is None) != (below is None):
            code = column.denominator if above is None else column.numerator
            missing = column.numerator if above is None else column.denominator
            yield Conflict(
                kind=Kind.HALF_RATIO,
                place=place._replace(column=code),
                column=column,
                value=at(code),
                other=None,
                report_id=source.report_id,
                name=source.name,
                whole=titles[missing],
            )


def _beside(source: Source, place: Place, column: Column) -> Iterator[Conflict]:
    """Yield where a figure stands against the period before, or against the unit's own dossier."""
    value, before = source.cells.get(place), source.before.get(place)
    if column.cumulative and _is_above(before, value):
        yield _of(source, Kind.FELL, place, column, other=before)
    fact = source.facts.get(place)
    if is_number(fact) and is_number(value) and value != fact:
        yield _of(source, Kind.FACT_DIFFERS, place, column, other=fact)


def _of(
    source: Source, kind: Kind, place: Place, column: Column, *, other: Value, whole: str = ""
) -> Conflict:
    return Conflict(
        kind=kind,
        place=place,
        column=column,
        value=source.cells.get(place),
        other=other,
        report_id=source.report_id,
        name=source.name,
        whole=whole,
    )


def _is_above(one: Value, other: Value) -> bool:
    return is_number(one) and is_number(other) and one > other
