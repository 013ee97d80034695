"""Writes tables as XLSX row by row: a table of any length takes the memory of one row.

Figures and days are figures and days, texts are texts whatever they open with. Each sheet has a head that
stays in sight and is printed on every page, filters, and A4 landscape as wide as the table.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from parindex.kernel.clock import VIETNAM
from parindex.kernel.sheets.table import Cell, Column, Formula, Sheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_MAX = 32_767  # letters, the most a cell holds
NAME_MAX = 31  # letters, the most a sheet's name holds
_A4 = 9
_UNNAMEABLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TITLE = re.compile(r"\[([^\]]+)\]")
_EPOCH = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - xlsxwriter wants naive times


def xlsx_bytes(sheets: Iterable[Sheet], *, title: str, created: dt.datetime | None = None) -> bytes:
    """Return a workbook; equal tables of the same moment give equal bytes."""
    stream = io.BytesIO()
    write_workbook(stream, sheets, title=title, created=created)
    return stream.getvalue()


def write_workbook(
    target: IO[bytes] | Path,
    sheets: Iterable[Sheet],
    *,
    title: str,
    created: dt.datetime | None = None,
) -> None:
    """Write a workbook into a file or a stream. Rows wait on the disk, in a file of their own, not in memory."""
    import xlsxwriter  # noqa: PLC0415 - slow to import, and every command would pay

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    place = str(target) if isinstance(target, Path) else target
    with xlsxwriter.Workbook(place, options) as book:
        moment = created.astimezone(VIETNAM).replace(tzinfo=None) if created else _EPOCH
        book.set_properties({"title": title[:255], "created": moment})
        looks = _Looks(book)
        taken: set[str] = set()
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_name(sheet.name, taken)), sheet, looks)


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, number: str = "", **marks: object) -> Any:
        marks = {"valign": "top", **({"num_format": number} if number else {}), **marks}
        key = tuple(sorted(marks.items(), key=lambda mark: mark[0]))
        if key not in self._made:
            self._made[key] = self._book.add_format(marks)
        return self._made[key]


def _write_sheet(page: Any, sheet: Sheet, looks: _Looks) -> None:
    top = len(sheet.heading)
    for line, words in enumerate(sheet.heading):
        page.write_string(line, 0, words[:CELL_MAX], looks(bold=True))
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
    head = looks(bold=True, text_wrap=True, bg_color="#EAF0F4", border=1)
    for place, column in enumerate(sheet.columns):
        page.write_string(top, place, column.title, head)
    last, sums = _write_rows(sheet, _Writer(page, sheet.columns, looks), top)
    page.autofilter(top, 0, max(last, top + 1), len(sheet.columns) - 1)
    if sheet.has_totals and last > top:
        _write_totals(page, sheet, looks, first=top + 1, last=last, sums=sums)
        last += 1
    _set_page(page, sheet, top=top, last=last)


def _write_rows(sheet: Sheet, write: _Writer, top: int) -> tuple[int, list[Decimal | int]]:
    """Write the rows one by one; return the last line and the sum of each column."""
    line = top
    summed = [place for place, column in enumerate(sheet.columns) if column.total]
    sums: list[Decimal | int] = [0] * len(sheet.columns)
    for line, row in enumerate(sheet.rows, start=top + 1):
        for place, value in enumerate(row):
            if value is not None:
                write(line, place, value)
        for place in summed:
            sums[place] += _figure(row[place])
    return line, sums


class _Writer:
    """Writes one cell after the other, each by its type."""

    def __init__(self, page: Any, columns: Sequence[Column], looks: _Looks) -> None:
        self._page = page
        self._looks = looks
        self._words = looks(text_wrap=True)
        self._whole = looks("#,##0")
        self._figures = [looks(_number_format(column.places)) for column in columns]
        self._day = looks("dd/mm/yyyy")
        self._moment = looks("dd/mm/yyyy hh:mm")
        self._places = {column.title: place for place, column in enumerate(columns)}

    def __call__(self, line: int, place: int, value: Cell) -> None:
        if isinstance(value, str):
            self._page.write_string(line, place, value[:CELL_MAX], self._words)
        elif isinstance(value, Decimal):
            self._page.write_number(line, place, value, self._figures[place])
        elif isinstance(value, int):
            self._page.write_number(line, place, value, self._whole)
        elif isinstance(value, Formula):
            self._write_formula(line, place, value)
        elif isinstance(value, dt.datetime):
            local = value.astimezone(VIETNAM).replace(tzinfo=None) if value.tzinfo else value
            self._page.write_datetime(line, place, local, self._moment)
        elif value is not None:
            self._page.write_datetime(line, place, value, self._day)

    def _write_formula(self, line: int, place: int, formula: Formula) -> None:
        text = _resolved(formula.text, self._places, line)
        look = self._whole if isinstance(formula.value, int) else self._figures[place]
        value = "" if formula.value is None else formula.value
        self._page.write_formula(line, place, f"={text}", look, value)


def _write_totals(
    page: Any, sheet: Sheet, looks: _Looks, *, first: int, last: int, sums: Sequence[Decimal | int]
) -> None:
    """Write the row of sums: SUM over the column, or a ratio of such sums, each with its value."""
    line, columns = last + 1, sheet.columns
    strong = looks(bold=True, top=1)
    places = {column.title: place for place, column in enumerate(columns)}
    by_title = {column.title: sums[place] for place, column in enumerate(columns)}
    free = next(
        (place for place, column in enumerate(columns) if not (column.total or column.ratio)), None
    )
    for place, column in enumerate(columns):
        figures = looks(_number_format(column.places), bold=True, top=1)
        if column.total:
            look = looks("#,##0", bold=True, top=1) if isinstance(sums[place], int) else figures
            area = f"{_address(place, first)}:{_address(place, last)}"
            page.write_formula(line, place, f"=SUM({area})", look, sums[place])
        elif column.ratio:
            text = _resolved(column.ratio, places, line)
            value = _ratio(column.ratio, by_title)
            page.write_formula(line, place, f'=IFERROR({text},"")', figures, value)
        else:
            page.write(line, place, sheet.total_label if place == free else None, strong)


def _ratio(text: str, sums: Mapping[str, Decimal | int]) -> Decimal | str:
    """Return what a ratio "[a]/[b]" or "[a]/[b]*100" comes to, or nothing for a whole of nothing."""
    found = re.fullmatch(r"\[([^\]]+)\]/\[([^\]]+)\](?:\*(\d+))?", text)
    if found is None:
        message = f"a ratio reads [a]/[b] or [a]/[b]*100, not {text}"
        raise ValueError(message)
    part, whole, times = sums[found[1]], sums[found[2]], int(found[3] or 1)
    return Decimal(part) / Decimal(whole) * times if whole else ""


def _set_page(page: Any, sheet: Sheet, *, top: int, last: int) -> None:
    """Freeze the head, and print the table alone: A4 landscape, as wide as it is, the head on every page."""
    page.freeze_panes(top + 1, sheet.keep)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.print_area(0, 0, max(last, top), len(sheet.columns) - 1)
    page.set_footer("&L&A&R&P/&N")


def _number_format(places: int | None) -> str:
    if places == 0:
        return "#,##0.####"
    return f"#,##0.{'0' * (2 if places is None else places)}##"


def _figure(value: Cell) -> Decimal | int:
    """Return what a cell adds to a sum: texts and gaps add nothing, as in a spreadsheet."""
    if isinstance(value, Formula):
        value = value.value
    return value if isinstance(value, Decimal | int) else 0


def _resolved(text: str, places: Mapping[str, int], line: int) -> str:
    """Put cells of a line for titles in brackets; "[#3]" is the third column, whatever its title holds."""

    def place_of(title: str) -> int:
        return int(title[1:]) - 1 if title.startswith("#") else places[title]

    return _TITLE.sub(lambda found: _address(place_of(found[1]), line), text)


def _address(place: int, line: int) -> str:
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{line + 1}"


def _name(wanted: str, taken: set[str]) -> str:
    """Return a name that a spreadsheet takes and that no other sheet has."""
    base = _UNNAMEABLE.sub("-", wanted).strip("' ")[:NAME_MAX] or "Trang"
    name, number = base, 2
    while name.casefold() in taken:
        name = f"{base[: NAME_MAX - len(str(number)) - 3]} ({number})"
        number += 1
    taken.add(name.casefold())
    return name
