"""Writes of cross-checks: setting a flag aside with a reason, and taking that back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.standings import appraising_agency
from parindex.assessments.models import Dossier
from parindex.assessments.operations.locking import leaf_of, locked_dossier
from parindex.assessments.operations.noting import note
from parindex.crosschecks.flags import Flag
from parindex.crosschecks.models import FlagDismissal
from parindex.crosschecks.queries import current_flags
from parindex.crosschecks.rules import is_open_for_dismissal, may_dismiss
from parindex.kernel.errors import Denied, Refused


@transaction.atomic
def dismiss_flag(
    *,
    dossier_id: int,
    code: str,
    fingerprint: str,
    reason: str,
    actor: Actor,
    now: dt.datetime,
) -> FlagDismissal:
    """Set a flag aside, as it stands now, with the reason; a flag set aside already is left as it is.

    Raises Denied outside the assignment, Refused without a reason, when the dossier is published,
    and when the flag is not there any more or says something else by now.
    """
    dossier = _dossier_for(dossier_id, code, actor=actor, now=now)
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do bỏ qua cảnh báo này."))
    flag = _standing_flag(dossier, code, fingerprint)
    kept = FlagDismissal.objects.filter(
        dossier=dossier, code=code, fingerprint=fingerprint, undone_at=None
    ).first()
    if kept is not None:
        return kept
    dismissal = FlagDismissal.objects.create(
        dossier=dossier,
        code=code,
        kind=flag.kind,
        fingerprint=fingerprint,
        sentence=flag.sentence,
        reason=reason.strip(),
        dismissed_by=actor.label,
        dismissed_at=now,
    )
    _note(dossier, dismissal, actor=actor, now=now)
    return dismissal


@transaction.atomic
def restore_flag(*, dismissal_id: int, actor: Actor, now: dt.datetime) -> FlagDismissal:
    """Take a dismissal back, so that the flag stands open again; once is enough.

    Raises Denied outside the assignment, Refused when the dossier is published or nothing was set aside.
    """
    found = FlagDismissal.objects.filter(pk=dismissal_id).first()
    if found is None:
        raise Refused(_("Không có cảnh báo này: hãy tải lại trang."))
    dossier = _dossier_for(found.dossier_id, found.code, actor=actor, now=now)
    dismissal = FlagDismissal.objects.select_for_update().get(pk=dismissal_id)
    if dismissal.undone_at is not None:
        return dismissal
    dismissal.undone_by, dismissal.undone_at = actor.label, now
    dismissal.save(update_fields=["undone_by", "undone_at"])
    _note(dossier, dismissal, actor=actor, now=now)
    return dismissal


def _dossier_for(dossier_id: int, code: str, *, actor: Actor, now: dt.datetime) -> Dossier:
    dossier = locked_dossier(dossier_id)
    leaf_of(dossier, code)
    if not may_dismiss(actor, dossier, appraising_agency(dossier, code), now=now):
        raise Denied(_("Chỉ người thẩm định mục này, thư ký và chủ tịch Hội đồng bỏ qua cảnh báo."))
    if not is_open_for_dismissal(dossier):
        raise Refused(
            _("Hồ sơ đang ở bước “%(stage)s”, không xử lý cảnh báo nữa.")
            % {"stage": dossier.get_stage_display()}
        )
    return dossier


def _standing_flag(dossier: Dossier, code: str, fingerprint: str) -> Flag:
    """Return the flag as it is now, in Vietnamese whatever the reader's language: it is kept."""
    with translation.override("vi"):
        found = [row.flag for row in current_flags(dossier, code)]
    flag = next((flag for flag in found if flag.fingerprint == fingerprint), None)
    if flag is None:
        raise Refused(
            _("Cảnh báo này không còn, hoặc nội dung đã thay đổi: hãy tải lại trang và xem lại.")
        )
    return flag


def _note(dossier: Dossier, dismissal: FlagDismissal, *, actor: Actor, now: dt.datetime) -> None:
    note(
        dossier,
        "crosscheck.dismissed" if dismissal.undone_at is None else "crosscheck.restored",
        about=f"component:{dismissal.code}",
        actor=actor,
        now=now,
        data={"flag": dismissal.sentence, "reason": dismissal.reason},
    )
