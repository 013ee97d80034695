"""What people type into reports: read by the column's type, kept as typed when it is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from parindex.reporting.outline import CellType, Column
from parindex.viet import format_decimal
from parindex.web.shell.forms import read_decimal, read_whole


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether HTMX asks for a fragment."""
    return bool(getattr(request, "htmx", False))


def read_cell(column: Column, text: str) -> Any:
    """Return what was typed in the cell's wire form; raises UnreadableError with a sentence."""
    if column.type is CellType.COUNT:
        return read_whole(text)
    if column.type is CellType.AMOUNT:
        number = read_decimal(text)
        return None if number is None else format(number, "f")
    return text.strip() or None


def show_value(value: object) -> str:
    """Write a cell as a person would type it back."""
    if value is None:
        return ""
    return format_decimal(value) if isinstance(value, Decimal) else str(value)


def slug(*codes: str) -> str:
    """Return an id for a page from codes, which may hold points."""
    return "-".join(code.replace(".", "_") for code in codes)
