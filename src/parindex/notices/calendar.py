"""Deadlines as an iCalendar file (RFC 5545) that calendar programs subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from icalendar import Alarm, Calendar, Event

from parindex.kernel.clock import VIETNAM
from parindex.notices.queries.deadlines import Deadline

HOUR = dt.timedelta(hours=1)
A_DAY_BEFORE = dt.timedelta(days=-1)


def calendar_file(deadlines: Sequence[Deadline], *, site: str) -> bytes:
    """Write the deadlines; equal deadlines give equal bytes. ``site`` stands before the links."""
    calendar = Calendar()
    calendar.add("prodid", "-//parindex//Chỉ số CCHC//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Chỉ số CCHC")
    calendar.add("x-wr-timezone", VIETNAM.key)
    calendar.add("refresh-interval", dt.timedelta(hours=2), parameters={"VALUE": "DURATION"})
    for deadline in deadlines:
        calendar.add_component(_event(deadline, site))
    if deadlines:
        calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _event(deadline: Deadline, site: str) -> Event:
    """A deadline is the hour that ends with it: "before 23/01" stands on the evening of 22/01."""
    start = deadline.at if deadline.begins else deadline.at - HOUR
    event = Event()
    event.add("uid", f"{deadline.uid}@parindex")
    event.add("summary", f"Đã xong: {deadline.summary}" if deadline.is_done else deadline.summary)
    event.add("description", deadline.about)
    event.add("dtstart", start.astimezone(VIETNAM))
    event.add("dtend", (start + HOUR).astimezone(VIETNAM))
    event.add("dtstamp", deadline.changed_at.astimezone(dt.UTC))
    event.add("last-modified", deadline.changed_at.astimezone(dt.UTC))
    event.add("sequence", deadline.sequence)
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{site}{deadline.url}")
    if not deadline.begins and not deadline.is_done:
        event.add_component(_alarm(deadline))
    return event


def _alarm(deadline: Deadline) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", deadline.summary)
    alarm.add("trigger", A_DAY_BEFORE)
    return alarm
