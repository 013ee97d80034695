"""Opening a period: which body, which outline, which kind and year; the outline gives window and deadline."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.reporting import operations
from parindex.web.report.loaders import coordinator
from parindex.web.report.opening_page import PeriodForm, build_page
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import field_of, status_of


@loads("coordinates for an agency", coordinator)
@require_http_methods(["GET", "POST"])
def open_period(request: PersonRequest) -> HttpResponse:
    """Show the form with what follows from the chosen kind and year; POST opens."""
    if request.method == "GET":
        return _page(request, PeriodForm.of(request.GET))
    form = PeriodForm.of(request.POST)
    page = build_page(request.actor, form, now=now())
    if request.POST.get("action") != "open":
        return _page(request, form)
    try:
        period = operations.open_period(plan=page.plan(form), actor=request.actor, now=now())
    except Correctable as error:
        return _page(request, form, error=error)
    messages.success(request, _("Đã mở %(period)s.") % {"period": period.name})
    return redirect("report:board", code=period.code)


def _page(
    request: PersonRequest, form: PeriodForm, *, error: Correctable | None = None
) -> HttpResponse:
    page = build_page(request.actor, form, now=now())
    context: dict[str, Any] = {
        "page": page,
        "form": form,
        "error": error,
        "field": field_of(error) or ("form" if error else ""),
    }
    return render(request, "report/open.html", context, status=status_of(error))
