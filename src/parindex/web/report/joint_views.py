"""Two departments in one section: asking, giving, taking over, withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.reporting import operations
from parindex.reporting.operations import ReportRefused
from parindex.units.queries import find_unit
from parindex.web.report.desk_page import Attempt
from parindex.web.report.desk_views import desk_page
from parindex.web.report.forms import slug
from parindex.web.report.loaders import own_report, seen_report
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import typed, version_of


@loads("the body's desk", own_report)
@require_POST
def ask(request: PersonRequest, report: Any, section: str) -> HttpResponse:
    """Ask another department for its part."""
    agency = find_unit(request.POST.get("agency", ""))
    try:
        if agency is None:
            raise ReportRefused("agency", _("Hãy chọn cơ quan phối hợp."))
        operations.ask_joint(
            report_id=report.pk,
            section_code=section,
            agency=agency,
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return desk_page(request, report, step_error=error, status=status_of(error))
    messages.success(request, _("Đã đề nghị %(agency)s phối hợp.") % {"agency": agency.name})
    return _back(report, slug("muc", section))


@loads("the body, its partners, or oversees the period", seen_report)
@require_POST
def joint(request: PersonRequest, report: Any, joint_id: int) -> HttpResponse:
    """Give one's part; or, for the lead department, take it over or withdraw the request."""
    who: dict[str, Any] = {
        "report_id": report.pk,
        "joint_id": joint_id,
        "actor": request.actor,
        "now": now(),
    }
    action, text = request.POST.get("action", ""), typed(request.POST, "text")
    try:
        if action == "withdraw":
            operations.withdraw_joint(**who)
        elif action == "take":
            operations.take_joint(expected_version=version_of(request.POST), **who)
        else:
            operations.give_joint(text=text, expected_version=version_of(request.POST), **who)
    except Correctable as error:
        if action in {"withdraw", "take"}:
            return desk_page(request, report, step_error=error, status=status_of(error))
        attempt = Attempt(place=f"phan-{joint_id}", text=text, error=error)
        return desk_page(request, report, attempt=attempt, status=status_of(error))
    messages.success(request, _DONE.get(action, _("Đã gửi nội dung phối hợp.")))
    return _back(report, "noi-dung")


_DONE = {
    "withdraw": gettext_lazy("Đã rút đề nghị phối hợp."),
    "take": gettext_lazy("Đã đưa nội dung vào mục."),
}


def _back(report: Any, anchor: str) -> HttpResponse:
    return redirect(f"{reverse('report:desk', args=[report.pk])}#{anchor}")
