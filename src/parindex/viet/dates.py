"""Dates and moments as Vietnamese documents write them."""

from __future__ import annotations

import datetime as dt

# Vietnam has had one offset without summer time since 1975, so no table of zones is needed.
VIETNAM = dt.timezone(dt.timedelta(hours=7), "Asia/Ho_Chi_Minh")


def format_date(date: dt.date) -> str:
    """Write "05/01/2020"."""
    return f"{date.day:02d}/{date.month:02d}/{date.year:04d}"


def date_in_words(date: dt.date) -> str:
    """Write "ngày 05 tháng 01 năm 2020" with the zeros of Decree 30/2020/NĐ-CP.

    Days below 10 and months 1 and 2 get a leading zero; other months do not.
    """
    month = f"{date.month:02d}" if date.month <= 2 else str(date.month)
    return f"ngày {date.day:02d} tháng {month} năm {date.year}"


def format_datetime(moment: dt.datetime) -> str:
    """Write an aware moment in Vietnam's time: "23:59 ngày 22/01/2020".

    Raises ValueError for a moment without a time zone: guessing one would shift deadlines.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    local = moment.astimezone(VIETNAM)
    return f"{local.hour:02d}:{local.minute:02d} ngày {format_date(local.date())}"
