"""The desk's page and its saves: one component, one fact."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parindex.assessments import operations
from parindex.assessments.sight import sees
from parindex.assessments.workbook import Line, Workbook
from parindex.engine import FactError
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.web.selfassess import answers, reading
from parindex.web.selfassess.cards import build_card
from parindex.web.selfassess.facts import read_wire
from parindex.web.shell import loaders
from parindex.web.shell.access import PersonRequest, loads


@loads("desk", loaders.desk)
@require_GET
def desk(request: PersonRequest, *, workbook: Workbook) -> HttpResponse:
    """The whole form on one page."""
    return answers.desk_page(request, workbook)


@loads("desk", loaders.desk)
@require_http_methods(["GET", "POST"])
def save_component(request: PersonRequest, *, workbook: Workbook, code: str) -> HttpResponse:
    """Save what stands in a card; GET gives the card as stored ("use theirs")."""
    line = line_or_404(request, workbook, code)
    if request.method == "GET":
        return (
            answers.card_fragment(request, workbook, code)
            if answers.is_htmx(request)
            else answers.back_to_card(workbook, code)
        )
    card = build_card(workbook, code, actor=request.actor, now=now())
    draft = reading.typed_draft(request.POST, computed_text=card.computed_text)
    try:
        operations.save_component(
            dossier_id=workbook.dossier.pk,
            code=code,
            draft=reading.component_draft(draft),
            expected_version=reading.version_of(request.POST),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return answers.component_refused(request, workbook, line, draft=draft, error=error)
    return answers.component_saved(request, workbook, code)


@loads("desk", loaders.desk)
@require_POST
def save_fact(request: PersonRequest, *, workbook: Workbook, fact_code: str) -> HttpResponse:
    """Save a fact; everything that depends on it is scored again."""
    fact = workbook.criteria_set.facts.get(fact_code)
    if fact is None or not workbook.lines_using(fact_code):
        raise Http404
    typed = reading.typed_fact(request.POST)
    try:
        operations.save_fact(
            dossier_id=workbook.dossier.pk,
            fact_code=fact_code,
            wire=read_wire(fact, typed, now=now()),
            expected_version=reading.version_of(request.POST),
            actor=request.actor,
            now=now(),
        )
    except (Correctable, FactError) as error:
        return answers.fact_refused(request, workbook, fact_code, typed=typed, error=error)
    return answers.fact_saved(request, workbook, fact_code)


def line_or_404(request: PersonRequest, workbook: Workbook, code: str) -> Line:
    """Return a component that the person sees; any other code does not exist."""
    line = workbook.lines.get(code)
    if line is None or not sees(request.actor, workbook, line):
        raise Http404
    return line
