"""Supplements only on the council's written request, for the components it names, until its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.models import SupplementItem, SupplementRequest
from parindex.appraisal.rules import (
    is_open_for_award,
    may_answer,
    may_request,
    request_closed_because,
)
from parindex.assessments.models import EvidenceLink
from parindex.assessments.operations.locking import leaf_of, locked_dossier
from parindex.assessments.operations.noting import note
from parindex.assessments.operations.proving import link_document
from parindex.assessments.queries import dossiers
from parindex.evidence.operations import DocumentDetails, add_document
from parindex.kernel.clock import moment_text, vietnam_date
from parindex.kernel.errors import Correctable, Denied, Refused, Stale
from parindex.kernel.lengths import require_fit


class NoRequestError(Correctable):
    """There is no such request, or not for this person."""


@transaction.atomic
def request_supplement(
    *,
    dossier_id: int,
    number: str,
    codes: Sequence[str],
    reason: str,
    due_at: dt.datetime,
    actor: Actor,
    now: dt.datetime,
) -> SupplementRequest:
    """Issue a numbered written request that opens the named components until ``due_at``."""
    dossier = locked_dossier(dossier_id)
    if not may_request(actor, dossier):
        raise Denied(
            _("Chỉ Thư ký hoặc Chủ tịch Hội đồng, không phải của đơn vị này, yêu cầu bổ sung.")
        )
    if not is_open_for_award(dossier):
        raise Refused(_("Chỉ yêu cầu bổ sung khi hồ sơ đang được thẩm định."))
    _check_request(number, codes, reason, opens_for=due_at - now)
    if SupplementRequest.objects.filter(dossier=dossier, number=number.strip()).exists():
        raise Refused(_("Đã có văn bản số %(number)s gửi đơn vị này.") % {"number": number.strip()})
    for code in codes:
        leaf_of(dossier, code)
    request = SupplementRequest(
        dossier=dossier,
        number=number.strip(),
        issued_on=vietnam_date(now),
        due_at=due_at,
        reason=reason.strip(),
        issued_by=actor.full_name,
    )
    require_fit(request, {"number": _("Số, ký hiệu văn bản")})
    request.save()
    SupplementItem.objects.bulk_create(
        SupplementItem(request=request, code=code) for code in dict.fromkeys(codes)
    )
    note(
        dossier,
        "supplement.requested",
        actor=actor,
        now=now,
        data={
            "number": request.number,
            "codes": list(codes),
            "due_at": due_at,
            "reason": request.reason,
        },
    )
    return request


@transaction.atomic
def request_supplement_of_many(
    *,
    codes: Mapping[int, Sequence[str]],
    number: str,
    reason: str,
    due_at: dt.datetime,
    actor: Actor,
    now: dt.datetime,
) -> list[SupplementRequest]:
    """Issue one numbered document to several units, each with components of its own.

    ``codes`` maps dossiers to components. All of it goes out or nothing: the first unit that
    cannot be asked raises what ``request_supplement`` raises, with its name before the sentence.
    """
    if not codes:
        raise Refused(_("Hãy chọn ít nhất một đơn vị và ghi mục cần bổ sung."))
    sent = []
    for dossier_id in sorted(codes):
        try:
            request = request_supplement(
                dossier_id=dossier_id,
                number=number,
                codes=codes[dossier_id],
                reason=reason,
                due_at=due_at,
                actor=actor,
                now=now,
            )
        except Refused as error:
            named = dossiers().filter(pk=dossier_id).values_list("unit__name", flat=True).first()
            raise Refused(f"{named}: {error}") from error
        sent.append(request)
    return sent


@transaction.atomic
def attach_supplement(
    *, item_id: int, details: DocumentDetails, upload: File[bytes], actor: Actor, now: dt.datetime
) -> EvidenceLink:
    """Add a document to a component that an open request names."""
    item = _open_item(item_id, actor, now)
    dossier = item.request.dossier
    document = add_document(
        unit=dossier.unit, details=details, upload=upload, by=actor.label, now=now
    )
    return link_document(
        dossier=dossier,
        code=item.code,
        document=document,
        actor=actor,
        now=now,
        supplement_number=item.request.number,
    )


@transaction.atomic
def answer_supplement(
    *, item_id: int, answer: str, seen_answer: str | None = None, actor: Actor, now: dt.datetime
) -> SupplementItem:
    """Answer a request in words, with or without new documents.

    ``seen_answer`` is the stored answer that the person saw: another one raises Stale with the
    colleague's text (None overwrites without looking). Storing what stands there succeeds quietly.
    """
    item = _open_item(item_id, actor, now)
    if not answer.strip():
        raise Refused(_("Hãy ghi nội dung trả lời."))
    if item.answer == answer.strip():
        return item
    _require_seen(item, seen_answer)
    before = item.answer
    item.answer, item.answered_by, item.answered_at = answer.strip(), actor.full_name, now
    item.save()
    note(
        item.request.dossier,
        "supplement.answered",
        about=f"component:{item.code}",
        actor=actor,
        now=now,
        data={"number": item.request.number, "before": before, "after": item.answer},
    )
    return item


def _require_seen(item: SupplementItem, seen_answer: str | None) -> None:
    if seen_answer is None or item.answered_at is None or item.answer == seen_answer.strip():
        return
    at = moment_text(item.answered_at)
    raise Stale(
        _("%(who)s đã trả lời mục này lúc %(when)s, sau khi anh/chị mở trang.")
        % {"who": item.answered_by, "when": at},
        by=item.answered_by,
        at=at,
        version=0,
        theirs={"answer": item.answer},
    )


def _check_request(
    number: str, codes: Sequence[str], reason: str, *, opens_for: dt.timedelta
) -> None:
    if not number.strip():
        raise Refused(_("Hãy ghi số, ký hiệu của văn bản yêu cầu."))
    if not codes:
        raise Refused(_("Hãy chọn ít nhất một tiêu chí thành phần cần bổ sung."))
    if not reason.strip():
        raise Refused(_("Hãy ghi nội dung cần bổ sung."))
    if opens_for <= dt.timedelta(0):
        raise Refused(_("Hạn bổ sung phải sau thời điểm hiện tại."))


def _open_item(item_id: int, actor: Actor, now: dt.datetime) -> SupplementItem:
    item = SupplementItem.objects.select_related("request").filter(pk=item_id).first()
    if item is None:
        raise NoRequestError(_("Không có yêu cầu bổ sung này."))
    dossier = locked_dossier(item.request.dossier_id)
    item.request.dossier = dossier
    if not may_answer(actor, dossier):
        raise Denied(_("Không có yêu cầu bổ sung này."))
    if closed := request_closed_because(dossier, item.request, now):
        raise Refused(closed)
    return item
