"""The steps of a collated report: assembled, before the leader, approved, returned, sent up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, Refused
from parindex.reporting import operations as reporting
from parindex.reporting.choices import ReportState
from parindex.reporting.collating import operations as collating
from parindex.reporting.collating.queries import body_report, upper_periods
from parindex.reporting.queries import NoReportError
from parindex.web.collate.loaders import body_period, coordinated_period, seen_period
from parindex.web.collate.views import overview_page
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.forms import typed


@loads("coordinates the period", coordinated_period)
@require_POST
def collate(request: PersonRequest, period: Any) -> HttpResponse:
    """Begin the collated report, or bring it up to date."""
    try:
        done = collating.collate(period=period, actor=request.actor, now=now())
    except Correctable as error:
        return overview_page(request, period, error=error)
    messages.success(
        request,
        _(
            "Đã tổng hợp: thêm %(added)d đoạn, cập nhật %(renewed)d đoạn, bỏ %(removed)d đoạn, "
            "đổi %(figures)d ô số liệu."
        )
        % {
            "added": done.added,
            "renewed": done.renewed,
            "removed": done.removed,
            "figures": done.figures,
        },
    )
    return redirect("collate:overview", code=period.code)


@loads("oversees the period, or works for the body that collects", seen_period)
@require_POST
def step(request: PersonRequest, period: Any) -> HttpResponse:
    """Do what the pressed button says."""
    try:
        done = _act(request, period)
    except Correctable as error:
        return overview_page(request, period, error=error)
    messages.success(request, done)
    return redirect("collate:overview", code=period.code)


@loads("works for the body that collects", body_period)
@require_POST
def send_up(request: PersonRequest, period: Any) -> HttpResponse:
    """Hand the approved report in one level up."""
    report = body_report(period)
    wanted = request.POST.get("period", "")
    try:
        upper = next(
            (row for row in (upper_periods(report) if report else []) if row.code == wanted), None
        )
        if report is None or upper is None:
            raise NoReportError
        sent = collating.send_up(
            report_id=report.pk,
            period=upper,
            actor=request.actor,
            now=now(),
            late_explanation=typed(request.POST, "late_explanation"),
        )
    except Correctable as error:
        return overview_page(request, period, error=error)
    if sent.state == ReportState.SUBMITTED:
        messages.success(
            request,
            _("Đã gửi vào kỳ “%(period)s”, số biên nhận %(number)s.")
            % {"period": upper.name, "number": sent.receipt_number},
        )
    else:
        messages.warning(
            request,
            _(
                "Đã chuyển nội dung sang kỳ “%(period)s”. Đề cương của cấp trên yêu cầu thêm nội dung: "
                "hãy bổ sung, trình duyệt rồi gửi."
            )
            % {"period": upper.name},
        )
    return redirect("collate:overview", code=period.code)


def _act(request: PersonRequest, period: Any) -> str:
    action = _ACTIONS.get(request.POST.get("action", ""))
    report = body_report(period)
    if action is None or report is None:
        raise Refused(_("Không rõ việc cần làm. Hãy tải lại trang rồi bấm lại."))
    return action(request, {"report_id": report.pk, "actor": request.actor, "now": now()})


def _ask(_request: PersonRequest, who: dict[str, Any]) -> str:
    collating.ask_for_approval(**who)
    return _("Đã trình lãnh đạo duyệt.")


def _approve(request: PersonRequest, who: dict[str, Any]) -> str:
    reporting.approve(seen_hash=request.POST.get("seen_hash", ""), **who)
    return _("Đã duyệt báo cáo tổng hợp.")


def _return(request: PersonRequest, who: dict[str, Any]) -> str:
    reporting.return_to_drafting(reason=typed(request.POST, "reason"), **who)
    return _("Đã trả lại để sửa, kèm lý do.")


def _recall(_request: PersonRequest, who: dict[str, Any]) -> str:
    collating.recall(**who)
    return _("Đã rút lại. Sửa xong hãy trình duyệt lại.")


_ACTIONS: Mapping[str, Callable[[PersonRequest, dict[str, Any]], str]] = {
    "request": _ask,
    "approve": _approve,
    "return": _return,
    "recall": _recall,
}
