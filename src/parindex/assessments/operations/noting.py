"""What every change of a dossier leaves in the journal, and what it does to an old version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.models import Dossier
from parindex.kernel import journal
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Stale
from parindex.viet import format_decimal


class Versioned(Protocol):
    """A row that several people may save: it counts its versions and says who saved last."""

    version: int
    changed_by: str
    changed_at: Any  # a moment; None where a row may stand before anybody saved it

    def save(self) -> None: ...


def note(
    dossier: Dossier,
    action: str,
    *,
    actor: Actor,
    now: dt.datetime,
    about: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Write a journal entry about a dossier, or about a part of it ("component:1.2.1")."""
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"dossier:{dossier.pk}/{about}" if about else f"dossier:{dossier.pk}",
        unit_path=dossier.unit.path,
        data=dict(data or {}),
    )


def stamp(row: Versioned, *, actor: Actor, now: dt.datetime) -> None:
    """Save a row as the next version, by this person, now."""
    row.version += 1
    row.changed_by, row.changed_at = actor.label, now
    row.save()


def require_version(
    row: Versioned | None, expected_version: int, theirs: Mapping[str, object]
) -> None:
    """Raise Stale with the stored texts when somebody saved the row after the person saw it."""
    if row is None or row.version == expected_version:
        return
    at = moment_text(row.changed_at) if row.changed_at else ""
    message = _("%(who)s đã sửa mục này lúc %(when)s, sau khi anh/chị mở trang.")
    raise Stale(
        message % {"who": row.changed_by, "when": at},
        by=row.changed_by,
        at=at,
        version=row.version,
        theirs={name: _shown(value) for name, value in theirs.items()},
    )


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return format_decimal(value)
    return "" if value is None else str(value)
