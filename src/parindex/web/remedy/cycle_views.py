"""What all units of a cycle do about their lost points: by action, by unit, and as a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parindex.kernel.clock import now, vietnam_date
from parindex.remedies.exports import board_xlsx
from parindex.remedies.queries.board import (
    BoardFilter,
    BoardKey,
    BoardRow,
    Totals,
    UnitRow,
    all_rows,
    board_keys,
    board_rows,
    totals_of,
    unit_rows,
)
from parindex.web.remedy.files import sent
from parindex.web.remedy.rows import KINDS, STATES, TONES
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.loaders import overseen_cycle

PAGE_SIZE = 50
BY_UNIT = "don-vi"


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A row of the board with what the page says of it."""

    row: BoardRow
    is_overdue: bool

    @property
    def tone(self) -> str:
        return TONES[self.row.progress.state]


@dataclass(frozen=True, kw_only=True)
class BoardPage:
    """Everything on the page; ``rows`` are units when it is looked at by unit."""

    wanted: BoardFilter
    is_by_unit: bool
    rows: Page[Any]
    shown: Sequence[Any]
    units: Sequence[UnitRow]
    totals: Totals
    query: str

    states = STATES
    kinds = KINDS

    @property
    def unit_names(self) -> list[UnitRow]:
        """The units in Vietnamese order, to choose from."""
        return sorted(self.units, key=lambda row: row.unit.sort_key)


@loads("oversees the cycle", overseen_cycle)
@require_safe
def board(request: PersonRequest, cycle: Any) -> HttpResponse:
    """Show the board of the cycle."""
    today, wanted = vietnam_date(now()), _wanted(request.GET)
    units = unit_rows(cycle, today=today)
    is_by_unit = request.GET.get("xem") == BY_UNIT
    keys = units if is_by_unit else board_keys(cycle, wanted, today=today)
    rows: Page[Any] = Paginator(keys, PAGE_SIZE).get_page(request.GET.get("trang", "1"))
    page = BoardPage(
        wanted=wanted,
        is_by_unit=is_by_unit,
        rows=rows,
        shown=list(rows) if is_by_unit else _shown(rows, today),
        units=units,
        totals=totals_of(cycle, units, today=today),
        query=_without_page(request.GET),
    )
    return render(request, "remedy/cycle.html", {"cycle": cycle, "page": page})


@loads("oversees the cycle", overseen_cycle)
@require_safe
def board_file(request: PersonRequest, cycle: Any) -> HttpResponse:
    """Send what the filter leaves as a workbook, with the units beside it."""
    at = now()
    today = vietnam_date(at)
    keys = board_keys(cycle, _wanted(request.GET), today=today)
    file = board_xlsx(cycle, all_rows(keys), unit_rows(cycle, today=today), now=at)
    return sent(file, f"khac-phuc-{cycle.code}.xlsx")


def _wanted(query: Any) -> BoardFilter:
    kind, state = query.get("loai", ""), query.get("trang-thai", "")
    return BoardFilter(
        kind=kind if kind in dict(KINDS) else "",
        state=state if state in dict(STATES) else "",
        unit=query.get("don-vi", "")[:80],
        words=query.get("tim", "")[:100],
    )


def _shown(keys: Iterable[BoardKey], today: dt.date) -> list[ShownRow]:
    return [
        ShownRow(row=row, is_overdue=row.progress.is_overdue(today))
        for row in board_rows(list(keys))
    ]


def _without_page(query: Any) -> str:
    """Return the query string without the page, to put another page behind it."""
    kept = query.copy()
    kept.pop("trang", None)
    return f"{kept.urlencode()}&" if kept else ""
