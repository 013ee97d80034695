"""The way in, and one unit's result down to every lost point."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parindex.improvement.desks import overseen_cycles, own_cycles
from parindex.improvement.rules import works_for
from parindex.kernel.clock import now
from parindex.web.improve.loaders import own_result
from parindex.web.improve.result_page import Wanted, build_page
from parindex.web.improve.tables import losses_sheet
from parindex.web.shell.access import PersonRequest, loads, signed_in
from parindex.web.shell.sheets import asks_workbook, send_workbook


@signed_in
@require_safe
def hub(request: PersonRequest) -> HttpResponse:
    """Show what comes after the result, unit by unit and cycle by cycle."""
    page = {"own": own_cycles(request.actor), "overseen": overseen_cycles(request.actor)}
    return render(request, "improve/hub.html", page)


@loads("the unit itself, or oversees the cycle", own_result)
@require_safe
def result(request: PersonRequest, result: Any) -> HttpResponseBase:
    """Show every lost point of a unit and why it was lost."""
    page = build_page(result, Wanted.of(request.GET))
    if asks_workbook(request):
        name = f"mat-diem-{result.unit.code}-{result.cycle.code}"
        title = f"{result.unit.name}: {result.cycle.name}"
        return send_workbook([losses_sheet(page)], name=name, title=title, now=now())
    context = {"page": page, "result": result, "is_own": works_for(request.actor, result.unit)}
    return render(request, "improve/result.html", context)
