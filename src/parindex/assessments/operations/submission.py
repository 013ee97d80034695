"""Handing in, with a receipt; late is recorded and answered for by the head."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.fingerprint import dossier_hash, sheet_hash
from parindex.assessments.models import Dossier
from parindex.assessments.operations.locking import continued_reason, locked_dossier
from parindex.assessments.operations.noting import note
from parindex.assessments.queries import load_workbook
from parindex.assessments.rules import is_late, may_explain_lateness, may_submit
from parindex.assessments.workbook import Workbook
from parindex.kernel.errors import Denied, Refused


@transaction.atomic
def submit_dossier(
    *, dossier_id: int, late_explanation: str = "", actor: Actor, now: dt.datetime
) -> Dossier:
    """Hand a dossier in and issue its receipt: number, time, content hash.

    After the deadline it still works, is marked late, and only the unit's head can do it,
    with an explanation (letter 1202, part 4). Raises Refused naming what is missing.
    """
    dossier = locked_dossier(dossier_id)
    if not may_submit(actor, dossier):
        raise Denied(_("Anh/chị không được nộp hồ sơ này."))
    if dossier.stage != Stage.SELF_ASSESSMENT:
        raise Refused(
            _("Hồ sơ đã được nộp rồi, số biên nhận %(number)s.")
            % {"number": dossier.receipt_number}
        )
    workbook = load_workbook(dossier)
    obstacles = submission_obstacles(workbook)
    if obstacles:
        raise Refused(obstacles[0])
    dossier.is_late = is_late(dossier, now)
    if dossier.is_late:
        _require_explanation(dossier, late_explanation, actor)
        dossier.late_explanation = late_explanation.strip()
    dossier.stage = Stage.SUBMITTED
    dossier.submitted_at, dossier.submitted_by = now, actor.full_name
    dossier.content_hash = dossier_hash(workbook)
    dossier.receipt_number = _receipt_number(dossier)
    dossier.save()
    note(
        dossier,
        "dossier.submitted",
        actor=actor,
        now=now,
        data={
            "receipt": dossier.receipt_number,
            "content_hash": dossier.content_hash,
            "late": dossier.is_late,
            "late_explanation": dossier.late_explanation,
        },
    )
    return dossier


def submission_obstacles(workbook: Workbook) -> list[str]:
    """Return what stands between the dossier and its submission, in words for the checklist."""
    if workbook.dossier.closed_at is not None:
        return [continued_reason(workbook.dossier)]
    unassigned = [
        line.code for line in workbook.lines.values() if line.sheet is None and line.is_self_scored
    ]
    obstacles = []
    if unassigned:
        obstacles.append(
            _("Chưa phân công cơ quan chấm các mục: %(codes)s. Cơ quan điều phối cần phân công.")
            % {"codes": ", ".join(unassigned)}
        )
    for sheet in workbook.sheets:
        if not workbook.lines_of(sheet):
            continue  # its components went to another department; there is nothing to approve
        if sheet.state != SheetState.APPROVED:
            obstacles.append(_("%(unit)s: lãnh đạo chưa duyệt.") % {"unit": sheet.unit.name})
        elif sheet.approved_hash != sheet_hash(workbook, sheet):
            obstacles.append(
                _("%(unit)s: nội dung khác bản lãnh đạo đã duyệt, cần duyệt lại.")
                % {"unit": sheet.unit.name}
            )
        elif blockers := workbook.blockers(sheet):
            line, reason = blockers[0]
            obstacles.append(
                _("%(unit)s: mục %(code)s %(reason)s.")
                % {"unit": sheet.unit.name, "code": line.code, "reason": reason}
            )
    return obstacles


def _require_explanation(dossier: Dossier, late_explanation: str, actor: Actor) -> None:
    if not may_explain_lateness(actor, dossier):
        raise Refused(_("Đã quá hạn nộp: người đứng đầu đơn vị phải giải trình và nộp hồ sơ."))
    if not late_explanation.strip():
        raise Refused(_("Đã quá hạn nộp: hãy ghi giải trình của người đứng đầu rồi nộp lại."))


def _receipt_number(dossier: Dossier) -> str:
    """Number receipts through the round: the dossier's id keeps them unique without counting."""
    return f"BN-{dossier.round.cycle.year}-{dossier.round.number}-{dossier.pk:05d}"
