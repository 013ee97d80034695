"""The way in, and one unit's result down to every lost point."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parindex.improvement.desks import overseen_cycles, own_cycles
from parindex.improvement.rules import works_for
from parindex.web.improve.loaders import own_result
from parindex.web.improve.result_page import Wanted, build_page
from parindex.web.shell.access import PersonRequest, loads, signed_in


@signed_in
@require_safe
def hub(request: PersonRequest) -> HttpResponse:
    """Show what comes after the result, unit by unit and cycle by cycle."""
    page = {"own": own_cycles(request.actor), "overseen": overseen_cycles(request.actor)}
    return render(request, "improve/hub.html", page)


@loads("the unit itself, or oversees the cycle", own_result)
@require_safe
def result(request: PersonRequest, result: Any) -> HttpResponse:
    """Show every lost point of a unit and why it was lost."""
    page = build_page(result, Wanted.of(request.GET))
    context = {"page": page, "result": result, "is_own": works_for(request.actor, result.unit)}
    return render(request, "improve/result.html", context)
