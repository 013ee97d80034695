"""Figures of many units from those who lead the field: proposed by them, written by the unit alone (ADR 0014)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.leading import sets_led_by
from parindex.assessments.models import Dossier
from parindex.assessments.operations.noting import note as note_dossier
from parindex.assessments.queries import dossiers
from parindex.assessments.values import write_raw
from parindex.cycles.models import Cycle
from parindex.cycles.rules import may_coordinate
from parindex.exchange.choices import BookKind, BookState, ProposalState
from parindex.exchange.models import FactProposal, UploadedBook
from parindex.exchange.operations.noting import locked_book, note
from parindex.exchange.operations.uploading import (
    checked_marks,
    file_name,
    require_set,
    require_waiting,
)
from parindex.exchange.queries.facts import NothingLedError, Proposed, facts_plan_of, round_led
from parindex.exchange.rules import leading_units
from parindex.kernel.errors import FileRefused, Refused
from parindex.kernel.files import store
from parindex.units.models import Unit


@transaction.atomic
def upload_facts_book(
    *, round_id: int, upload: File[bytes], actor: Actor, now: dt.datetime
) -> UploadedBook:
    """Keep a workbook of many units for its preview.

    Raises NothingLedError for somebody who leads nothing in the round, FileRefused for anything
    that is not a table of this round and of a set that they lead.
    """
    scoring_round, led = round_led(actor, round_id)
    marks = checked_marks(upload)
    if marks.kind != BookKind.FACTS:
        raise FileRefused(
            _("Đây là biểu của một hồ sơ (%(unit)s). Hãy gửi ở trang Excel của hồ sơ đó.")
            % {"unit": marks.unit_name[:120]}
        )
    if marks.round_id != scoring_round.pk:
        raise FileRefused(
            _("Tệp này là biểu của đợt khác. Hãy tải biểu của %(round)s ở trang này.")
            % {"round": scoring_round.name}
        )
    one = next((one for one in led if one.stored.code == marks.set_code), None)
    if one is None:
        raise FileRefused(
            _("Cơ quan của anh/chị không chủ trì nội dung nào của bộ tiêu chí ghi trong tệp.")
        )
    require_set(marks, set_hash=one.stored.content_hash)
    return UploadedBook.objects.create(
        kind=BookKind.FACTS,
        round=scoring_round,
        criteria_set=one.stored,
        unit=_agency(actor, scoring_round.cycle),
        file=store(upload, at=now),
        file_name=file_name(upload),
        uploaded_by=actor.label,
        uploaded_at=now,
    )


@transaction.atomic
def propose_figures(
    *, book_id: int, chosen: Collection[str] = (), actor: Actor, now: dt.datetime
) -> UploadedBook:
    """Put the figures of a workbook before their units, and of the conflicts those that are chosen.

    A figure for which one waits already replaces it. Raises Refused where nothing is to be proposed.
    """
    book = locked_book(book_id, actor)
    require_waiting(book, BookKind.FACTS)
    plan = facts_plan_of(book, actor, now=now)
    rows = [row for row in plan.rows if not row.is_conflict or row.key in chosen]
    made = _propose(book, rows, actor=actor, now=now)
    if not made:
        raise Refused(_("Không có số liệu nào để đề nghị: tệp giống hồ sơ, hoặc mọi ô đều có lỗi."))
    book.state, book.decided_by, book.decided_at = BookState.APPLIED, actor.label, now
    wrong = {(finding.row, finding.column) for finding in plan.errors if finding.row}
    book.changed, book.left_out = made, len(plan.rows) - made + len(wrong)
    book.save()
    note(book, "upload.applied", actor=actor, now=now, data={"rows": made})
    return book


@transaction.atomic
def withdraw_figures(*, book_id: int, actor: Actor, now: dt.datetime) -> UploadedBook:
    """Take back what still waits; what a unit decided about stays. What was replaced waits again."""
    book = locked_book(book_id, actor)
    if book.state != BookState.APPLIED or book.kind != BookKind.FACTS:
        raise Refused(_("Chỉ rút được một lần đề nghị đã gửi và chưa rút."))
    waiting = list(book.proposals.filter(state=ProposalState.WAITING))
    for row in waiting:
        row.state, row.decided_by, row.decided_at = ProposalState.WITHDRAWN, actor.label, now
    FactProposal.objects.bulk_update(waiting, ["state", "decided_by", "decided_at"])
    earlier = FactProposal.objects.filter(replaced_by__in=waiting, state=ProposalState.REPLACED)
    earlier.update(state=ProposalState.WAITING, replaced_by=None, decided_by="", decided_at=None)
    book.state, book.undone_by, book.undone_at = BookState.UNDONE, actor.label, now
    book.save()
    counts = {"rows": len(waiting), "left_out": book.changed - len(waiting)}
    note(book, "upload.undone", actor=actor, now=now, data=counts)
    return book


def _propose(
    book: UploadedBook, rows: Sequence[Proposed], *, actor: Actor, now: dt.datetime
) -> int:
    by_dossier: dict[int, list[Proposed]] = defaultdict(list)
    for row in rows:
        by_dossier[row.dossier.pk].append(row)
    waiting = {
        (found.dossier_id, found.fact_code): found
        for found in FactProposal.objects.select_for_update().filter(
            dossier__in=by_dossier, state=ProposalState.WAITING
        )
    }
    made = 0
    for found in dossiers().filter(pk__in=by_dossier).order_by("unit__sort_key", "pk"):
        fresh = [
            row for row in by_dossier[found.pk] if not _is_waiting(row, waiting.get(_key(row)))
        ]
        for row in fresh:
            _propose_one(book, row, waiting.get(_key(row)), actor=actor, now=now)
        if fresh:
            _note(found, "figure.proposed", book.unit, len(fresh), actor=actor, now=now)
        made += len(fresh)
    return made


def _key(row: Proposed) -> tuple[int, str]:
    return row.dossier.pk, row.fact_code


def _is_waiting(row: Proposed, earlier: FactProposal | None) -> bool:
    return earlier is not None and earlier.raw == write_raw(row.wire)


def _propose_one(
    book: UploadedBook,
    row: Proposed,
    earlier: FactProposal | None,
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    if earlier is not None:
        earlier.state, earlier.decided_by, earlier.decided_at = (
            ProposalState.REPLACED,
            actor.label,
            now,
        )
        earlier.save()
    proposal = FactProposal.objects.create(
        dossier=row.dossier,
        fact_code=row.fact_code,
        raw=write_raw(row.wire),
        agency=book.unit,
        book=book,
        proposed_by=actor.label,
        proposed_at=now,
    )
    if earlier is not None:
        earlier.replaced_by = proposal
        earlier.save()


def _note(
    dossier: Dossier, action: str, agency: Unit, rows: int, *, actor: Actor, now: dt.datetime
) -> None:
    data = {"agency": agency.code, "rows": rows}
    note_dossier(dossier, action, actor=actor, now=now, data=data)


def _agency(actor: Actor, cycle: Cycle) -> Unit:
    """Return the body in whose name the person proposes: the coordinator, else the one that leads."""
    if may_coordinate(actor, cycle):
        return cycle.coordinator
    for unit_id in sorted(leading_units(actor, cycle)):
        if any(not one.is_own_form for one in sets_led_by([unit_id], cycle)):
            return Unit.objects.get(pk=unit_id)
    raise NothingLedError
