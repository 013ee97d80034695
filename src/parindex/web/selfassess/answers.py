"""What the desk answers: the page, one card, or only the pieces that a save changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.assessments.queries import Cover, extensions_of, load_numbers, load_workbook
from parindex.assessments.workbook import Line, Workbook
from parindex.criteria.queries import criteria_set_of
from parindex.engine import FactError, Node
from parindex.kernel.clock import now
from parindex.kernel.errors import PersonError, Stale
from parindex.web.selfassess import board, cards, facts
from parindex.web.selfassess.beside import beside, news
from parindex.web.selfassess.cards import Draft, Typed
from parindex.web.selfassess.filters import FILTERS, read_choice
from parindex.web.selfassess.names import place, slug
from parindex.web.shell.access import PersonRequest
from parindex.web.shell.answers import CONFLICT, UNPROCESSABLE

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
    moment, choice, around = now(), read_choice(request.GET), beside(workbook)
    context = {
        "workbook": workbook,
        "dossier": workbook.dossier,
        "board": board.build_board(
            workbook,
            actor=request.actor,
            now=moment,
            choice=choice,
            typed=typed,
            beside=around,
        ),
        "guides": around.guides.whole if around.guides else (),
        "extension": extension_of(workbook),
        "filters": FILTERS.items(),
        "choice": choice,
        "now": moment,
    }
    return render(request, "selfassess/desk.html", context, status=status)


def extension_of(workbook: Workbook) -> Any:
    """Return the extension that gives the unit its deadline; None, and no query, without one."""
    dossier = workbook.dossier
    return extensions_of(dossier).first() if dossier.extended_until else None


def card_fragment(request: PersonRequest, workbook: Workbook, code: str) -> HttpResponse:
    """Return one card as it is stored."""
    card = _card(request, workbook, code, beside=beside(workbook))
    return render(request, "selfassess/_card.html", {"card": card, "dossier": workbook.dossier})


def field_fragment(request: PersonRequest, workbook: Workbook, field: Node) -> HttpResponse:
    """Return one field with its cards, to take the place of its list; 404 where nothing is seen."""
    block = board.build_field(
        workbook, field, actor=request.actor, now=now(), beside=beside(workbook)
    )
    if block is None:
        raise Http404
    return render(request, "selfassess/_field.html", {"block": block, "dossier": workbook.dossier})


def back_to_card(dossier: Any, code: str) -> HttpResponse:
    """Send a browser without scripts back to the card."""
    return redirect(reverse("selfassess:desk", args=[dossier.pk]) + place(code))


def changed_pieces(
    request: PersonRequest, workbook: Workbook, codes: Iterable[str]
) -> dict[str, Any]:
    """Return the small pieces to renew for components whose numbers may have changed.

    The workbook may be one without documents (``load_numbers``): sums and pieces name none.
    """
    holds = cards.holds_of(workbook, actor=request.actor, now=now())
    seen = frozenset(
        code for code, line in workbook.lines.items() if cards.hold_at(holds, line).is_seen
    )
    shown = [code for code in codes if code in seen]
    fresh = news(workbook, shown)
    return {
        "dossier": workbook.dossier,
        "changed": [
            cards.build_card(workbook, code, holds=holds, beside=fresh, whole=False)
            for code in shown
        ],
        "outline": board.outline(workbook, shown, seen=seen),
        "totals": board.totals(workbook, seen),
    }


def component_saved(request: PersonRequest, cover: Cover, code: str) -> HttpResponse:
    """Answer a saved component, without loading what the save did not touch."""
    if not is_htmx(request):
        return back_to_card(cover.dossier, code)
    context = changed_pieces(request, load_numbers(cover), [code])
    return render(
        request, "selfassess/component_saved.html", context | {"card": context["changed"][0]}
    )


def component_refused(
    request: PersonRequest, workbook: Workbook, line: Line, *, draft: Draft, error: PersonError
) -> HttpResponse:
    """Answer a component that was not taken: the sentence at the field, or both texts side by side."""
    conflict = _component_conflict(draft, error) if isinstance(error, Stale) else None
    name = "" if conflict else "self_score"
    typed = Typed(draft=draft, errors={name: str(error)}, conflict=conflict)
    if not is_htmx(request):
        return desk_page(request, workbook, typed={line.code: typed}, status=status_of(error))
    card = _card(request, workbook, line.code, typed=typed)
    context = {"card": card, "message": str(error), "field": name, "dossier": workbook.dossier}
    return render(request, "selfassess/component_refused.html", context, status=status_of(error))


def fact_saved(request: PersonRequest, cover: Cover, fact_code: str) -> HttpResponse:
    """Answer a saved fact: its derived number, its mirrors, and every component that uses it."""
    criteria_set = criteria_set_of(cover.dossier.criteria_set)
    codes = [node.code for node in criteria_set.leaves_using(fact_code)]
    if not is_htmx(request):
        return back_to_card(cover.dossier, codes[0])
    fresh = load_numbers(cover)
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


def _card(request: PersonRequest, workbook: Workbook, code: str, **more: Any) -> cards.Card:
    holds = cards.holds_of(workbook, actor=request.actor, now=now())
    return cards.build_card(workbook, code, holds=holds, **more)


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
