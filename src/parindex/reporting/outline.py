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
    """A heading that wants text; ``field`` limits a lead's section to who leads that field."""

    code: str
    title: str
    asked_of: frozenset[Asked]
    level: int = 1
    field: str = ""
    guidance: str = ""
    required: bool = True
    prefill: Prefill = Prefill.NONE


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
    """A fixed row of a table; ``fact`` names by column a fact of the unit's criteria set that says the same."""

    code: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class StatTable:
    """A statistics annex; ``field`` is the field whose lead department may hold another figure."""

    code: str
    title: str
    asked_of: frozenset[Asked]
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    field: str = ""


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
    illustrative: bool = False
