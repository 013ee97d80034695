"""One report as people see it: its sections, tables and what is missing, put together from its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.reporting.cells import CellKey, Value, ratio_of, stored_value
from parindex.reporting.choices import JointState, Origin, ReportKind
from parindex.reporting.models import Figure, Joint, Passage, Report
from parindex.reporting.outline import (
    Asked,
    CellType,
    Column,
    Outline,
    Section,
    StatTable,
    TableRow,
)
from parindex.viet import format_decimal

_ASKED = {
    ReportKind.UNIT: frozenset({Asked.UNIT}),
    ReportKind.LEAD: frozenset({Asked.UNIT, Asked.LEAD}),
    ReportKind.BODY: frozenset({Asked.BODY}),
}


@dataclass(frozen=True, kw_only=True)
class SectionView:
    """A section of a report: one passage where a body writes of itself, many in a collated one."""

    section: Section
    passages: tuple[Passage, ...] = ()
    joints: tuple[Joint, ...] = ()

    @property
    def code(self) -> str:
        return self.section.code

    @property
    def passage(self) -> Passage | None:
        """Return the one passage of a body's own section."""
        return self.passages[0] if self.passages else None

    @property
    def text(self) -> str:
        return "\n\n".join(row.text for row in self.passages if row.text.strip())

    @property
    def version(self) -> int:
        return self.passages[0].version if self.passages else 0

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()

    @property
    def is_prefilled(self) -> bool:
        """Tell whether the text stands as it was filled in, so that nobody changed it yet."""
        return any(
            row.origin == Origin.PREFILLED and not row.is_edited and row.text.strip()
            for row in self.passages
        )


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What stands in a cell; a ratio is computed and has no figure of its own."""

    value: Value = None
    figure: Figure | None = None

    @property
    def version(self) -> int:
        return self.figure.version if self.figure else 0

    @property
    def is_prefilled(self) -> bool:
        return bool(self.figure and self.figure.origin == Origin.PREFILLED and self.has_value)

    @property
    def has_value(self) -> bool:
        return self.value is not None


EMPTY = Cell()


@dataclass(frozen=True, kw_only=True)
class TableView:
    """A table with its cells; ``is_area``: a lead department tells of the whole area in it."""

    table: StatTable
    cells: Mapping[CellKey, Cell]
    is_area: bool = False

    @property
    def code(self) -> str:
        return self.table.code

    def cell(self, row_code: str, column_code: str) -> Cell:
        return self.cells.get((row_code, column_code), EMPTY)

    def value(self, row_code: str, column_code: str) -> Value:
        return self.cell(row_code, column_code).value

    @cached_property
    def empty(self) -> list[tuple[TableRow, Column]]:
        """Return the number cells that nobody filled."""
        return [
            (row, column)
            for row in self.table.rows
            for column in self.table.columns
            if is_number(column) and not self.cell(row.code, column.code).has_value
        ]

    @cached_property
    def problems(self) -> dict[CellKey, str]:
        """Return what cannot be: a part that is larger than its whole."""
        found: dict[CellKey, str] = {}
        for row in self.table.rows:
            for column in self.table.columns:
                whole = self.value(row.code, column.part_of) if column.part_of else None
                part = self.value(row.code, column.code)
                if _exceeds(part, whole):
                    of = self.table.column(column.part_of)
                    found[row.code, column.code] = _("Lớn hơn cột “%(whole)s”.") % {
                        "whole": of.title if of else column.part_of
                    }
        return found


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """Everything of one report; ``missing`` says in sentences what keeps it from approval."""

    report: Report
    outline: Outline
    led: tuple[str, ...] = ()
    sections: tuple[SectionView, ...] = ()
    tables: tuple[TableView, ...] = ()
    missing: tuple[str, ...] = field(default=())

    def section(self, code: str) -> SectionView | None:
        return next((row for row in self.sections if row.code == code), None)

    def table(self, code: str) -> TableView | None:
        return next((row for row in self.tables if row.code == code), None)


def is_number(column: Column) -> bool:
    """Tell whether a column is typed in and summed upward."""
    return column.type in {CellType.COUNT, CellType.AMOUNT}


def sections_for(outline: Outline, kind: str, led: Iterable[str]) -> list[Section]:
    """Return the sections of a kind of report; of a lead's ones those of the fields it leads."""
    asked, fields = _ASKED[ReportKind(kind)], set(led)
    return [
        section
        for section in outline.sections
        if section.asked_of & asked
        and (
            not section.field
            or section.field in fields
            or Asked.LEAD not in section.asked_of
            or kind != ReportKind.LEAD
        )
    ]


