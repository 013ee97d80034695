"""Figures as Vietnamese official documents write them: a comma before the decimals, two digits for small counts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from parindex.viet import date_in_words, format_decimal
from parindex.viet.dates import VIETNAM

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


def before(moment: datetime) -> str:
    """Return a deadline in words: "trước ngày 23 tháng 01 năm 2020", "trước 17 giờ 00 ngày 10 tháng 02 năm 2020"."""
    local = moment.astimezone(VIETNAM)
    day = date_in_words(local.date())
    if (local.hour, local.minute) == (0, 0):
        return f"trước {day}"
    return f"trước {local.hour:02d} giờ {local.minute:02d} {day}"


def moment_in_words(moment: datetime) -> str:
    """Return "09 giờ 05 ngày 03 tháng 02 năm 2020" in Vietnam's time."""
    local = moment.astimezone(VIETNAM)
    return f"{local.hour:02d} giờ {local.minute:02d} {date_in_words(local.date())}"
