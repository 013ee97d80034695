"""XLSX as a spreadsheet last saved it: results of formulas, never formulas computed anew."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from parindex.cli.tables.grid import Grid, TableError
from parindex.kernel.reading.cells import Uncomputed, Value

_MOST_ROWS, _MOST_COLUMNS = 10_000, 400
_DIGITS = 15  # what a spreadsheet shows of a number; the sixteenth is binary noise


def read_sheets(path: Path, sheet: str | None) -> list[Grid]:
    """Return the sheets of a workbook in their order, or the one of a name; raises TableError."""
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and every command would pay
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - as above

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and buttons, which are not read
        try:
            kept, written = (
                load_workbook(path, read_only=True, data_only=results) for results in (True, False)
            )
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
            raise TableError(
                f"{path.name}: không mở được như tệp XLSX (tệp hỏng, có mật khẩu, hoặc là .xls cũ); "
                "hãy lưu lại dạng .xlsx không có mật khẩu."
            ) from None
        names = [page.title for page in kept.worksheets]
        if sheet is not None and sheet not in names:
            raise TableError(f"{path.name}: không có trang “{sheet}”; có: {', '.join(names)}.")
        grids = [
            Grid(source=path.name, sheet=name, rows=_rows(kept[name], written[name], name))
            for name in names
            if sheet in {None, name}
        ]
        kept.close()
        written.close()
    return grids


def _rows(kept: Any, written: Any, name: str) -> tuple[tuple[Value, ...], ...]:
    rows: list[tuple[Value, ...]] = []
    for results, formulas in zip(_cells(kept), _cells(written), strict=False):
        if len(rows) >= _MOST_ROWS:
            raise TableError(f"Trang “{name}” có hơn {_MOST_ROWS} dòng; hãy bỏ các dòng thừa.")
        rows.append(
            tuple(_value(*pair) for pair in zip(results, formulas, strict=False))[:_MOST_COLUMNS]
        )
    return tuple(rows)


def _cells(page: Any) -> Iterator[tuple[Any, ...]]:
    page.reset_dimensions()  # what the file says of its own size is often wrong
    yield from page.iter_rows(values_only=True)


def _value(result: Any, formula: Any) -> Value:
    if result is None and isinstance(formula, str) and formula.startswith("="):
        return Uncomputed(formula)
    if isinstance(result, float):
        return Decimal(format(result, f".{_DIGITS}g"))
    known = isinstance(result, str | bool | int | dt.date | dt.time | dt.timedelta)
    return result if known or result is None else str(result)
