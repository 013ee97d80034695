"""A table as CSV that a Vietnamese Excel opens by a double click.

Vietnam writes decimals with a comma; an Excel set so parts columns at semicolons, and takes "7,85" for a
number. The byte order mark tells it that the text is UTF-8. No ``sep=`` line: it would make Excel overlook
the mark, and other programs read it as a row.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

from parindex.kernel.sheets.table import Cell, Column, Formula, Sheet
from parindex.viet import format_date, format_decimal

# A spreadsheet takes a text that opens with one of these for a formula (the wide forms too).
_FORMULA_STARTS = (
    *("=", "+", "-", "@", "\t", "\r", "\n"),
    *("\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}"),
    *("\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}"),
)
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def csv_bytes(sheet: Sheet) -> bytes:
    """Return the head and the rows; neither heading lines nor sums, so that programs can read it back."""
    stream = io.StringIO(newline="")
    stream.write(_BOM)
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_text(column.title) for column in sheet.columns])
    for row in sheet.rows:
        cells = zip(row, sheet.columns, strict=True)
        writer.writerow([_cell(value, column) for value, column in cells])
    return stream.getvalue().encode()


def _cell(value: Cell, column: Column) -> str:
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format_decimal(value, _places(value, column))
    if isinstance(value, dt.datetime):
        return f"{format_date(value.date())} {value:%H:%M}"
    if isinstance(value, dt.date):
        return format_date(value)
    return _text(value) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula: an apostrophe makes it text."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def _places(value: Decimal, column: Column) -> int | None:
    """Return the decimals to show: the column's, but never fewer than the figure has."""
    exponent = value.normalize().as_tuple().exponent
    needed = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return column.places if column.places is not None and needed <= column.places else None
