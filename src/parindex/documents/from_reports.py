"""Fills the periodic report from any report: a unit's, a lead department's, a body's collated one."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import override

from parindex.documents import periodic_report
from parindex.documents.bodies import COMMITTEE, full_name, in_full, origin_of, signature_of
from parindex.documents.paper import Paper, Signature
from parindex.documents.people import leader_signature
from parindex.documents.periodic_report import (
    Collation,
    ColumnKind,
    Contribution,
    PeriodicReportContext,
    StatColumn,
    Statistics,
    StatRow,
    TextSection,
)
from parindex.kernel.clock import vietnam_date
from parindex.reporting.cells import Value
from parindex.reporting.choices import JointState, Origin, PeriodKind, ReportKind
from parindex.reporting.collating.queries import standing_of
from parindex.reporting.models import Report, ReportingPeriod
from parindex.reporting.outline import CellType, Column, TableRow
from parindex.reporting.views import ReportView, SectionView, TableView

_PERIODS = {
    PeriodKind.QUARTER_1: "quý I năm {year}",
    PeriodKind.HALF_YEAR: "6 tháng đầu năm {year}",
    PeriodKind.NINE_MONTHS: "9 tháng đầu năm {year}",
    PeriodKind.YEAR: "năm {year}",
}
_KINDS = {CellType.RATIO: ColumnKind.PERCENT, CellType.TEXT: ColumnKind.TEXT}
_LONGEST_CELL = 120  # characters of text in a cell; what is longer stands under the table


def report_paper(view: ReportView) -> Paper:
    """Return the report as a paper: signed and dated as it was approved, marked a draft before that."""
    return periodic_report.compose(periodic_context(view))


def periodic_context(view: ReportView) -> PeriodicReportContext:
    """Return everything that the report says."""
    report, period = view.report, view.report.period
    is_collated = report.kind == ReportKind.BODY
    dated = vietnam_date(report.approved_at) if report.approved_at else None
    with override("vi"):  # documents are Vietnamese whatever the reader's language
        return PeriodicReportContext(
            origin=origin_of(
                report.unit,
                kind_symbol="BC",
                year=dated.year if dated else period.due_at.year,
                dated=dated,
            ),
            period=period_words(period),
            area=in_full(report.unit.body).removeprefix(COMMITTEE).strip() if is_collated else "",
            ordered_by=in_full(period.ordered_by),
            plan=in_full(period.plan),
            data_from=period.data_from,
            data_until=period.data_until,
            sections=tuple(_section(section) for section in view.sections),
            tables=tuple(_statistics(table) for table in view.tables),
            collation=_collation(period) if is_collated else None,
            addressees=_addressees(report),
            signature=_signature(report),
            recipients=_recipients(report),
            synthetic=bool(period.synthetic_note),
            draft=not report.approved_at,
        )


def period_words(period: ReportingPeriod) -> str:
    """Return "quý I năm 2024"."""
    return _PERIODS[PeriodKind(period.kind)].format(year=period.year)


def _section(view: SectionView) -> TextSection:
    return TextSection(
        title=view.section.title,
        level=view.section.level,
        is_heading=view.section.is_heading,
        texts=tuple(row.text for row in view.passages if row.text.strip()),
        contributions=tuple(
            Contribution(agency=joint.agency.name, text=joint.text)
            for joint in view.joints
            if joint.state == JointState.GIVEN and joint.text.strip() not in view.text
        ),
    )


def _statistics(view: TableView) -> Statistics:
    return Statistics(
        title=view.table.title,
        columns=tuple(
            StatColumn(
                title=column.title,
                unit=column.unit,
                kind=_KINDS.get(column.type, ColumnKind.FIGURE),
            )
            for column in view.table.columns
        ),
        rows=tuple(
            StatRow(
                title=row.title,
                cells=tuple(_cell(view, row, column) for column in view.table.columns),
                illustrative=row.illustrative,
            )
            for row in view.table.rows
        ),
        remarks=tuple(_remarks(view)),
        illustrative=view.table.illustrative,
    )


def _cell(view: TableView, row: TableRow, column: Column) -> Value:
    value = view.value(row.code, column.code)
    return "Xem ghi chú dưới biểu" if _is_long(value) else value


def _is_long(value: Value) -> bool:
    return isinstance(value, str) and len(value) > _LONGEST_CELL


def _remarks(view: TableView) -> Iterator[str]:
    """Yield long texts, and for each figure that is not the plain sum what was chosen and why."""
    for row in view.table.rows:
        for column in view.table.columns:
            cell = view.cell(row.code, column.code)
            place = f"{row.title}, {column.title[:1].lower()}{column.title[1:]}"
            if _is_long(cell.value):
                yield f"{place}: {cell.value}"
            if cell.figure is not None and cell.figure.reason and cell.figure.source_note:
                chosen = "Lấy tổng" if cell.figure.origin == Origin.COLLATED else "Không lấy tổng"
                yield (
                    f"{place}: {cell.figure.source_note} {chosen}; lý do: "
                    f"{cell.figure.reason.rstrip('.')}."
                )


def _collation(period: ReportingPeriod) -> Collation:
    standing = standing_of(period)
    return Collation(
        asked=standing.asked,
        included=len(standing.included),
        missing=tuple(
            row.unit.name if row.unit.is_agency else row.unit.body for row in standing.absent
        ),
    )


def _addressees(report: Report) -> tuple[str, ...]:
    if report.kind == ReportKind.BODY:
        return (full_name(report.unit.parent),) if report.unit.parent else ()
    period = report.period
    return (f"{full_name(period.body)} (qua {period.coordinator.name})",)


def _signature(report: Report) -> Signature:
    if report.approved_at:
        return leader_signature(report.unit, name=report.approved_by)
    return signature_of(report.unit, name="")


def _recipients(report: Report) -> tuple[str, ...]:
    keeper = report.period.coordinator.symbol.removeprefix("P") if report.kind == "BODY" else ""
    return (
        "Như trên" if _addressees(report) else "Các cơ quan, đơn vị",
        f"Lãnh đạo {report.unit.body}",
        f"Lưu: VT, {keeper}" if keeper else "Lưu: VT",
    )
