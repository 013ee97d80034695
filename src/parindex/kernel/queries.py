"""Reads of the journal."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from parindex.kernel.clock import vietnam_midnight
from parindex.kernel.journal import Head, entry_hash
from parindex.kernel.models import JournalEntry


@dataclass(frozen=True, kw_only=True)
class JournalFilter:
    """What of the journal is looked for; ``unit_path`` takes in everything below the unit."""

    unit_path: str
    action: str = ""
    day: dt.date | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class JournalLine:
    """An entry as it is read: its data unpacked, and whether its own hash still holds."""

    number: int
    at: dt.datetime
    actor: str
    action: str
    subject: str
    unit_path: str
    data: dict[str, Any]
    hash: str
    holds: bool


def journal_lines(
    wanted: JournalFilter, *, before: int | None = None, limit: int
) -> list[JournalLine]:
    """Return the newest entries first, numbered below ``before``; paging costs the same anywhere."""
    rows = _entries(wanted)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return [_line(row) for row in rows[:limit]]


def anchor_of(action: str, subject: str) -> Head | None:
    """Return number and hash of the last such entry: printed on paper, they prove the chain up to it.

    ``parindex journal verify --expect NUMBER:HASH`` compares.
    """
    rows = JournalEntry.objects.filter(action=action, subject=subject).order_by("-number")
    row = rows.values_list("number", "hash").first()
    return Head(*row) if row else None


def journal_actions(unit_path: str) -> list[str]:
    """Return the codes of what has happened below a unit."""
    rows = JournalEntry.objects.filter(unit_path__startswith=unit_path).order_by("action")
    return list(rows.values_list("action", flat=True).distinct())


def _entries(wanted: JournalFilter) -> QuerySet[JournalEntry]:
    rows = JournalEntry.objects.filter(unit_path__startswith=wanted.unit_path).order_by("-number")
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.day is not None:
        start = vietnam_midnight(wanted.day)
        rows = rows.filter(at__gte=start, at__lt=start + dt.timedelta(days=1))
    if wanted.text:
        rows = rows.filter(actor__icontains=wanted.text)
    return rows


def _line(row: JournalEntry) -> JournalLine:
    return JournalLine(
        number=row.number,
        at=row.at,
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        unit_path=row.unit_path,
        data=json.loads(row.data),
        hash=row.hash,
        holds=entry_hash(row) == row.hash,
    )
