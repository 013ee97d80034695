"""When a rule reminds: whole days before a deadline's day in Vietnam, at a full hour. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from parindex.kernel.clock import VIETNAM, moment_text, vietnam_date, vietnam_midnight
from parindex.viet import format_date

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Window:
    """Deadlines from ``start`` until before ``end`` are reminded of, since ``fires_at``."""

    start: dt.datetime
    end: dt.datetime
    fires_at: dt.datetime

    def holds(self, due_at: dt.datetime) -> bool:
        return self.start <= due_at < self.end


def fires_at(due_at: dt.datetime, *, days_before: int, at_hour: int) -> dt.datetime:
    """Return the hour in Vietnam on the day that lies so many days before the deadline's day."""
    midnight = vietnam_midnight(vietnam_date(due_at))
    return midnight + dt.timedelta(hours=at_hour) - days_before * DAY


def due_window(now: dt.datetime, *, days_before: int, at_hour: int) -> Window:
    """Return the one day whose deadlines such a rule has begun to remind of in the last 24 hours.

    What was missed for longer, with the machine off, is not sent: it would say too late what
    the next reminder says in time.
    """
    shift = days_before * DAY - dt.timedelta(hours=at_hour)
    midnight = vietnam_midnight(vietnam_date(now + shift))
    return Window(start=midnight, end=midnight + DAY, fires_at=midnight - shift)


def end_of(day: dt.date) -> dt.datetime:
    """Return the moment from which something due on the day is late."""
    return vietnam_midnight(day + DAY)


def due_words(due_at: dt.datetime) -> str:
    """Say a deadline as letters do: "trước ngày 23/01/2020", with the hour if it is not midnight."""
    local = due_at.astimezone(VIETNAM)
    if local.time() == dt.time.min:
        return f"trước ngày {format_date(local.date())}"
    return f"trước {moment_text(due_at)}"


def days_late(due_at: dt.datetime, at: dt.datetime) -> int:
    """Count begun days after the deadline; 0 in time."""
    return max(0, -((due_at - at) // DAY))
