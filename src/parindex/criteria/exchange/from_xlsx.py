"""The sheets of an XLSX as grids. Nothing is computed: a formula shows what was last saved for it."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from parindex.criteria.exchange.grids import LONGEST_CELL, Cell, Grid, Pages
from parindex.criteria.exchange.package import check_package, damaged

_MOST_COLUMNS = 60
_BROKEN = (
    InvalidFileException,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
)


def read_xlsx(path: Path) -> Pages:
    """Return the sheets of a workbook; raises ExchangeFileError."""
    check_package(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # parts that openpyxl does not know are of no use here
            written = load_workbook(path, data_only=False)
            saved = load_workbook(path, data_only=True)
            grids = tuple(_grid(sheet, saved[sheet.title]) for sheet in written.worksheets)
    except _BROKEN:
        raise damaged(path) from None
    return Pages(file=path.name, grids=grids)


def _grid(sheet: Worksheet, saved: Worksheet) -> Grid:
    by_row: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001 - a far corner must cost nothing
        if column <= _MOST_COLUMNS:
            shown = saved._cells.get((row, column))  # noqa: SLF001 - as above
            by_row.setdefault(row, {})[column] = _cell(sheet, cell, shown)
    rows = []
    for row in sorted(by_row):
        cells = by_row[row]
        rows.append(
            tuple(
                cells.get(column) or Cell(text="", place=f"{sheet.title}!{_name(column)}{row}")
                for column in range(1, max(cells) + 1)
            )
        )
    return Grid(name=sheet.title, rows=tuple(rows), is_hidden=sheet.sheet_state != "visible")


def _cell(sheet: Worksheet, cell: SheetCell | MergedCell, shown: Any) -> Cell:
    place = f"{sheet.title}!{cell.coordinate}"
    if isinstance(cell, MergedCell):
        return Cell(text="", place=place, is_covered=True)
    value, caution = cell.value, ""
    if cell.data_type == "f":
        value = shown.value if shown is not None else None
        caution = (
            "ô là công thức: lấy giá trị đã lưu trong tệp"
            if value is not None
            else "ô là công thức chưa có giá trị lưu trong tệp: bỏ trống"
        )
    elif isinstance(value, dt.date | dt.time):
        caution = "ô là ngày giờ, có thể do bảng tính tự đổi từ số"
    return Cell(
        text=_text(value)[:LONGEST_CELL].strip(),
        place=place,
        is_number=isinstance(value, int | float) and not isinstance(value, bool),
        caution=caution,
    )


def _text(value: Any) -> str:
    """Write a value as it is shown; a binary number as the shortest decimal that means it."""
    if value is None:
        return ""
    if isinstance(value, float):
        plain = format(Decimal(repr(value)), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)


def _name(column: int) -> str:
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
