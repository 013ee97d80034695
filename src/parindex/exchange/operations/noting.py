"""What every upload leaves in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from parindex.accounts.rules import Actor
from parindex.exchange.models import UploadedBook
from parindex.exchange.queries.uploads import NoBookError
from parindex.exchange.rules import may_use
from parindex.kernel import journal


def locked_book(book_id: int, actor: Actor) -> UploadedBook:
    """Return an upload, held until the transaction ends; raises NoBookError."""
    rows = UploadedBook.objects.select_for_update(of=("self",))
    book = (
        rows.select_related("unit", "file", "criteria_set", "dossier__unit", "round__cycle")
        .filter(pk=book_id)
        .first()
    )
    if book is None or not may_use(actor, book):
        raise NoBookError
    return book


def note(
    book: UploadedBook,
    action: str,
    *,
    actor: Actor,
    now: dt.datetime,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Write a journal entry about an upload: about its dossier, or its round."""
    subject = f"dossier:{book.dossier_id}" if book.dossier_id else f"cycle:{book.round.cycle.code}"
    unit = book.dossier.unit if book.dossier else book.unit
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"{subject}/upload:{book.pk}",
        unit_path=unit.path,
        data={"file": book.file_name, "sha256": book.file.sha256, **(data or {})},
    )
