"""Plain values of cells, and the names people know cells by."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Uncomputed:
    """A formula whose result is not kept in the file."""

    formula: str


Value = str | int | Decimal | bool | dt.date | dt.time | dt.timedelta | Uncomputed | None


def column_name(column: int) -> str:
    """Return the letters of a column counted from 0: 3 is D."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, both counted from 0: (6, 3) is D7."""
    return f"{column_name(column)}{row + 1}"


def clean(text: str) -> str:
    """Return a text in composed letters on one line, without blanks around it."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_empty(value: Value) -> bool:
    """Tell whether a cell holds nothing: blanks are nothing."""
    return value is None or (isinstance(value, str) and not value.strip())
