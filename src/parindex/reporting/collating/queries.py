"""What the collated report is made of: which reports came, their figures, sums and conflicts.

The number of queries does not depend on how many bodies report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.reporting.cells import Value, ratio_of, stored_value
from parindex.reporting.choices import Origin, ReportKind, ReportState
from parindex.reporting.collating.conflicts import (
    Conflict,
    by_place,
    conflicts_of,
    total_conflicts,
)
from parindex.reporting.collating.names import short_name
from parindex.reporting.collating.sentences import situation
from parindex.reporting.collating.sums import CellSum, Place, Source, collate
from parindex.reporting.drawn import figures_of
from parindex.reporting.models import Figure, Passage, Report, ReportingPeriod
from parindex.reporting.outline import Asked, CellType, Column, Outline, StatTable, TableRow
from parindex.reporting.queries import (
    NoReportError,
    led_fields,
    load_report,
    report_of,
    reports,
    reports_of,
    run_by,
)
from parindex.reporting.reading import outline_of
from parindex.reporting.rules import HANDED_IN, is_handed_in
from parindex.reporting.views import ReportView, tables_for


@dataclass(frozen=True, kw_only=True)
class CollatedCell:
    """A cell of the collated report: the sum, what stands against it, and what was chosen."""

    place: Place
    table: StatTable
    row: TableRow
    sum: CellSum
    conflicts: tuple[Conflict, ...] = ()
    figure: Figure | None = None
    value: Value = None

    @property
    def column(self) -> Column:
        return self.sum.column

    @property
    def version(self) -> int:
        return self.figure.version if self.figure else 0

    @cached_property
    def situation(self) -> str:
        return situation(self.conflicts)

    @property
    def more(self) -> int:
        """Return how many conflicts there are besides the first."""
        return max(len(self.conflicts) - 1, 0)

    @property
    def is_settled(self) -> bool:
        """Tell whether a person chose, with a reason, knowing what stands here now."""
        return bool(
            self.figure
            and self.figure.reason
            and (not self.conflicts or self.figure.source_note == self.situation)
        )

    @property
    def is_open(self) -> bool:
        return bool(self.conflicts) and not self.is_settled

    @property
    def was_settled(self) -> bool:
        """Tell whether figures changed after a person chose."""
        return self.is_open and bool(self.figure and self.figure.reason)

    @property
    def is_outdated(self) -> bool:
        """Tell whether the units' figures changed after they were summed."""
        taken = self.figure is not None and self.figure.origin == Origin.COLLATED
        return taken and self.value != self.sum.value

    @property
    def is_chosen(self) -> bool:
        """Tell whether the value is not the sum but what a person took or typed."""
        return bool(self.figure and self.figure.origin != Origin.COLLATED)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Which reports of a period came and which did not, in Vietnamese order of bodies."""

    period: ReportingPeriod
    included: Sequence[Report]
    absent: Sequence[Report]

    @property
    def asked(self) -> int:
        return len(self.included) + len(self.absent)


@dataclass(frozen=True, kw_only=True)
class Assembly:
    """The collated tables of a period, cell by cell."""

    standing: Standing
    report: Report | None
    outline: Outline
    cells: Mapping[Place, CollatedCell]

    @cached_property
    def disputed(self) -> list[CollatedCell]:
        """Return the cells with something against them, those that wait for a person first."""
        found = [cell for cell in self.cells.values() if cell.conflicts]
        return sorted(found, key=lambda cell: not cell.is_open)

    @property
    def open(self) -> list[CollatedCell]:
        return [cell for cell in self.disputed if cell.is_open]

    def cell(self, table: str, row: str, column: str) -> CollatedCell | None:
        return self.cells.get(Place(table, row, column))


def body_report(period: ReportingPeriod) -> Report | None:
    """Return the collated report of a period, None before it is begun."""
    return report_of(period, period.body_id, ReportKind.BODY)


def standing_of(period: ReportingPeriod) -> Standing:
    """Return who has sent a report and who has not: one query."""
    rows = list(reports_of(period).exclude(kind=ReportKind.BODY))
    return Standing(
        period=period,
        included=[row for row in rows if is_handed_in(row)],
        absent=[row for row in rows if not is_handed_in(row)],
    )


def assemble(period: ReportingPeriod, *, only: Place | None = None) -> Assembly:
    """Return the sums and conflicts of a period; with ``only``, of that cell's row alone."""
    outline = _narrowed(outline_of(period.outline), only)
    standing, report = standing_of(period), body_report(period)
    sources = sources_of(period, standing.included, outline)
    sums = collate(outline, sources)
    found = by_place(conflicts_of(outline, sources, sums))
    stored = _figures_of(report)
    return Assembly(
        standing=standing,
        report=report,
        outline=outline,
        cells=dict(_cells(outline, sums, found, stored)),
    )


