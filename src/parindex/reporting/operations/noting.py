"""What every change of a report has in common: loading under lock, its checks, its journal entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.kernel import journal
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Correctable, Denied, Refused
from parindex.reporting.choices import ReportState
from parindex.reporting.models import Report
from parindex.reporting.queries import NoReportError, reports
from parindex.reporting.rules import is_drafted, is_handed_in, works_on


class ReportRefused(Correctable):
    """Something that was typed is missing or cannot be; names the field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def locked_report(report_id: int) -> Report:
    """Return the report, held until the end of the transaction; raises NoReportError."""
    found = reports().select_for_update(of=("self",)).filter(pk=report_id).first()
    if found is None:
        raise NoReportError
    return found


def desk_report(report_id: int, actor: Actor) -> Report:
    """Return the report for who works on it; raises Denied."""
    report = locked_report(report_id)
    if not works_on(actor, report):
        raise Denied(_("Báo cáo này của đơn vị khác."))
    return report


def drafted_report(report_id: int, actor: Actor, now: dt.datetime) -> Report:
    """Return the report for who works on it, while it is drafted; raises Denied, Refused."""
    report = desk_report(report_id, actor)
    if reason := closed_reason(report, now):
        raise Refused(reason)
    return report


def closed_reason(report: Report, now: dt.datetime) -> str:
    """Say why a report cannot be changed now and what would open it; "" while it can."""
    if now < report.period.opens_at:
        return _("Kỳ báo cáo chưa mở, mở từ %(moment)s.") % {
            "moment": moment_text(report.period.opens_at)
        }
    if is_handed_in(report):
        return _(
            "Báo cáo đã gửi nên không sửa được. Nếu cần sửa, hãy đề nghị cơ quan điều phối trả lại."
        )
    if report.state == ReportState.APPROVED:
        return _("Lãnh đạo đã duyệt nội dung này. Muốn sửa, hãy rút lại rồi trình duyệt lại.")
    if not is_drafted(report):
        return _("Nội dung đang chờ lãnh đạo duyệt. Muốn sửa, hãy rút lại.")
    return ""


def require_state(report: Report, *allowed: ReportState) -> None:
    """Raise Refused when the report is at another step."""
    if report.state not in allowed:
        raise Refused(
            _("Báo cáo đang ở bước “%(state)s” nên không làm được việc này. Hãy tải lại trang.")
            % {"state": report.get_state_display()}
        )


def move(
    report: Report,
    state: ReportState,
    action: str,
    *,
    actor: Actor,
    now: dt.datetime,
    data: Mapping[str, Any] | None = None,
) -> Report:
    """Save the report at its next step, and say so in the journal."""
    report.state = state
    report.version += 1
    report.save()
    note(report, action, actor=actor, now=now, data=data)
    return report


def note(
    report: Report,
    action: str,
    *,
    actor: Actor,
    now: dt.datetime,
    about: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Write a journal entry about a report, or about a part of it ("section:the-che")."""
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"report:{report.pk}/{about}" if about else f"report:{report.pk}",
        unit_path=report.unit.path,
        data=dict(data or {}),
    )
