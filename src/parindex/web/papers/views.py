"""Documents that officials sign: what can be made, what is missing, and the files."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from parindex.cycles.rules import may_coordinate, may_oversee
from parindex.documents.catalogue import (
    Prepared,
    kept_for,
    offers_of_cycle,
    offers_of_dossier,
    overseen_cycles,
    own_dossiers,
)
from parindex.web.papers.loaders import FORMATS, desk_dossier, paper, result_dossier
from parindex.web.papers.page import PapersPage
from parindex.web.shell.access import PersonRequest, loads, signed_in
from parindex.web.shell.loaders import overseen_cycle


@signed_in
@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """Show the cycles and the dossiers whose documents are the person's."""
    context = {
        "overseen": list(overseen_cycles(request.actor)),
        "own": own_dossiers(request.actor),
    }
    return render(request, "papers/home.html", context)


@loads("oversees the cycle", overseen_cycle)
@require_safe
def cycle(request: PersonRequest, *, cycle: Any) -> HttpResponse:
    """Show every document of a cycle that the person may read, under the filters."""
    offers = kept_for(request.actor, offers_of_cycle(cycle))
    context = {
        "cycle": cycle,
        "may_coordinate": may_coordinate(request.actor, cycle),
        "page": PapersPage(offers=offers, query=request.GET, overseer=True),
    }
    return render(request, "papers/cycle.html", context)


@loads("may see the desk", desk_dossier)
@require_safe
def dossier(request: PersonRequest, *, dossier: Any) -> HttpResponse:
    """Show the documents of one dossier that the person may read."""
    overseer = may_oversee(request.actor, dossier.round.cycle)
    offers = kept_for(request.actor, offers_of_dossier(dossier))
    context = {
        "dossier": dossier,
        "cycle": dossier.round.cycle,
        "overseer": overseer,
        "page": PapersPage(offers=offers, query=request.GET, overseer=overseer),
    }
    return render(request, "papers/dossier.html", context)


@loads("may see the desk", result_dossier)
@require_safe
def of_result(request: PersonRequest, *, dossier: Any) -> HttpResponse:  # noqa: ARG001 - a view's first argument
    """Lead from a unit's result to the documents of the dossier behind it."""
    return redirect("papers:dossier", dossier.pk)


@loads("the document is for this person", paper)
@require_safe
def download(request: PersonRequest, *, made: Prepared, fmt: str) -> HttpResponse:  # noqa: ARG001 - a view's first argument
    """Write the document from what is stored now; says in a sentence what is missing."""
    response = HttpResponse(made.written(fmt), content_type=FORMATS[fmt])
    name = made.file_name(fmt)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Cache-Control"] = "private, no-store"
    return response
