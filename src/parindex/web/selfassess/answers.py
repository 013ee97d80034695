"""What the desk answers: the page, one card, or only the pieces that a save changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.assessments.queries import load_workbook
from parindex.assessments.sight import seen_codes
from parindex.assessments.workbook import Line, Workbook
from parindex.engine import FactError
from parindex.kernel.clock import now
from parindex.kernel.errors import PersonError, Stale
from parindex.web.selfassess import board, cards, facts
from parindex.web.selfassess.cards import Draft, Typed
from parindex.web.selfassess.filters import FILTERS, read_choice
from parindex.web.selfassess.names import anchor, slug
from parindex.web.shell.access import PersonRequest
from parindex.web.shell.middleware import CONFLICT, UNPROCESSABLE

NOT_APPLICABLE = {True: gettext_lazy("không áp dụng"), False: gettext_lazy("có áp dụng")}


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether HTMX asks for a fragment."""
    return bool(getattr(request, "htmx", False))


def status_of(error: PersonError | FactError) -> int:
    """Return 409 for a conflict and 422 for everything else that a person can put right."""
    return CONFLICT if isinstance(error, Stale) else UNPROCESSABLE


def desk_page(
    request: PersonRequest,
    workbook: Workbook,
    *,
    typed: Mapping[str, Typed] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the whole desk, with what was typed and not taken still in its place."""
    moment, choice = now(), read_choice(request.GET)
    context = {
        "workbook": workbook,
        "dossier": workbook.dossier,
        "board": board.build_board(
            workbook, actor=request.actor, now=moment, choice=choice, typed=typed
        ),
        "filters": FILTERS.items(),
        "choice": choice,
        "now": moment,
    }
    return render(request, "selfassess/desk.html", context, status=status)


def card_fragment(request: PersonRequest, workbook: Workbook, code: str) -> HttpResponse:
    """Return one card as it is stored."""
    card = cards.build_card(workbook, code, actor=request.actor, now=now())
    return render(request, "selfassess/_card.html", {"card": card, "dossier": workbook.dossier})


def back_to_card(workbook: Workbook, code: str) -> HttpResponse:
    """Send a browser without scripts back to the card."""
    return redirect(f"{reverse('selfassess:desk', args=[workbook.dossier.pk])}#{anchor(code)}")


def changed_pieces(
    request: PersonRequest, workbook: Workbook, codes: Iterable[str]
) -> dict[str, Any]:
    """Return the small pieces to renew for components whose numbers may have changed."""
    seen, moment = seen_codes(request.actor, workbook), now()
    shown = [code for code in codes if code in seen]
    return {
        "dossier": workbook.dossier,
        "changed": [
            cards.build_card(workbook, code, actor=request.actor, now=moment) for code in shown
        ],
        "outline": board.outline(workbook, shown, seen=seen),
        "totals": board.totals(workbook, seen),
        "now": moment,
    }


def component_saved(request: PersonRequest, workbook: Workbook, code: str) -> HttpResponse:
    """Answer a saved component."""
    if not is_htmx(request):
        return back_to_card(workbook, code)
    fresh = load_workbook(workbook.dossier)
    card = cards.build_card(fresh, code, actor=request.actor, now=now())
    context = changed_pieces(request, fresh, [code]) | {"card": card}
    return render(request, "selfassess/component_saved.html", context)


def component_refused(
    request: PersonRequest, workbook: Workbook, line: Line, *, draft: Draft, error: PersonError
) -> HttpResponse:
    """Answer a component that was not taken: the sentence at the field, or both texts side by side."""
    conflict = _component_conflict(draft, error) if isinstance(error, Stale) else None
    name = "" if conflict else "self_score"
    typed = Typed(draft=draft, errors={name: str(error)}, conflict=conflict)
    if not is_htmx(request):
        return desk_page(request, workbook, typed={line.code: typed}, status=status_of(error))
    card = cards.build_card(workbook, line.code, actor=request.actor, now=now(), typed=typed)
    context = {"card": card, "message": str(error), "field": name, "dossier": workbook.dossier}
    return render(request, "selfassess/component_refused.html", context, status=status_of(error))


def fact_saved(request: PersonRequest, workbook: Workbook, fact_code: str) -> HttpResponse:
    """Answer a saved fact: its derived number, its mirrors, and every component that uses it."""
    codes = [line.code for line in workbook.lines_using(fact_code)]
    if not is_htmx(request):
        return back_to_card(workbook, codes[0])
    fresh = load_workbook(workbook.dossier)
    field = facts.fact_field(fresh, fact_code, inside=codes[0], is_editable=True)
    mirrors = [
        (slug(code), facts.fact_field(fresh, fact_code, inside=code, is_editable=False))
        for code in codes[1:]
    ]
    context = changed_pieces(request, fresh, codes) | {"field": field, "mirrors": mirrors}
    return render(request, "selfassess/fact_saved.html", context)


def fact_refused(
    request: PersonRequest,
    workbook: Workbook,
    fact_code: str,
    *,
    typed: Mapping[str, str],
    error: PersonError | FactError,
) -> HttpResponse:
    """Answer a fact that was not taken."""
    code = workbook.lines_using(fact_code)[0].code
    field = facts.fact_field(
        workbook,
        fact_code,
        inside=code,
        is_editable=True,
        typed=typed,
        error=str(error),
        conflict=_fact_conflict(workbook, fact_code, typed, error)
        if isinstance(error, Stale)
        else None,
    )
    if not is_htmx(request):
        kept = Typed(facts={fact_code: field})
        return desk_page(request, workbook, typed={code: kept}, status=status_of(error))
    context = {"field": field, "message": str(error), "dossier": workbook.dossier, "code": code}
    return render(request, "selfassess/fact_refused.html", context, status=status_of(error))


def _component_conflict(draft: Draft, error: Stale) -> facts.Conflict:
    theirs = error.theirs
    rows = (
        (_("Điểm tự chấm"), draft.self_score, theirs.get("self_score", "")),
        (_("Lý do"), draft.reason, theirs.get("reason", "")),
        (_("Giải trình"), draft.explanation, theirs.get("explanation", "")),
        (
            _("Áp dụng"),
            str(NOT_APPLICABLE[draft.not_applicable]),
            str(NOT_APPLICABLE[theirs.get("not_applicable") == "True"]),
        ),
    )
    differing = tuple(row for row in rows if row[1].strip() != row[2].strip())
    return facts.Conflict(message=str(error), version=error.version, rows=differing)


def _fact_conflict(
    workbook: Workbook, fact_code: str, typed: Mapping[str, str], error: Stale
) -> facts.Conflict:
    fact = workbook.criteria_set.facts[fact_code]
    theirs = facts.shown(fact, load_workbook(workbook.dossier).values.get(fact_code))
    mine = facts.shown_typed(fact, typed)
    return facts.Conflict(
        message=str(error), version=error.version, rows=((fact.label, mine, theirs),)
    )
