"""When the data of a period begin and end and when its reports are due, by the outline's rules. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from parindex.reporting.outline import Outline, YearDay


@dataclass(frozen=True, kw_only=True)
class Window:
    """The data window, both days included, and the first day that is late."""

    data_from: dt.date
    data_until: dt.date
    due_before: dt.date


def window_of(outline: Outline, kind: str, year: int) -> Window | None:
    """Return the window of a kind of period in a year; None where the outline has no rule for it.

    Quarter I of 2024 runs from 1 December 2023 to 29 February 2024, due before 1 March.
    """
    rule = outline.period(kind)
    if rule is None:
        return None
    return Window(
        data_from=day_in(rule.data_from, year),
        data_until=day_in(rule.data_until, year),
        due_before=day_in(rule.due_before, year),
    )


def day_in(day: YearDay, year: int) -> dt.date:
    """Return the day in a period's year; a month's last day, and 29 February, follow the calendar."""
    in_year = year + day.years
    last = calendar.monthrange(in_year, day.month)[1]
    return dt.date(in_year, day.month, min(day.day, last) if day.day else last)
