"""Writing what a workbook says, after somebody looked at it: as that person, all in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.models import ComponentEntry, FactEntry
from parindex.assessments.operations import ComponentDraft, save_component, save_fact
from parindex.assessments.workbook import Workbook
from parindex.exchange.choices import BookKind, BookState, RowKind
from parindex.exchange.models import UploadedBook, WrittenChange
from parindex.exchange.operations.noting import locked_book, note
from parindex.exchange.operations.uploading import require_waiting
from parindex.exchange.queries.plans import Plan, PlannedRow, plan_of
from parindex.kernel import canonical
from parindex.kernel.errors import Refused


@transaction.atomic
def apply_book(
    *, book_id: int, chosen: Collection[str] = (), actor: Actor, now: dt.datetime
) -> UploadedBook:
    """Write the rows that differ, and of the conflicts those whose keys are chosen.

    A key names the version that was looked at: a conflict saved once more in between stays out.
    Rows go through ``save_fact`` and ``save_component`` as if typed, with the versions of this
    moment; whatever one of them refuses takes everything back. Raises Refused where there is
    nothing to write.
    """
    book = locked_book(book_id, actor)
    require_waiting(book, BookKind.DOSSIER)
    plan = plan_of(book, actor, now=now)
    rows = [row for row in plan.rows if not row.is_conflict or row.key in chosen]
    if not rows:
        raise Refused(_("Không có dòng nào để ghi: tệp giống hồ sơ, hoặc mọi dòng đều có lỗi."))
    WrittenChange.objects.bulk_create(
        [_write(book, row, plan.workbook, actor=actor, now=now) for row in rows]
    )
    book.state, book.decided_by, book.decided_at = BookState.APPLIED, actor.label, now
    book.changed, book.left_out = len(rows), _left_out(plan, rows)
    book.save()
    counts = {"rows": book.changed, "left_out": book.left_out}
    note(book, "upload.applied", actor=actor, now=now, data=counts)
    return book


def _write(
    book: UploadedBook, row: PlannedRow, workbook: Workbook, *, actor: Actor, now: dt.datetime
) -> WrittenChange:
    common: dict[str, Any] = {
        "dossier_id": workbook.dossier.pk,
        "expected_version": row.version,
        "actor": actor,
        "now": now,
    }
    saved: FactEntry | ComponentEntry
    if row.is_fact:
        entry = workbook.facts.get(row.code)
        before = entry.raw if entry else "null"
        saved = save_fact(fact_code=row.code, wire=row.new, **common)
        after = saved.raw
    else:
        before = component_text(workbook.lines[row.code].entry)
        draft = ComponentDraft(
            self_score=row.new.score,
            reason=row.new.reason,
            explanation=row.new.explanation,
            not_applicable=row.new.not_applicable,
        )
        saved = save_component(code=row.code, draft=draft, **common)
        after = component_text(saved)
    kind = RowKind.FACT if row.is_fact else RowKind.COMPONENT
    return WrittenChange(
        book=book, kind=kind, code=row.code, before=before, after=after, version=saved.version
    )


def component_text(entry: ComponentEntry | None) -> str:
    """Return what a component says as JSON; "null" for one that nobody saved yet."""
    if entry is None:
        return "null"
    return canonical.to_text(
        {
            "self_score": entry.self_score,
            "reason": entry.reason,
            "explanation": entry.explanation,
            "not_applicable": entry.not_applicable,
        }
    )


def _left_out(plan: Plan, rows: Collection[PlannedRow]) -> int:
    """Count the rows of the workbook that were not written: conflicts, and rows with mistakes."""
    wrong = {(finding.sheet, finding.row) for finding in plan.errors if finding.row}
    return len(plan.rows) - len(rows) + len(wrong)
