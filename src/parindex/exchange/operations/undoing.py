"""Taking an import back: what nobody touched since stands as before; what somebody changed stays and is named."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.models import ComponentEntry, FactEntry
from parindex.assessments.operations import ComponentDraft, save_component, save_fact
from parindex.exchange.choices import BookKind, BookState, ChangeState, RowKind
from parindex.exchange.models import UploadedBook, WrittenChange
from parindex.exchange.operations.noting import locked_book, note
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Refused, Stale


@transaction.atomic
def undo_book(*, book_id: int, actor: Actor, now: dt.datetime) -> UploadedBook:
    """Restore what stood before an import, as this person.

    A row that was saved since the import is not touched: it says by whom and when. Raises
    Refused for an import that was not written or was taken back already, and where the dossier
    is not open any more.
    """
    book = locked_book(book_id, actor)
    if book.state != BookState.APPLIED or book.kind != BookKind.DOSSIER:
        raise Refused(_("Chỉ hoàn tác được một lần nhập đã ghi và chưa hoàn tác."))
    changes = list(book.changes.all())
    for change in changes:
        _restore(book, change, actor=actor, now=now)
    WrittenChange.objects.bulk_update(changes, ["state", "kept_because"])
    book.state, book.undone_by, book.undone_at = BookState.UNDONE, actor.label, now
    book.save()
    kept = sum(change.state == ChangeState.KEPT for change in changes)
    counts = {"rows": len(changes) - kept, "left_out": kept}
    note(book, "upload.undone", actor=actor, now=now, data=counts)
    return book


def _restore(book: UploadedBook, change: WrittenChange, *, actor: Actor, now: dt.datetime) -> None:
    entry = _entry(book, change)
    if entry is None or entry.version != change.version:
        who, when = (entry.changed_by, entry.changed_at) if entry else ("", None)
        _keep(change, who, moment_text(when) if when else "")
        return
    common: dict[str, Any] = {
        "dossier_id": book.dossier_id,
        "expected_version": change.version,
        "actor": actor,
        "now": now,
    }
    before = json.loads(change.before)
    try:
        if change.kind == RowKind.FACT:
            save_fact(fact_code=change.code, wire=before, **common)
        else:
            save_component(code=change.code, draft=_draft(before), **common)
    except Stale as error:
        _keep(change, error.by, error.at)
    else:
        change.state = ChangeState.RESTORED


def _keep(change: WrittenChange, who: str, when: str) -> None:
    change.state = ChangeState.KEPT
    change.kept_because = _("%(who)s đã sửa lúc %(when)s, sau lần nhập này") % {
        "who": who,
        "when": when,
    }


def _entry(book: UploadedBook, change: WrittenChange) -> FactEntry | ComponentEntry | None:
    dossier_id = book.dossier_id or 0
    if change.kind == RowKind.FACT:
        return FactEntry.objects.filter(dossier_id=dossier_id, fact_code=change.code).first()
    return ComponentEntry.objects.filter(dossier_id=dossier_id, code=change.code).first()


def _draft(before: dict[str, Any] | None) -> ComponentDraft:
    if before is None:
        return ComponentDraft(self_score=None)
    score = before["self_score"]
    return ComponentDraft(
        self_score=None if score is None else Decimal(score),
        reason=before["reason"],
        explanation=before["explanation"],
        not_applicable=before["not_applicable"],
    )