def sources_of(period: ReportingPeriod, rows: Sequence[Report], outline: Outline) -> list[Source]:
    """Return what reports say in figures, with the period before and the dossiers beside them."""
    led = led_fields(period)
    figures = _figures(rows, outline)
    before = _before(period, outline)
    facts = figures_of(period, outline, [row.unit_id for row in rows])
    sources = []
    for row in rows:
        tables = tables_for(outline, row.kind, led.get(row.unit_id, ()))
        area = frozenset(table.code for table, is_area in tables if is_area)
        drawn = facts.get(row.unit_id, {})
        sources.append(
            Source(
                report_id=row.pk,
                name=short_name(row.unit),
                cells=figures.get(row.pk, {}),
                area=area,
                before=before.get((row.unit_id, row.kind), {}),
                facts={
                    Place(*key): fact.value for key, fact in drawn.items() if key[0] not in area
                },
            )
        )
    return sources


def upper_periods(report: Report) -> list[ReportingPeriod]:
    """Return the periods of the body above in which this body is asked for its own report."""
    if report.unit.parent_id is None:
        return []
    rows = reports().filter(
        unit=report.unit_id,
        kind=ReportKind.UNIT,
        period__body=report.unit.parent_id,
        period__year=report.period.year,
    )
    return [row.period for row in rows.order_by("-period__data_until")]


def report_sent_up(report: Report) -> Report | None:
    """Return the report as which a collated one went up, None while it has not."""
    return reports().filter(made_from=report).first()


def draft_of(period: ReportingPeriod) -> ReportView | None:
    """Return the collated report with its passages and their sources, None before it is begun."""
    report = body_report(period)
    return load_report(report) if report else None


def passage_by_id(period: ReportingPeriod, pk: int) -> Passage:
    """Return a passage of the period's collated report with its source; raises NoReportError."""
    rows = Passage.objects.filter(report__period=period, report__kind=ReportKind.BODY, pk=pk)
    found = rows.select_related("source__report__unit", "source__report__period").first()
    if found is None:
        raise NoReportError
    return found


def below(source: Passage) -> list[Passage]:
    """Return what a passage was made of one level further down, where its report was collated itself."""
    made_from = source.report.made_from_id
    if made_from is None:
        return []
    rows = Passage.objects.filter(report=made_from, section_code=source.section_code)
    return list(rows.exclude(text="").select_related("source__report__unit"))


def collated_states(periods: Iterable[ReportingPeriod]) -> dict[int, Report]:
    """Return the collated reports of some periods by period: one query."""
    rows = Report.objects.filter(period__in=[row.pk for row in periods], kind=ReportKind.BODY)
    return {row.period_id: row for row in rows}


def collations_of(actor: Actor, *roles: Role) -> QuerySet[Report]:
    """Return collated reports that are not finished, of periods where the person holds one of the roles.

    Finished is what was approved and has nowhere to go, or has gone up. One query, which also says
    ``waits_above``: a period of the body above asks for the report.
    """
    above = Report.objects.filter(
        unit=OuterRef("unit"),
        kind=ReportKind.UNIT,
        period__body=OuterRef("unit__parent"),
        period__year=OuterRef("period__year"),
        period__kind=OuterRef("period__kind"),
    ).exclude(state__in=HANDED_IN)
    units = actor.unit_ids(*roles)
    rows = reports().filter(kind=ReportKind.BODY).annotate(waits_above=Exists(above))
    mine = rows.filter(Q(unit__in=units) | Q(period__coordinator__in=units))
    return mine.exclude(state=ReportState.APPROVED, waits_above=False).order_by("period__due_at")


