"""Cells of statistics tables: what may stand in them, how they are stored, what a ratio comes to. Pure."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from parindex.kernel import canonical
from parindex.reporting.outline import CellType, Column
from parindex.viet import round_half_up

Value = int | Decimal | str | None
CellKey = tuple[str, str]  # row and column

RATIO_PLACES = 2
LONGEST_TEXT = 1000
_AMOUNT = re.compile(r"-?\d{1,15}(?:\.\d{1,4})?", re.ASCII)
_LARGEST = 10**15


class CellError(ValueError):
    """The value cannot stand in the cell; ``kind`` says which sentence a person is told."""


def read_cell(column: Column, wire: Any) -> Value:
    """Return a wire value as what it is: a whole number, a decimal number (text on the wire), text.

    None and empty text are an empty cell. Raises CellError for what the column does not hold.
    """
    if wire is None or wire == "":
        return None
    if column.type is CellType.COUNT:
        return _count(wire)
    if column.type is CellType.AMOUNT:
        return _amount(wire)
    if column.type is CellType.TEXT and isinstance(wire, str) and len(wire) <= LONGEST_TEXT:
        return wire.strip() or None
    raise CellError(column.type.value)


def stored_value(column: Column, raw: str) -> Value:
    """Return the value of a stored cell."""
    return read_cell(column, json.loads(raw))


def write_raw(value: Value) -> str:
    """Return the text under which a cell is stored."""
    return canonical.to_text(value)


def ratio_of(numerator: Value, denominator: Value) -> Decimal | None:
    """Return percent to two places, a half upward; None where a part is missing or the whole is 0."""
    if numerator is None or not denominator:
        return None
    if isinstance(numerator, str) or isinstance(denominator, str):
        return None
    percent = Decimal(numerator) * 100 / Decimal(denominator)
    return round_half_up(percent, RATIO_PLACES)


def _count(wire: Any) -> int:
    if isinstance(wire, bool) or not isinstance(wire, int) or not 0 <= wire < _LARGEST:
        raise CellError(CellType.COUNT.value)
    return wire


def _amount(wire: Any) -> Decimal:
    text = str(wire) if isinstance(wire, int | Decimal) and not isinstance(wire, bool) else wire
    if not isinstance(text, str) or not _AMOUNT.fullmatch(text):
        raise CellError(CellType.AMOUNT.value)
    return Decimal(text)
