"""What people type into reports: read by the column's type, kept as typed when it is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, QueryDict

from parindex.kernel.errors import Correctable, PersonError, Stale
from parindex.reporting.outline import CellType, Column
from parindex.viet import format_decimal
from parindex.web.shell.forms import read_decimal, read_whole
from parindex.web.shell.middleware import CONFLICT, UNPROCESSABLE


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether HTMX asks for a fragment."""
    return bool(getattr(request, "htmx", False))


def status_of(error: PersonError | None) -> int:
    """Return the status of an answer that shows an error."""
    if error is None:
        return 200
    return CONFLICT if isinstance(error, Stale) else UNPROCESSABLE


def version_of(post: QueryDict) -> int:
    """Return the version that the person saw; 0 for junk."""
    text = post.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def field_of(error: Correctable | None) -> str:
    """Return the field at fault, "" where none is named."""
    return str(getattr(error, "field", "")) if error else ""


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
