"""A report's steps: before the leader, approved, sent, received, returned, given more time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parindex.kernel.clock import moment_text, now
from parindex.kernel.errors import Correctable, Refused
from parindex.reporting import operations
from parindex.web.report.desk_views import desk_page
from parindex.web.report.loaders import coordinated_report, stepped_report
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import field_of, status_of
from parindex.web.shell.forms import UnreadableError, read_moment, typed

_KEPT = ("reason", "late_explanation")


@loads("the body's desk, or coordinates the period", stepped_report)
@require_POST
def step(request: PersonRequest, report: Any) -> HttpResponse:
    """Do what the pressed button says."""
    try:
        done = _act(request, report)
    except Correctable as error:
        kept = {name: typed(request.POST, name) for name in _KEPT}
        return desk_page(request, report, step_error=error, typed=kept, status=status_of(error))
    messages.success(request, done)
    action = request.POST.get("action")
    if action == "submit":
        return redirect("report:receipt", report_id=report.pk)
    if action in {"receive", "send_back"} and request.POST.get("from") == "board":
        return redirect("report:board", code=report.period.code)
    return redirect("report:desk", report_id=report.pk)


@loads("coordinates the period", coordinated_report)
@require_http_methods(["GET", "POST"])
def extend(request: PersonRequest, report: Any) -> HttpResponse:
    """Give a body more time by a document."""
    kept = {name: typed(request.POST, name) for name in ("day", "time", "document")}
    error: Correctable | None = None
    if request.method == "POST":
        try:
            due_at = _new_deadline(kept)
            operations.extend_report(
                report_id=report.pk,
                due_at=due_at,
                document=kept["document"],
                actor=request.actor,
                now=now(),
            )
        except Correctable as problem:
            error = problem
        else:
            messages.success(
                request,
                _("%(unit)s được gửi trước %(due)s.")
                % {"unit": report.unit.name, "due": moment_text(due_at)},
            )
            return redirect("report:board", code=report.period.code)
    field = "due" if isinstance(error, UnreadableError) else field_of(error)
    context = {"report": report, "form": kept, "error": error, "field": field}
    return render(request, "report/extend.html", context, status=status_of(error))


def _new_deadline(kept: Mapping[str, str]) -> Any:
    found = read_moment(kept["day"], kept["time"])
    if found is None:
        raise UnreadableError(_("Hãy ghi hạn mới."), text="")
    return found


def _act(request: PersonRequest, report: Any) -> str:
    action = _ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        raise Refused(_("Không rõ việc cần làm. Hãy tải lại trang rồi bấm lại."))
    who: dict[str, Any] = {"report_id": report.pk, "actor": request.actor, "now": now()}
    return action(request, who)


def _request(_asked: PersonRequest, who: dict[str, Any]) -> str:
    operations.ask_for_approval(**who)
    return _("Đã trình lãnh đạo duyệt.")


def _approve(request: PersonRequest, who: dict[str, Any]) -> str:
    operations.approve(seen_hash=request.POST.get("seen_hash", ""), **who)
    return _("Đã duyệt. Bây giờ có thể gửi báo cáo.")


def _return(request: PersonRequest, who: dict[str, Any]) -> str:
    operations.return_to_drafting(reason=typed(request.POST, "reason"), **who)
    return _("Đã trả lại để sửa, kèm lý do.")


def _recall(_asked: PersonRequest, who: dict[str, Any]) -> str:
    operations.recall_report(**who)
    return _("Đã rút lại. Sửa xong hãy trình duyệt lại.")


def _submit(request: PersonRequest, who: dict[str, Any]) -> str:
    operations.submit_report(late_explanation=typed(request.POST, "late_explanation"), **who)
    return _("Đã gửi báo cáo. Hãy in hoặc lưu biên nhận này.")


def _receive(_asked: PersonRequest, who: dict[str, Any]) -> str:
    operations.receive_report(**who)
    return _("Đã tiếp nhận báo cáo.")


def _send_back(request: PersonRequest, who: dict[str, Any]) -> str:
    operations.return_report(reason=typed(request.POST, "reason"), **who)
    return _("Đã trả lại báo cáo cho đơn vị, kèm lý do.")


_ACTIONS: Mapping[str, Callable[[PersonRequest, dict[str, Any]], str]] = {
    "request": _request,
    "approve": _approve,
    "return": _return,
    "recall": _recall,
    "submit": _submit,
    "receive": _receive,
    "send_back": _send_back,
}
