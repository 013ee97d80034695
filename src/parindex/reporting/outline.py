"""The outline of a periodic report as a value: sections, tables and fields. Pure: no Django.

An outline is data (``data/reports``), dated by the letter that orders it, so that a new order adds
a file and no code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Asked(StrEnum):
    """Whose report holds a section or table."""

    UNIT = "unit"  # every body, of itself
    LEAD = "lead"  # a lead department, of its field across the area
    BODY = "body"  # the collated report


class Prefill(StrEnum):
    """What a section is drafted from before anybody types."""

    NONE = "none"
    LAST_REPORT = "last_report"  # the same section of the period before
    WEAK_ITEMS = "weak_items"  # the published result's losses and their remedial actions
    EXPECTED_SCORE = "expected_score"  # the body's own index to date, in the fields of the lead


class CellType(StrEnum):
    """What a column of a table holds."""

    COUNT = "count"  # a whole number, summed upward
    AMOUNT = "amount"  # a decimal number, summed upward
    RATIO = "ratio"  # percent of two columns of the same row, never typed, recomputed upward
    TEXT = "text"  # listed upward, not summed


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of reform that a department leads; ``criteria_fields`` are its codes in the body's set."""

    code: str
    name: str
    criteria_fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading that wants text; ``field`` limits a lead's section to who leads that field.

    ``feeds`` names the section of the collated report that the text goes into, where that has
    another code. ``is_heading``: no text is asked for, the sections below it hold it.
    """

    code: str
    title: str
    asked_of: frozenset[Asked]
    level: int = 1
    is_heading: bool = False
    field: str = ""
    feeds: str = ""
    guidance: str = ""
    required: bool = True
    prefill: Prefill = Prefill.NONE

    @property
    def goes_to(self) -> str:
        """Return the code of the section of the collated report that this one is a source of."""
        return self.feeds or self.code


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column; a ratio names its ``numerator`` and ``denominator``, both columns before it.

    ``cumulative`` figures count from the beginning of the year and may not fall.
    """

    code: str
    title: str
    type: CellType
    unit: str = ""
    numerator: str = ""
    denominator: str = ""
    part_of: str = ""  # the column that it may not exceed
    cumulative: bool = False


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """A fixed row of a table; ``facts`` names by column what a fact of the unit's criteria set says.

    "on_time" is a whole fact, "on_time.numerator" and "on_time.denominator" a part of a ratio.
    """

    code: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class StatTable:
    """A statistics annex; ``field`` is the field whose lead department may hold another figure.

    In a lead department's report a table of its field tells of the whole area, every other of the
    department itself.
    """

    code: str
    title: str
    asked_of: frozenset[Asked]
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    field: str = ""
    illustrative: bool = False

    def column(self, code: str) -> Column | None:
        return next((column for column in self.columns if column.code == code), None)

    def row(self, code: str) -> TableRow | None:
        return next((row for row in self.rows if row.code == code), None)


@dataclass(frozen=True, kw_only=True)
class YearDay:
    """A day named by month; ``day`` 0 is the month's last, ``years`` counts from the period's year."""

    month: int
    day: int
    years: int = 0


@dataclass(frozen=True, kw_only=True)
class PeriodRule:
    """Data window and deadline of one kind of period; who sends on ``due_before`` is late."""

    kind: str
    data_from: YearDay
    data_until: YearDay
    due_before: YearDay
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What one reporting order asks for."""

    code: str
    name: str
    ordered_by: str
    source: str
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    tables: tuple[StatTable, ...]
    periods: tuple[PeriodRule, ...] = ()
    illustrative: bool = False

    def section(self, code: str) -> Section | None:
        return next((section for section in self.sections if section.code == code), None)

    def table(self, code: str) -> StatTable | None:
        return next((table for table in self.tables if table.code == code), None)

    def field(self, code: str) -> Field | None:
        return next((field for field in self.fields if field.code == code), None)

    def period(self, kind: str) -> PeriodRule | None:
        return next((rule for rule in self.periods if rule.kind == kind), None)
