"""What a periodic report needs to know; whoever fills it needs no knowledge of its layout.

The content is the one the letter of UBND huyện Cao Lộc (02/2024, thư 004) asks for: texts section by section and the
statistics, approved by the leader. The collated report of a body has the same form and says whose reports are in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from parindex.documents.citations import Origin
from parindex.documents.paper import Signature


class ColumnKind(StrEnum):
    """What a column of the statistics holds."""

    FIGURE = "figure"  # written exactly, thousands parted
    PERCENT = "percent"  # two decimals
    TEXT = "text"


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What a partner department added to a section."""

    agency: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TextSection:
    """A section as it is printed, in order; the numbers ("I.", "1.") are given by its level (1, 2, 3).

    `texts`: line breaks open new paragraphs, lines that open with "- " become items. `is_heading`: only a title.
    """

    title: str
    level: int = 1
    texts: tuple[str, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True, kw_only=True)
class StatColumn:
    """A column of the statistics; `unit` stands below its title ("triệu đồng")."""

    title: str
    kind: ColumnKind = ColumnKind.FIGURE
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class StatRow:
    """A row with a cell for every column; None where nobody gave a figure, which is not zero."""

    title: str
    cells: tuple[int | Decimal | str | None, ...]
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class Statistics:
    """A table of the annex; `remarks` are sentences under it, e.g. why a figure is not the sum."""

    title: str
    columns: tuple[StatColumn, ...]
    rows: tuple[StatRow, ...]
    remarks: tuple[str, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class Collation:
    """Of how many reports a collated one is made, and who sent none."""

    asked: int
    included: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PeriodicReportContext:
    """Everything in a periodic report.

    - `origin`: who reports, number, place and date. `area`: "huyện Cao Lộc" in a report on more than the body itself.
    - `period`: "quý I năm 2024". `ordered_by`, `plan`: the letter that asks and the plan reported on, "" for none.
    - `data_from`, `data_until`: both days are counted.
    - `collation`: only in a collated report. `addressees`, `recipients`: without "- " and closing marks.
    - `synthetic`: data made up for a demonstration. `draft`: the leader has not approved it yet; the report says so.
    """

    origin: Origin
    period: str
    sections: tuple[TextSection, ...]
    tables: tuple[Statistics, ...]
    addressees: tuple[str, ...]
    signature: Signature
    recipients: tuple[str, ...]
    data_from: date
    data_until: date
    area: str = ""
    ordered_by: str = ""
    plan: str = ""
    collation: Collation | None = None
    synthetic: bool = False
    draft: bool = False
