"""Loading for a change: checked, and locked until the transaction ends."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import NoDossierError, dossiers, sheet_units
from parindex.assessments.rules import (
    is_open_for_drafting,
    is_preparing,
    may_draft,
    may_gather,
)
from parindex.criteria.queries import criteria_set_of
from parindex.engine import Node
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Denied, Refused


def locked_dossier(dossier_id: int) -> Dossier:
    """Return the dossier, held until the end of the transaction; raises NoDossierError."""
    dossier = dossiers().select_for_update(of=("self",)).filter(pk=dossier_id).first()
    if dossier is None:
        raise NoDossierError
    return dossier


def locked_sheet(sheet_id: int) -> Sheet:
    """Return the sheet with its dossier held; raises NoDossierError."""
    row = Sheet.objects.filter(pk=sheet_id).values("dossier_id").first()
    if row is None:
        raise NoDossierError
    dossier = locked_dossier(row["dossier_id"])
    sheet = Sheet.objects.select_related("unit").get(pk=sheet_id)
    sheet.dossier = dossier
    return sheet


def leaf_of(dossier: Dossier, code: str) -> Node:
    """Return a component of the dossier's set; raises Refused for a code it does not have."""
    node = next(
        (leaf for leaf in criteria_set_of(dossier.criteria_set).leaves if leaf.code == code), None
    )
    if node is None:
        raise Refused(_("Bộ tiêu chí không có mục %(code)s.") % {"code": code})
    return node


def sheet_for(dossier: Dossier, code: str) -> Sheet | None:
    """Return the sheet that holds a component, if anybody answers for it."""
    unit_id = sheet_units(dossier).get(code)
    return Sheet.objects.filter(dossier=dossier, unit_id=unit_id).first() if unit_id else None


def require_drafting(dossier: Dossier, sheet: Sheet | None, actor: Actor, now: dt.datetime) -> None:
    """Raise Denied for a stranger, Refused with the reason when nothing can be scored or written."""
    _require(sheet, actor, drafting_obstacle(dossier, sheet, now) if sheet else "")


def require_gathering(
    dossier: Dossier, sheet: Sheet | None, actor: Actor, now: dt.datetime
) -> None:
    """Raise Denied for a stranger, Refused when no facts and documents can be entered."""
    _require(sheet, actor, gathering_obstacle(dossier, sheet, now) if sheet else "")


def _require(sheet: Sheet | None, actor: Actor, obstacle: str) -> None:
    if sheet is None or not may_draft(actor, sheet):
        raise Denied(_("Mục này do cơ quan khác phụ trách, anh/chị không sửa được."))
    if obstacle:
        raise Refused(obstacle)


def drafting_obstacle(dossier: Dossier, sheet: Sheet, now: dt.datetime) -> str:
    """Say why nobody can score or write in a sheet now and what would open it; "" while it is open."""
    scoring_round = dossier.round
    if is_preparing(scoring_round, now):
        return _(
            "Đang ở giai đoạn chuẩn bị: nhập số liệu và tài liệu được, tự chấm điểm từ %(moment)s."
        ) % {"moment": moment_text(scoring_round.opens_at)}
    return gathering_obstacle(dossier, sheet, now)


def gathering_obstacle(dossier: Dossier, sheet: Sheet, now: dt.datetime) -> str:
    """Say why nobody can enter facts and documents now and what would open it; "" while it is open.

    The preparation phase lets units gather before they score (letter 002).
    """
    scoring_round = dossier.round
    if not may_gather(scoring_round, now):
        return _("Đợt chấm điểm chưa mở, mở từ %(moment)s.") % {
            "moment": moment_text(scoring_round.prepares_from or scoring_round.opens_at)
        }
    return "" if is_open_for_drafting(dossier, sheet) else closed_reason(dossier, sheet)


def closed_reason(dossier: Dossier, sheet: Sheet) -> str:
    """Say why a sheet cannot be changed and what would open it."""
    if dossier.closed_at is not None:
        return continued_reason(dossier)
    if dossier.stage != Stage.SELF_ASSESSMENT:
        return _(
            "Hồ sơ đã nộp nên không sửa được nữa. Tài liệu chỉ bổ sung khi Hội đồng có văn bản yêu cầu."
        )
    if sheet.state == SheetState.APPROVED:
        return _("Lãnh đạo đã duyệt nội dung này. Muốn sửa, hãy rút lại rồi trình duyệt lại.")
    return _("Nội dung đang chờ lãnh đạo duyệt. Muốn sửa, hãy rút lại.")


def continued_reason(dossier: Dossier) -> str:
    """Say that a dossier that was not handed in goes on in the next round."""
    following = dossier.round.continued_by.first()
    return _(
        "%(round)s đã khép lại khi mở %(next)s: hồ sơ chưa nộp này được chép sang %(next)s, hãy làm tiếp ở đó."
    ) % {"round": dossier.round.name, "next": following.name if following else _("đợt sau")}
