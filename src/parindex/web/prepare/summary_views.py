"""The coordinator's summary of the preparation, on the screen and as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from parindex.cycles.queries import rounds_of
from parindex.kernel.clock import now
from parindex.web.prepare.summary_file import summary_xlsx
from parindex.web.prepare.summary_page import Wanted, build_page
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.loaders import overseen_cycle

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@loads("oversees the cycle", overseen_cycle)
@require_GET
def summary(request: PersonRequest, *, cycle: Any) -> HttpResponse:
    """Show every unit by field."""
    context = {
        "cycle": cycle,
        "page": build_page(cycle, Wanted.of(request.GET), now=now()),
        "rounds": rounds_of(cycle),
    }
    return render(request, "prepare/summary.html", context)


@loads("oversees the cycle", overseen_cycle)
@require_GET
def summary_file(_request: PersonRequest, *, cycle: Any) -> HttpResponse:
    """Send the whole of it as a workbook."""
    response = HttpResponse(summary_xlsx(cycle, now=now()), content_type=XLSX)
    name = f"chuan-bi-{cycle.code}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
