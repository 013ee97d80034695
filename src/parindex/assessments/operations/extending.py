"""A later deadline for one unit, by a document that grants it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.models import Dossier, Extension
from parindex.assessments.operations.locking import continued_reason, locked_dossier
from parindex.assessments.operations.noting import note
from parindex.assessments.rules import may_extend
from parindex.kernel.clock import moment_text, vietnam_date
from parindex.kernel.errors import Correctable, Denied, Refused
from parindex.kernel.lengths import require_fit


class ExtensionRefused(Correctable):
    """Something about an extension is missing or cannot be; names the field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def grant_extension(
    *,
    dossier_id: int,
    due_at: dt.datetime,
    document_number: str,
    document_date: dt.date,
    reason: str,
    actor: Actor,
    now: dt.datetime,
) -> Extension:
    """Give a unit until ``due_at``; also in the last minute and after its deadline.

    Raises Denied unless the actor coordinates the cycle, Refused once the dossier is handed in
    or goes on in the next round, ExtensionRefused naming the field at fault: the new deadline
    must be later than the unit's present one, and still to come.
    """
    dossier = locked_dossier(dossier_id)
    if not may_extend(actor, dossier):
        raise Denied(_("Chỉ cơ quan điều phối được gia hạn."))
    _require_waiting(dossier)
    _require_later(dossier, due_at, now)
    extension = Extension(
        dossier=dossier,
        due_at=due_at,
        document_number=document_number.strip(),
        document_date=document_date,
        reason=reason.strip(),
        granted_by=actor.label,
        granted_at=now,
    )
    _check(extension, today=vietnam_date(now))
    extension.save()
    before, dossier.extended_until = dossier.due_at, due_at
    dossier.save(update_fields=["extended_until"])
    note(
        dossier,
        "dossier.extended",
        actor=actor,
        now=now,
        data={
            "before": before,
            "due_at": due_at,
            "document": extension.document_number,
            "document_date": document_date,
            "reason": extension.reason,
        },
    )
    return extension


def _require_waiting(dossier: Dossier) -> None:
    if dossier.closed_at is not None:
        raise Refused(continued_reason(dossier))
    if not dossier.is_drafted:
        raise Refused(
            _("Hồ sơ đã nộp, số biên nhận %(number)s, nên không cần gia hạn.")
            % {"number": dossier.receipt_number}
        )


def _require_later(dossier: Dossier, due_at: dt.datetime, now: dt.datetime) -> None:
    if due_at <= dossier.due_at:
        raise ExtensionRefused(
            "due",
            _("Hạn mới phải sau hạn hiện nay của đơn vị (%(due)s).")
            % {"due": moment_text(dossier.due_at)},
        )
    if due_at <= now:
        raise ExtensionRefused("due", _("Hạn mới đã qua: hãy ghi một thời điểm sau lúc này."))


def _check(extension: Extension, *, today: dt.date) -> None:
    if not extension.document_number:
        raise ExtensionRefused("number", _("Hãy ghi số, ký hiệu của văn bản cho gia hạn."))
    if extension.document_date > today:
        raise ExtensionRefused("date", _("Ngày văn bản không được ở tương lai."))
    if not extension.reason:
        raise ExtensionRefused("reason", _("Hãy ghi lý do gia hạn."))
    require_fit(extension, {"document_number": _("Số, ký hiệu của văn bản")})
