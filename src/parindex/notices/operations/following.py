"""Telling people what the journal says happened to them: behind a cursor, in the journal's order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from parindex.kernel.models import JournalEntry, JournalHead
from parindex.notices.models import JournalCursor
from parindex.notices.operations.events import TELLERS, Happened, messages_about
from parindex.notices.operations.posting import post
from parindex.notices.operations.report_events import REPORT_TELLERS, messages_about_reports

PAGE = 200  # entries at once
BATCH = 1000  # notices at once: a published result goes to thousands
CURSOR = 1
TOO_OLD = dt.timedelta(days=30)  # a new installation of notices does not retell the years before


def follow_journal(now: dt.datetime) -> int:
    """Tell the people concerned of every entry after the cursor; return how many notices are new.

    The cursor moves after the notices of a page are stored: a crash in between tells the page
    again, and the notices' keys (entry and person) keep each from being stored twice. Entries
    are numbered in the order in which they are committed, so none appears behind the cursor.
    """
    cursor, _made = JournalCursor.objects.get_or_create(pk=CURSOR)
    told = 0
    end = JournalHead.objects.values_list("number", flat=True).first() or 0
    while cursor.number < end:
        page = list(_entries(cursor.number, end, now))
        told += _tell(page, now)
        reached = page[-1].number if len(page) == PAGE else end
        JournalCursor.objects.filter(pk=CURSOR, number__lt=reached).update(number=reached)
        cursor.number = reached
    return told


def _entries(after: int, end: int, now: dt.datetime) -> Iterator[JournalEntry]:
    rows = JournalEntry.objects.filter(
        number__gt=after,
        number__lte=end,
        action__in=[*TELLERS, *REPORT_TELLERS],
        at__gt=now - TOO_OLD,
    )
    yield from rows.order_by("number")[:PAGE]


def _tell(page: Sequence[JournalEntry], now: dt.datetime) -> int:
    messages = chain(
        messages_about([Happened.of(entry) for entry in page if entry.action in TELLERS]),
        messages_about_reports([entry for entry in page if entry.action in REPORT_TELLERS]),
    )
    told = 0
    while batch := list(islice(messages, BATCH)):
        told += post(batch, now=now)
    return told
