"""Who has not handed in, what is missing, and whom to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from parindex.kernel.clock import VIETNAM, moment_text
from parindex.viet import format_date
from parindex.web.manage.people import Person, people_of
from parindex.web.manage.rows import Part, Row


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A body that has not handed in: what is missing, and who to call."""

    name: str
    what: str
    people: Sequence[Person]


def reminders_of(rows: Sequence[Row]) -> list[Reminder]:
    """Return who still has something to do before these dossiers are handed in, body by body."""
    bodies = [part.sheet.unit for row in rows for part in row.parts]
    people = people_of([row.dossier.unit for row in rows] + bodies)
    found: list[Reminder] = []
    for row in rows:
        found += _of_body(row, people) if row.is_body else [_reminder(row, people)]
    return found


def reminder_text(reminders: Sequence[Reminder], *, due_at: dt.datetime, now: dt.datetime) -> str:
    """Return the reminders as a text to paste into a message."""
    values = {"now": moment_text(now), "due": before(due_at)}
    head = _("Tính đến %(now)s, các đơn vị sau chưa nộp hồ sơ tự chấm điểm (hạn nộp: %(due)s):")
    lines = [head % values]
    for number, reminder in enumerate(reminders, start=1):
        called = "; ".join(str(person) for person in reminder.people)
        lines.append(f"{number}. {reminder.name}: {reminder.what}. {called}".strip())
    return "\n".join(lines)


def before(due_at: dt.datetime) -> str:
    """Say a deadline as letters do: "trước ngày 23/01/2020", with the hour if it is not midnight."""
    local = due_at.astimezone(VIETNAM)
    if local.time() == dt.time.min:
        return _("trước ngày %(day)s") % {"day": format_date(local.date())}
    return _("trước %(moment)s") % {"moment": moment_text(due_at)}


def _reminder(row: Row, people: dict[int, tuple[Person, ...]]) -> Reminder:
    return Reminder(
        name=row.dossier.unit.body,
        what=_what(row.parts[0]) + _more_time(row.dossier) if row.parts else _("chưa bắt đầu"),
        people=people[row.dossier.unit_id],
    )


def _more_time(dossier: Any) -> str:
    """Say until when a unit has more time; "" for one that goes by the round's deadline."""
    if dossier.extended_until is None:
        return ""
    return _(", được gia hạn %(due)s") % {"due": before(dossier.extended_until)}


def _of_body(row: Row, people: dict[int, tuple[Person, ...]]) -> list[Reminder]:
    """Return the lead departments whose part is not approved; when all are, the form itself waits."""
    open_parts = [part for part in row.parts if not part.is_approved]
    if not open_parts:
        ready = _("mọi phần đã duyệt, chờ cơ quan điều phối nộp")
        return [Reminder(name=row.dossier.unit.body, what=ready, people=())]
    return [
        Reminder(
            name=_("%(agency)s (phần biểu của %(unit)s)")
            % {"agency": part.name, "unit": row.dossier.unit.body},
            what=_what(part),
            people=people[part.sheet.unit_id],
        )
        for part in open_parts
    ]


def _what(part: Part) -> str:
    if part.is_approved:
        return _("lãnh đạo đã duyệt, chưa nộp")
    standing = part.standing[:1].lower() + part.standing[1:]
    return _("%(standing)s, đã chấm %(done)d/%(all)d mục") % {
        "standing": standing,
        "done": part.finished,
        "all": part.total,
    }
