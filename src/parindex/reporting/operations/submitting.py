"""Sending with a receipt, receiving, returning, extending; late is recorded and answered for by the head."""

from __future__ import annotations

import datetime as dt
import re

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.lengths import require_fit
from parindex.reporting.choices import ReportState
from parindex.reporting.fingerprint import report_hash
from parindex.reporting.models import Report, ReportingPeriod
from parindex.reporting.operations.approving import withdraw_approval
from parindex.reporting.operations.noting import (
    ReportRefused,
    desk_report,
    locked_report,
    move,
    note,
    require_state,
)
from parindex.reporting.queries import load_report
from parindex.reporting.rules import is_handed_in, is_late, may_approve, may_coordinate


@transaction.atomic
def submit_report(
    *, report_id: int, actor: Actor, now: dt.datetime, late_explanation: str = ""
) -> Report:
    """Send an approved report and issue its receipt: number, time, content hash.

    After the deadline it still works, is marked late, and only the body's head can do it, with an
    explanation. Raises Refused when it is not approved as it stands, ReportRefused for a missing
    explanation.
    """
    report = desk_report(report_id, actor)
    if is_handed_in(report):
        raise Refused(
            _("Báo cáo đã gửi rồi, số biên nhận %(number)s.") % {"number": report.receipt_number}
        )
    if report.state != ReportState.APPROVED:
        raise Refused(_("Lãnh đạo chưa duyệt báo cáo: hãy trình duyệt trước khi gửi."))
    digest = report_hash(load_report(report))
    if digest != report.approved_hash:
        raise Refused(_("Nội dung khác bản lãnh đạo đã duyệt, cần duyệt lại."))
    report.is_late = is_late(report, now)
    if report.is_late:
        _require_explanation(report, late_explanation, actor)
    report.late_explanation = late_explanation.strip() if report.is_late else ""
    report.submitted_at, report.submitted_by = now, actor.full_name
    report.content_hash = digest
    report.receipt_number = _next_receipt(report)
    return move(
        report,
        ReportState.SUBMITTED,
        "report.submitted",
        actor=actor,
        now=now,
        data={
            "receipt": report.receipt_number,
            "content_hash": digest,
            "late": report.is_late,
            "late_explanation": report.late_explanation,
        },
    )


@transaction.atomic
def receive_report(*, report_id: int, actor: Actor, now: dt.datetime) -> Report:
    """Take a report in: from now on it is a source of the collated one for good."""
    report = _report_of_coordinator(report_id, actor)
    require_state(report, ReportState.SUBMITTED)
    report.received_by, report.received_at = actor.full_name, now
    return move(report, ReportState.RECEIVED, "report.received", actor=actor, now=now)


@transaction.atomic
def receive_all(*, period: ReportingPeriod, actor: Actor, now: dt.datetime) -> int:
    """Take in everything that was sent by now; return how many reports that were."""
    waiting = Report.objects.filter(period=period, state=ReportState.SUBMITTED)
    rows = list(waiting.order_by("submitted_at", "pk").values_list("pk", flat=True))
    for pk in rows:
        receive_report(report_id=pk, actor=actor, now=now)
    return len(rows)


@transaction.atomic
def return_report(*, report_id: int, reason: str, actor: Actor, now: dt.datetime) -> Report:
    """Give a report back to its body for changes; it is approved and sent anew, with another receipt."""
    report = _report_of_coordinator(report_id, actor)
    require_state(report, ReportState.SUBMITTED, ReportState.RECEIVED)
    if not reason.strip():
        raise ReportRefused("reason", _("Hãy ghi lý do trả lại để đơn vị biết cần sửa gì."))
    withdraw_approval(report)
    report.return_reason = reason.strip()
    report.received_by, report.received_at = "", None
    return move(
        report,
        ReportState.DRAFTING,
        "report.returned",
        actor=actor,
        now=now,
        data={"reason": report.return_reason, "receipt": report.receipt_number},
    )


@transaction.atomic
def extend_report(
    *, report_id: int, due_at: dt.datetime, document: str, actor: Actor, now: dt.datetime
) -> Report:
    """Give a body until ``due_at`` by a document; also in the last minute and after its deadline."""
    report = _report_of_coordinator(report_id, actor)
    if is_handed_in(report):
        raise Refused(
            _("Báo cáo đã gửi, số biên nhận %(number)s, nên không cần gia hạn.")
            % {"number": report.receipt_number}
        )
    if due_at <= report.due_at:
        raise ReportRefused(
            "due",
            _("Hạn mới phải sau hạn hiện nay của đơn vị (%(due)s).")
            % {"due": moment_text(report.due_at)},
        )
    if due_at <= now:
        raise ReportRefused("due", _("Hạn mới đã qua: hãy ghi một thời điểm sau lúc này."))
    if not document.strip():
        raise ReportRefused("document", _("Hãy ghi văn bản cho gia hạn."))
    before, report.extended_until = report.due_at, due_at
    report.extension_document = document.strip()
    require_fit(report, {"extension_document": _("Văn bản cho gia hạn")})
    report.version += 1
    report.save()
    data = {"before": before, "due_at": due_at, "document": report.extension_document}
    note(report, "report.extended", actor=actor, now=now, data=data)
    return report


def _report_of_coordinator(report_id: int, actor: Actor) -> Report:
    report = locked_report(report_id)
    if not may_coordinate(actor, report.period):
        raise Denied(_("Chỉ cơ quan điều phối làm được việc này."))
    return report


def _require_explanation(report: Report, late_explanation: str, actor: Actor) -> None:
    if not may_approve(actor, report):
        raise Refused(_("Đã quá hạn gửi: người đứng đầu đơn vị phải giải trình và gửi báo cáo."))
    if not late_explanation.strip():
        raise ReportRefused(
            "late_explanation",
            _("Đã quá hạn gửi: hãy ghi giải trình của người đứng đầu rồi gửi lại."),
        )


def _next_receipt(report: Report) -> str:
    """Number receipts by the report; one that was sent again after a return counts on: "…-2"."""
    plain = f"BC-{report.period.year}-{report.pk:05d}"
    found = re.fullmatch(rf"{plain}(?:-(\d+))?", report.receipt_number)
    return f"{plain}-{int(found[1] or 1) + 1}" if found else plain
