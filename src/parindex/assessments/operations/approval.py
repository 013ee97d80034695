"""The leader's approval, tied to the exact content that was approved."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.choices import SheetState
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import Sheet
from parindex.assessments.operations.locking import (
    closed_reason,
    drafting_obstacle,
    locked_sheet,
)
from parindex.assessments.operations.noting import note
from parindex.assessments.queries import load_workbook
from parindex.assessments.rules import may_approve, owes_explanation, works_on_sheet
from parindex.assessments.workbook import Workbook
from parindex.kernel.errors import Denied, Refused


@transaction.atomic
def request_approval(*, sheet_id: int, actor: Actor, now: dt.datetime) -> Sheet:
    """Put a finished sheet before its leader; raises Refused naming what is still open."""
    sheet = _sheet_of_desk(sheet_id, actor)
    _require_state(sheet, SheetState.DRAFTING)
    if obstacle := drafting_obstacle(sheet.dossier, sheet, now):
        raise Refused(obstacle)  # a later round's copy is finished before the round opens
    _require_finished(load_workbook(sheet.dossier), sheet)
    return _move(
        sheet, SheetState.AWAITING_APPROVAL, "sheet.approval_requested", actor=actor, now=now
    )


@transaction.atomic
def approve_sheet(
    *, sheet_id: int, seen_hash: str, actor: Actor, now: dt.datetime, late_explanation: str = ""
) -> Sheet:
    """Approve exactly the content whose hash the leader saw.

    Raises Refused if it has changed since (a fact that two departments share may have been
    changed by the other one while this sheet lay with its leader), or when a department is late
    with its part and its head does not explain.
    """
    sheet = _sheet_of_leader(sheet_id, actor)
    _require_state(sheet, SheetState.AWAITING_APPROVAL)
    workbook = load_workbook(sheet.dossier)
    _require_finished(workbook, sheet)
    digest = sheet_hash(workbook, sheet)
    if digest != seen_hash:
        raise Refused(_("Nội dung đã thay đổi sau khi anh/chị mở trang. Hãy xem lại rồi duyệt."))
    if owes_explanation(sheet.dossier, sheet, now):
        if not late_explanation.strip():
            raise Refused(_("Đã quá hạn nộp: hãy ghi giải trình của người đứng đầu rồi duyệt."))
        sheet.late_explanation = late_explanation.strip()
    sheet.approved_hash, sheet.approved_by, sheet.approved_at = digest, actor.full_name, now
    sheet.return_reason = ""
    return _move(
        sheet,
        SheetState.APPROVED,
        "sheet.approved",
        actor=actor,
        now=now,
        data={"content_hash": digest, "late_explanation": sheet.late_explanation},
    )


@transaction.atomic
def return_sheet(*, sheet_id: int, reason: str, actor: Actor, now: dt.datetime) -> Sheet:
    """Give a sheet back to the clerk with a reason that the clerk sees."""
    sheet = _sheet_of_leader(sheet_id, actor)
    _require_state(sheet, SheetState.AWAITING_APPROVAL, SheetState.APPROVED)
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do trả lại để cán bộ biết cần sửa gì."))
    withdraw_approval(sheet)
    sheet.return_reason = reason.strip()
    return _move(
        sheet,
        SheetState.DRAFTING,
        "sheet.returned",
        actor=actor,
        now=now,
        data={"reason": sheet.return_reason},
    )


@transaction.atomic
def recall_sheet(*, sheet_id: int, actor: Actor, now: dt.datetime) -> Sheet:
    """Take a sheet back for changes; an approval given before no longer counts."""
    sheet = _sheet_of_desk(sheet_id, actor)
    _require_state(sheet, SheetState.AWAITING_APPROVAL, SheetState.APPROVED)
    withdraw_approval(sheet)
    return _move(sheet, SheetState.DRAFTING, "sheet.recalled", actor=actor, now=now)


def _require_finished(workbook: Workbook, sheet: Sheet) -> None:
    blockers = workbook.blockers(sheet)
    if blockers:
        line, reason = blockers[0]
        unfinished = len({open_line.code for open_line, _reason in blockers})
        raise Refused(
            _("Còn %(count)d mục chưa xong, trước hết là mục %(code)s: %(reason)s.")
            % {"count": unfinished, "code": line.code, "reason": reason}
        )


def _sheet_of_desk(sheet_id: int, actor: Actor) -> Sheet:
    sheet = locked_sheet(sheet_id)
    if not works_on_sheet(actor, sheet):
        raise Denied(_("Phần này do cơ quan khác phụ trách."))
    return sheet


def _sheet_of_leader(sheet_id: int, actor: Actor) -> Sheet:
    sheet = locked_sheet(sheet_id)
    if not may_approve(actor, sheet):
        raise Denied(_("Chỉ lãnh đạo đơn vị được duyệt."))
    return sheet


def _require_state(sheet: Sheet, *allowed: SheetState) -> None:
    if not sheet.dossier.is_drafted:
        raise Refused(closed_reason(sheet.dossier, sheet))
    if sheet.state not in allowed:
        raise Refused(
            _("Hồ sơ đang ở bước “%(state)s” nên không làm được việc này. Hãy tải lại trang.")
            % {"state": sheet.get_state_display()}
        )


def withdraw_approval(sheet: Sheet) -> None:
    """Forget an approval that no longer counts; the caller saves."""
    sheet.approved_hash, sheet.approved_by, sheet.approved_at = "", "", None
    sheet.late_explanation = ""


def _move(
    sheet: Sheet,
    state: SheetState,
    action: str,
    *,
    actor: Actor,
    now: dt.datetime,
    data: dict[str, str] | None = None,
) -> Sheet:
    sheet.state = state
    sheet.save()
    note(sheet.dossier, action, about=f"sheet:{sheet.unit.code}", actor=actor, now=now, data=data)
    return sheet
