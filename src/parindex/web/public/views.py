"""Pages for the citizen: read from what was published and from the criteria, never from dossiers at work."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from parindex.criteria.queries import (
    NoCriteriaSetError,
    criteria_set_of,
    stored_set_by_code,
    stored_sets,
)
from parindex.results.queries import content_of, standing_publications, versions_of
from parindex.web.public.chart import draw
from parindex.web.public.criteria_page import newest_of_each_code, sections_of
from parindex.web.public.downloads import publication_or_404
from parindex.web.public.finding import find_units
from parindex.web.public.standings import Wanted, build_board, thresholds
from parindex.web.public.unit_page import build_unit_page
from parindex.web.shell.access import PersonRequest, public

LATEST = 4
# Pages show who is signed in, so only the person's own browser keeps them, and asks again.
fresh = cache_control(private=True, no_cache=True)


@public
@require_safe
@fresh
def home(request: PersonRequest) -> HttpResponse:
    """Say what this is, show the latest results, and help to find one's commune."""
    latest = list(standing_publications()[:LATEST])
    newest = publication_or_404(latest[0].pk) if latest else None
    page: dict[str, Any] = {
        "latest": latest,
        "newest": newest,
        "content": content_of(newest) if newest else None,
        "sets": newest_of_each_code(stored_sets())[:LATEST],
    }
    if newest:
        page["board"] = build_board(page["content"], Wanted())
    return render(request, "public/home.html", page)


@public
@require_safe
@fresh
def results(request: PersonRequest) -> HttpResponse:
    """List what is published; with a search, the units of that name in every result."""
    wanted = Wanted.of(request.GET)
    page = {
        "wanted": wanted,
        "publications": list(standing_publications()),
        "found": find_units(wanted.text),
    }
    return render(request, "public/results.html", page)


@public
@require_safe
@fresh
def publication(request: PersonRequest, publication_id: int) -> HttpResponse:
    """Show a ranking with its decision, its files and how to check it."""
    row = publication_or_404(publication_id)
    content = content_of(row)
    versions = list(versions_of(row.round, row.criteria_set))
    page = {
        "publication": row,
        "content": content,
        "board": build_board(content, Wanted.of(request.GET)),
        "newer": next((each for each in versions if each.version > row.version), None),
        "older": [each for each in versions if each.version < row.version],
    }
    return render(request, "public/publication.html", page)


@public
@require_safe
@fresh
def unit(request: PersonRequest, publication_id: int, unit_code: str) -> HttpResponse:
    """Show one unit's result down to every component."""
    row = publication_or_404(publication_id)
    content = content_of(row)
    page = build_unit_page(content, criteria_set_of(row.criteria_set), unit_code)
    if page is None:
        raise Http404
    context = {"publication": row, "content": content, "page": page, "chart": draw(page.parts)}
    return render(request, "public/unit.html", context)


@public
@require_safe
@fresh
def criteria(request: PersonRequest) -> HttpResponse:
    """List the criteria sets."""
    return render(request, "public/criteria.html", {"sets": newest_of_each_code(stored_sets())})


@public
@require_safe
@fresh
def criteria_set(request: PersonRequest, code: str) -> HttpResponse:
    """Show a whole criteria set with every rule in words."""
    try:
        stored = stored_set_by_code(code)
    except NoCriteriaSetError as error:
        raise Http404(str(error)) from error
    compiled = criteria_set_of(stored)
    page = {
        "has_illustrative_rows": any(leaf.illustrative for leaf in compiled.leaves),
        "stored": stored,
        "set": compiled,
        "sections": sections_of(compiled),
        "classes": thresholds([(item.name, item.at_least) for item in compiled.classes]),
    }
    return render(request, "public/criteria_set.html", page)