def periods_to_collate(actor: Actor) -> QuerySet[ReportingPeriod]:
    """Return the person's periods with reports that came and no collated report yet: one query."""
    came = Report.objects.filter(period=OuterRef("pk"), state__in=HANDED_IN)
    begun = Report.objects.filter(period=OuterRef("pk"), kind=ReportKind.BODY)
    return run_by(actor.unit_ids(Role.COORDINATOR)).filter(Exists(came), ~Exists(begun))


def _narrowed(outline: Outline, only: Place | None) -> Outline:
    """Return the outline with the tables that are collated, or with one row of one of them."""
    tables = [table for table in outline.tables if Asked.BODY in table.asked_of]
    if only is not None:
        tables = [
            replace(table, rows=tuple(row for row in table.rows if row.code == only.row))
            for table in tables
            if table.code == only.table
        ]
    return replace(outline, tables=tuple(table for table in tables if table.rows))


def _figures(rows: Sequence[Report], outline: Outline) -> dict[int, dict[Place, Value]]:
    """Return by report the figures of the outline's tables: one query."""
    columns = {
        (table.code, row.code, column.code): column
        for table in outline.tables
        for row in table.rows
        for column in table.columns
        if column.type is not CellType.RATIO
    }
    found: dict[int, dict[Place, Value]] = {}
    stored = Figure.objects.filter(report__in=[row.pk for row in rows]).filter(
        table_code__in=[table.code for table in outline.tables],
        row_code__in={row.code for table in outline.tables for row in table.rows},
    )
    for pk, *key, raw in stored.values_list(
        "report_id", "table_code", "row_code", "column_code", "raw"
    ):
        place = Place(*key)
        if place in columns and raw != "null":
            found.setdefault(pk, {})[place] = stored_value(columns[place], raw)
    return found


def _before(period: ReportingPeriod, outline: Outline) -> dict[tuple[int, str], dict[Place, Value]]:
    """Return the figures of the period before by body and kind; a new year counts from nothing."""
    previous = period.previous
    if previous is None or previous.year != period.year:
        return {}
    rows = [row for row in reports_of(previous) if is_handed_in(row)]
    figures = _figures(rows, outline)
    return {(row.unit_id, row.kind): figures.get(row.pk, {}) for row in rows}


def _figures_of(report: Report | None) -> dict[Place, Figure]:
    if report is None:
        return {}
    return {
        Place(row.table_code, row.row_code, row.column_code): row
        for row in Figure.objects.filter(report=report)
    }


def _cells(
    outline: Outline,
    sums: Mapping[Place, CellSum],
    found: Mapping[Place, Sequence[Conflict]],
    stored: Mapping[Place, Figure],
) -> Iterable[tuple[Place, CollatedCell]]:
    for table in outline.tables:
        for row in table.rows:
            places = {
                column.code: Place(table.code, row.code, column.code) for column in table.columns
            }
            values = _values(table, places, sums, stored)
            typed = {
                item.place: item
                for item in total_conflicts(table, row.code, values)
                if not found.get(item.place)
            }
            for code, place in places.items():
                against = (*found.get(place, ()), *([typed[place]] if place in typed else ()))
                yield (
                    place,
                    CollatedCell(
                        place=place,
                        table=table,
                        row=row,
                        sum=sums[place],
                        conflicts=against,
                        figure=stored.get(place),
                        value=values[code],
                    ),
                )


def _values(
    table: StatTable,
    places: Mapping[str, Place],
    sums: Mapping[Place, CellSum],
    stored: Mapping[Place, Figure],
) -> dict[str, Value]:
    """Return what stands in a row: the stored figures, else the sums; ratios of what stands there."""
    values: dict[str, Value] = {}
    for column in table.columns:
        place = places[column.code]
        figure = stored.get(place)
        if column.type is CellType.RATIO:
            values[column.code] = ratio_of(
                values.get(column.numerator), values.get(column.denominator)
            )
        elif figure is not None:
            values[column.code] = stored_value(column, figure.raw)
        else:
            values[column.code] = sums[place].value
    return values
