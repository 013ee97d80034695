"""Figures as Vietnamese official documents write them: a comma before the decimals, two digits for small counts."""

from __future__ import annotations

from decimal import Decimal

from parindex.viet import format_decimal

NOTHING = "–"


def points(value: Decimal | None, *, places: int = 2) -> str:
    """Return points with a fixed number of decimals, so that a column lines up; a dash for no score (not zero)."""
    return NOTHING if value is None else format_decimal(value, places)


def percent(value: Decimal | None) -> str:
    """Return a percentage with two decimals and no sign, or a dash."""
    return NOTHING if value is None else format_decimal(value, 2)


def count(number: int) -> str:
    """Return a count with a leading zero below ten: "05"."""
    return f"{number:02d}"


def limit(value: Decimal) -> str:
    """Return a threshold without needless zeros: "90", "87,5"."""
    return format_decimal(value)
