"""The desk's page and its saves: one component, one fact."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parindex.assessments import operations
from parindex.assessments.queries import Cover, load_line, load_workbook
from parindex.assessments.sight import sees
from parindex.assessments.workbook import Line, Workbook
from parindex.criteria.queries import criteria_set_of
from parindex.engine import FactError
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.web.selfassess import answers, reading
from parindex.web.selfassess.cards import points_text
from parindex.web.selfassess.facts import read_wire
from parindex.web.selfassess.fields import field_above
from parindex.web.shell import forms, loaders
from parindex.web.shell.access import PersonRequest, loads


@loads("desk", loaders.desk)
@require_GET
def desk(request: PersonRequest, *, workbook: Workbook) -> HttpResponse:
    """The whole form on one page."""
    return answers.desk_page(request, workbook)


@loads("desk", loaders.desk)
@require_GET
def field(request: PersonRequest, *, workbook: Workbook, code: str) -> HttpResponse:
    """One field with its cards, for a desk that has its list only; without scripts the desk there."""
    found = field_above(workbook.criteria_set, code)
    if found is None:
        raise Http404
    if not answers.is_htmx(request):
        desk_url = reverse("selfassess:desk", args=[workbook.dossier.pk])
        return redirect(f"{desk_url}?linh-vuc={quote(found.code)}")
    return answers.field_fragment(request, workbook, found)


@loads("desk", loaders.desk_component)
@require_http_methods(["GET", "POST"])
def save_component(request: PersonRequest, *, cover: Cover, code: str) -> HttpResponse:
    """Save what stands in a card; GET gives the card as stored ("use theirs")."""
    if request.method == "GET":
        return (
            answers.card_fragment(request, load_workbook(cover.dossier), code)
            if answers.is_htmx(request)
            else answers.back_to_card(cover.dossier, code)
        )
    draft = reading.typed_draft(request.POST, computed_text=_computed_text(request, cover, code))
    try:
        operations.save_component(
            dossier_id=cover.dossier.pk,
            code=code,
            draft=reading.component_draft(draft),
            expected_version=forms.version_of(request.POST),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        workbook = load_workbook(cover.dossier)
        return answers.component_refused(
            request, workbook, workbook.lines[code], draft=draft, error=error
        )
    return answers.component_saved(request, cover, code)


@loads("desk", loaders.desk_fact)
@require_POST
def save_fact(request: PersonRequest, *, cover: Cover, fact_code: str) -> HttpResponse:
    """Save a fact; everything that depends on it is scored again."""
    criteria_set = criteria_set_of(cover.dossier.criteria_set)
    fact = criteria_set.facts.get(fact_code)
    if fact is None or not criteria_set.leaves_using(fact_code):
        raise Http404
    typed = reading.typed_fact(request.POST)
    try:
        operations.save_fact(
            dossier_id=cover.dossier.pk,
            fact_code=fact_code,
            wire=read_wire(fact, typed, now=now()),
            expected_version=forms.version_of(request.POST),
            actor=request.actor,
            now=now(),
        )
    except (Correctable, FactError) as error:
        workbook = load_workbook(cover.dossier)
        return answers.fact_refused(request, workbook, fact_code, typed=typed, error=error)
    return answers.fact_saved(request, cover, fact_code)


def line_or_404(request: PersonRequest, workbook: Workbook, code: str) -> Line:
    """Return a component that the person sees; any other code does not exist."""
    line = workbook.lines.get(code)
    if line is None or not sees(request.actor, workbook, line):
        raise Http404
    return line


def _computed_text(request: PersonRequest, cover: Cover, code: str) -> str:
    """Return the computed points if the button without scripts takes them."""
    if request.POST.get("take") != "computed":
        return ""
    return points_text(load_line(cover.dossier, code).computed)
