"""The leader's approval, tied to the exact content that was approved."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.kernel.errors import Denied, Refused
from parindex.reporting.choices import ReportState
from parindex.reporting.fingerprint import report_hash
from parindex.reporting.models import Report
from parindex.reporting.operations.noting import (
    ReportRefused,
    desk_report,
    drafted_report,
    locked_report,
    move,
    require_state,
)
from parindex.reporting.queries import load_report
from parindex.reporting.rules import may_approve


@transaction.atomic
def ask_for_approval(*, report_id: int, actor: Actor, now: dt.datetime) -> Report:
    """Put a finished report before the leader; raises Refused naming what is missing."""
    report = drafted_report(report_id, actor, now)
    _require_finished(report)
    report.return_reason = ""
    return move(
        report, ReportState.AWAITING_APPROVAL, "report.approval_requested", actor=actor, now=now
    )


@transaction.atomic
def approve(*, report_id: int, seen_hash: str, actor: Actor, now: dt.datetime) -> Report:
    """Approve exactly the content whose hash the leader saw; raises Refused if it has changed since."""
    report = _report_of_leader(report_id, actor)
    require_state(report, ReportState.AWAITING_APPROVAL)
    _require_finished(report)
    digest = report_hash(load_report(report))
    if digest != seen_hash:
        raise Refused(_("Nội dung đã thay đổi sau khi anh/chị mở trang. Hãy xem lại rồi duyệt."))
    report.approved_hash, report.approved_by, report.approved_at = digest, actor.full_name, now
    return move(
        report,
        ReportState.APPROVED,
        "report.approved",
        actor=actor,
        now=now,
        data={"content_hash": digest},
    )


@transaction.atomic
def return_to_drafting(*, report_id: int, reason: str, actor: Actor, now: dt.datetime) -> Report:
    """Give a report back to the clerk with a reason that the clerk sees."""
    report = _report_of_leader(report_id, actor)
    require_state(report, ReportState.AWAITING_APPROVAL, ReportState.APPROVED)
    if not reason.strip():
        raise ReportRefused("reason", _("Hãy ghi lý do trả lại để cán bộ biết cần sửa gì."))
    withdraw_approval(report)
    report.return_reason = reason.strip()
    return move(
        report,
        ReportState.DRAFTING,
        "report.returned_to_desk",
        actor=actor,
        now=now,
        data={"reason": report.return_reason},
    )


@transaction.atomic
def recall_report(*, report_id: int, actor: Actor, now: dt.datetime) -> Report:
    """Take a report back for changes; an approval given before no longer counts."""
    report = desk_report(report_id, actor)
    require_state(report, ReportState.AWAITING_APPROVAL, ReportState.APPROVED)
    withdraw_approval(report)
    return move(report, ReportState.DRAFTING, "report.recalled", actor=actor, now=now)


def withdraw_approval(report: Report) -> None:
    """Forget an approval that no longer counts; the caller saves."""
    report.approved_hash, report.approved_by, report.approved_at = "", "", None


def _require_finished(report: Report) -> None:
    missing = load_report(report).missing
    if missing:
        raise Refused(
            _("Báo cáo còn %(count)d chỗ chưa xong, trước hết: %(first)s")
            % {"count": len(missing), "first": missing[0]}
        )


def _report_of_leader(report_id: int, actor: Actor) -> Report:
    report = locked_report(report_id)
    if not may_approve(actor, report):
        raise Denied(_("Chỉ lãnh đạo đơn vị được duyệt."))
    return report
