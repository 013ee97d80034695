"""The rows of the board, filtered and counted: five queries, however many bodies report."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from parindex.accounts.rules import Actor
from parindex.reporting.choices import ReportKind, ReportState
from parindex.reporting.outline import Outline
from parindex.reporting.queries import Progress, led_fields, progress_of, reports_of
from parindex.reporting.reading import outline_of
from parindex.reporting.rules import is_handed_in, is_late, may_coordinate
from parindex.reporting.views import is_number, sections_for, tables_for
from parindex.viet import search_key
from parindex.web.shell.deadlines import Countdown, countdown

LOOKS = {
    "chua-gui": gettext_lazy("Chưa gửi"),
    "qua-han": gettext_lazy("Quá hạn, chưa gửi"),
    "cho-nhan": gettext_lazy("Chờ tiếp nhận"),
    "da-nhan": gettext_lazy("Đã tiếp nhận"),
    "gui-muon": gettext_lazy("Gửi muộn"),
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filter in the address."""

    look: str = ""
    text: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        look = query.get("trang-thai", "")
        return cls(look=look if look in LOOKS else "", text=query.get("tim", "").strip()[:100])


@dataclass(frozen=True, kw_only=True)
class Row:
    """A body's report on the board; ``total`` are the sections and cells that it must fill."""

    report: Any
    led: Sequence[str]
    filled: int
    total: int
    is_late: bool
    due: Countdown | None

    @property
    def is_handed_in(self) -> bool:
        return is_handed_in(self.report)

    @property
    def looks(self) -> set[str]:
        """Return the filters that the row passes."""
        found = set()
        if self.report.state == ReportState.SUBMITTED:
            found.add("cho-nhan")
        elif self.report.state == ReportState.RECEIVED:
            found.add("da-nhan")
        else:
            found |= {"chua-gui", "qua-han"} if self.is_late else {"chua-gui"}
        return found | ({"gui-muon"} if self.is_handed_in and self.report.is_late else set())


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything on the page."""

    wanted: Wanted
    rows: Sequence[Row]
    shown: Sequence[Row]
    counts: Mapping[str, int]
    may_run: bool

    @property
    def looks(self) -> list[tuple[str, str, int]]:
        return [(code, str(label), self.counts.get(code, 0)) for code, label in LOOKS.items()]

    @property
    def sent(self) -> int:
        return self.counts.get("cho-nhan", 0) + self.counts.get("da-nhan", 0)

    @property
    def waiting(self) -> int:
        return self.counts.get("chua-gui", 0)

    @property
    def overdue(self) -> int:
        return self.counts.get("qua-han", 0)

    @property
    def late(self) -> int:
        return self.counts.get("gui-muon", 0)

    @property
    def to_receive(self) -> int:
        return self.counts.get("cho-nhan", 0)


def build_board(actor: Actor, period: Any, wanted: Wanted, *, now: dt.datetime) -> Board:
    """Gather the board."""
    outline = outline_of(period.outline)
    led, progress = led_fields(period), progress_of(period)
    names = {part.code: part.name for part in outline.fields}
    rows = [
        _row(report, outline, led.get(report.unit_id, ()), progress.get(report.pk), names, now)
        for report in reports_of(period).exclude(kind=ReportKind.BODY)
    ]
    words = search_key(wanted.text)
    return Board(
        wanted=wanted,
        rows=rows,
        shown=[
            row
            for row in rows
            if (not wanted.look or wanted.look in row.looks)
            and words in search_key(row.report.unit.name)
        ],
        counts=Counter(look for row in rows for look in row.looks),
        may_run=may_coordinate(actor, period),
    )


def _row(  # noqa: PLR0917 - a row of what was loaded for all
    report: Any,
    outline: Outline,
    led: Sequence[str],
    done: Progress | None,
    names: Mapping[str, str],
    now: dt.datetime,
) -> Row:
    handed_in = is_handed_in(report)
    return Row(
        report=report,
        led=[names[code] for code in led] if report.kind == ReportKind.LEAD else [],
        filled=(done.passages + done.figures) if done else 0,
        total=_total(outline, report.kind, led),
        is_late=not handed_in and is_late(report, now),
        due=None if handed_in else countdown(report.due_at, now=now),
    )


def _total(outline: Outline, kind: str, led: Sequence[str]) -> int:
    """Count the sections and number cells that a report has."""
    sections = [row for row in sections_for(outline, kind, led) if not row.is_heading]
    cells = sum(
        len(table.rows) * sum(is_number(column) for column in table.columns)
        for table, _is_area in tables_for(outline, kind, led)
    )
    return len(sections) + cells