def tables_for(outline: Outline, kind: str, led: Iterable[str]) -> list[tuple[StatTable, bool]]:
    """Return the tables of a kind of report, each with whether it tells of the whole area."""
    asked, fields = _ASKED[ReportKind(kind)], set(led)
    found = []
    for table in outline.tables:
        is_led = kind == ReportKind.LEAD and Asked.LEAD in table.asked_of and table.field in fields
        own = table.asked_of & asked - {Asked.LEAD}
        if is_led or own:
            found.append((table, is_led))
    return found


def build_view(
    *,
    report: Report,
    outline: Outline,
    led: Sequence[str],
    passages: Iterable[Passage],
    figures: Iterable[Figure],
    joints: Iterable[Joint],
) -> ReportView:
    """Put a report's rows together; no query is made here."""
    texts: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        texts[passage.section_code].append(passage)
    helpers: dict[str, list[Joint]] = defaultdict(list)
    for joint in joints:
        helpers[joint.section_code].append(joint)
    by_table: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_table[figure.table_code].append(figure)
    sections = tuple(
        SectionView(
            section=section,
            passages=tuple(sorted(texts[section.code], key=lambda row: row.place)),
            joints=tuple(helpers[section.code]),
        )
        for section in sections_for(outline, report.kind, led)
    )
    tables = tuple(
        TableView(table=table, cells=cells_of(table, by_table[table.code]), is_area=is_area)
        for table, is_area in tables_for(outline, report.kind, led)
    )
    return ReportView(
        report=report,
        outline=outline,
        led=tuple(led),
        sections=sections,
        tables=tables,
        missing=(*_missing_texts(sections), *_missing_joints(sections), *_missing_figures(tables)),
    )


def cells_of(table: StatTable, figures: Iterable[Figure]) -> dict[CellKey, Cell]:
    """Return the cells of a table, ratios computed; what the table no longer has is left out."""
    cells: dict[CellKey, Cell] = {}
    for figure in figures:
        column = table.column(figure.column_code)
        if column is None or table.row(figure.row_code) is None or column.type is CellType.RATIO:
            continue
        value = stored_value(column, figure.raw)
        cells[figure.row_code, column.code] = Cell(value=value, figure=figure)
    ratios = [column for column in table.columns if column.type is CellType.RATIO]
    for row in table.rows:
        for column in ratios:
            parts = (
                cells.get((row.code, code), EMPTY).value
                for code in (column.numerator, column.denominator)
            )
            cells[row.code, column.code] = Cell(value=ratio_of(*parts))
    return cells


def falls_of(view: TableView, before: TableView | None) -> dict[CellKey, str]:
    """Return which figures that count from the beginning of the year are below the period before's.

    A fall may be a correction, so it is said and stands in nobody's way.
    """
    found: dict[CellKey, str] = {}
    for row in view.table.rows if before else ():
        for column in view.table.columns:
            last = before.value(row.code, column.code) if before and column.cumulative else None
            if _exceeds(last, view.value(row.code, column.code)):
                found[row.code, column.code] = _("Lũy kế thấp hơn kỳ trước (%(last)s).") % {
                    "last": format_decimal(Decimal(last)) if last is not None else ""
                }
    return found


def _missing_texts(sections: Iterable[SectionView]) -> list[str]:
    return [
        _("Mục “%(title)s” chưa có nội dung.") % {"title": view.section.title}
        for view in sections
        if view.section.required and not view.section.is_heading and view.is_empty
    ]


def _missing_joints(sections: Iterable[SectionView]) -> list[str]:
    return [
        _("Mục “%(title)s”: %(agency)s chưa gửi nội dung phối hợp.")
        % {"title": view.section.title, "agency": joint.agency.name}
        for view in sections
        for joint in view.joints
        if joint.state == JointState.ASKED
    ]


def _missing_figures(tables: Iterable[TableView]) -> list[str]:
    said = []
    for view in tables:
        if view.empty:
            count = len(view.empty)
            said.append(
                ngettext(
                    "Bảng “%(title)s” còn %(count)d ô chưa nhập (không có thì ghi 0).",
                    "Bảng “%(title)s” còn %(count)d ô chưa nhập (không có thì ghi 0).",
                    count,
                )
                % {"title": view.table.title, "count": count}
            )
        for row_code, column_code in view.problems:
            row, column = view.table.row(row_code), view.table.column(column_code)
            said.append(
                _("Bảng “%(title)s”, dòng “%(row)s”, cột “%(column)s”: %(problem)s")
                % {
                    "title": view.table.title,
                    "row": row.title if row else row_code,
                    "column": column.title if column else column_code,
                    "problem": view.problems[row_code, column_code],
                }
            )
    return said


def _exceeds(part: Value, whole: Value) -> bool:
    if part is None or whole is None or isinstance(part, str) or isinstance(whole, str):
        return False
    return part > whole
