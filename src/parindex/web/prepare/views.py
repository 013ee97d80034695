"""The unit's page and what is changed on it, component by component."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, Denied
from parindex.preparation import operations
from parindex.preparation.queries.givers import possible_givers
from parindex.web.prepare import loaders
from parindex.web.prepare.filters import Wanted
from parindex.web.prepare.forms import Typed
from parindex.web.prepare.loaders import Place
from parindex.web.prepare.names import anchor, is_htmx
from parindex.web.prepare.unit_page import UnitPage, build_page
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import typed

SEEN = "the unit, leads one of its components, or oversees the cycle"
PREPARES = "works on the component, leads it, or coordinates the cycle"
FORMS = ("commit", "promise")


@loads(SEEN, loaders.unit_page)
@require_GET
def unit(request: PersonRequest, *, place: Place) -> HttpResponse:
    """Show the unit's preparation."""
    return whole_page(request, place)


@loads(SEEN, loaders.unit_page)
@require_GET
def plan(request: PersonRequest, *, place: Place) -> HttpResponse:
    """Search for what can still be won; the page asks for it apart, because it may take a second."""
    wanted = Wanted.of(request.GET)
    if not is_htmx(request):
        return redirect(f"{page_url(place, wanted)}&tinh=1#con")
    page = build_page(place, actor=request.actor, wanted=wanted, now=now(), searches=True)
    return render(request, "prepare/plan.html", _context(page))


@loads(SEEN, loaders.component)
@require_GET
def component(request: PersonRequest, *, place: Place) -> HttpResponse:
    """Show one component, with the form that the query string names."""
    wanted_form, row = request.GET.get("lam", ""), request.GET.get("dong", "")
    form = Typed(
        form=wanted_form if wanted_form in (*FORMS, "settle") else "",
        row=int(row) if row.isdecimal() and len(row) < 16 else 0,
    )
    if not is_htmx(request):
        return whole_page(request, place, at={place.code: form})
    return _row(request, place, form)


@loads(PREPARES, loaders.prepared_component)
@require_POST
def outlook(request: PersonRequest, *, place: Place) -> HttpResponse:
    """Say how a component is expected to end."""
    form = Typed.of(request.POST, "outlook")

    def save() -> None:
        operations.save_outlook(
            cycle=place.part.cycle,
            unit=place.part.unit,
            code=place.code,
            state=form.get("state"),
            note_text=form.get("note"),
            expected_version=form.version,
            actor=request.actor,
            now=now(),
        )

    return _changed(request, place, form, save)


@loads(PREPARES, loaders.prepared_component)
@require_POST
def commit(request: PersonRequest, *, place: Place) -> HttpResponse:
    """Write down a commitment."""
    form = Typed.of(request.POST, "commit")

    def save() -> None:
        operations.make_commitment(
            cycle=place.part.cycle,
            unit=place.part.unit,
            code=place.code,
            draft=form.commitment(),
            actor=request.actor,
            now=now(),
        )

    return _changed(request, place, form, save)


@loads(PREPARES, loaders.prepared_component)
@require_POST
def settle(request: PersonRequest, *, place: Place, commitment_id: int) -> HttpResponse:
    """Say what became of a commitment."""
    form = Typed.of(request.POST, "settle", row=commitment_id)

    def save() -> None:
        operations.settle_commitment(
            commitment_id=commitment_id,
            state=form.get("state"),
            result=form.get("result"),
            expected_version=form.version,
            actor=request.actor,
            now=now(),
        )

    return _changed(request, place, form, save)


@loads(PREPARES, loaders.prepared_component)
@require_POST
def promise(request: PersonRequest, *, place: Place) -> HttpResponse:
    """Write down who gives what evidence by when."""
    form = Typed.of(request.POST, "promise")

    def save() -> None:
        operations.promise_contribution(
            cycle=place.part.cycle,
            unit=place.part.unit,
            code=place.code,
            promise=form.promise(),
            actor=request.actor,
            now=now(),
        )

    return _changed(request, place, form, save)


@loads(SEEN, loaders.unit_page)
@require_http_methods(["POST"])
def answer(request: PersonRequest, *, place: Place, note_id: int) -> HttpResponse:
    """Answer what the unit was asked."""
    wanted = Wanted.of(request.GET)
    try:
        operations.answer_chase(
            note_id=note_id, text=typed(request.POST, "text"), actor=request.actor, now=now()
        )
    except Denied as error:
        raise Http404(str(error)) from error
    except Correctable as error:
        form = Typed(
            form="answer", texts={"text": typed(request.POST, "text")}, error=error, row=note_id
        )
        return whole_page(request, place, at={f"note-{note_id}": form})
    return redirect(f"{page_url(place, wanted)}#nhac")


def whole_page(
    request: PersonRequest, place: Place, *, at: dict[str, Typed] | None = None
) -> HttpResponse:
    """Return the page, with a form open or refused somewhere."""
    page = build_page(
        place,
        actor=request.actor,
        wanted=Wanted.of(request.GET),
        now=now(),
        typed=at,
        searches=request.GET.get("tinh") == "1",
    )
    errors = [form.error for form in (at or {}).values()]
    context = _context(page) | {"givers": _givers(place.part, *(at or {}).values())}
    status = status_of(errors[0] if errors else None)
    return render(request, "prepare/unit.html", context, status=status)


def page_url(place: Place, wanted: Wanted) -> str:
    """Return the address of the page with the person's filters."""
    return f"{reverse('prepare:unit', args=[place.dossier.pk])}?{wanted.query}"


def _changed(
    request: PersonRequest, place: Place, form: Typed, save: Callable[[], None]
) -> HttpResponse:
    """Save, and answer with the component as it is then; or with what was typed and why not."""
    try:
        save()
    except Correctable as error:
        refused = Typed(
            form=form.form, row=form.row, texts=form.texts, version=form.version, error=error
        )
        if is_htmx(request):
            return _row(request, place, refused)
        return whole_page(request, place, at={place.code: refused})
    if is_htmx(request):
        return _row(request, place, Typed())
    return redirect(f"{page_url(place, Wanted.of(request.GET))}#{anchor(place.code)}")


def _row(request: PersonRequest, place: Place, form: Typed) -> HttpResponse:
    page = build_page(
        place,
        actor=request.actor,
        wanted=Wanted.of(request.GET),
        now=now(),
        typed={place.code: form},
    )
    context = _context(page) | {"row": page.rows[place.code], "givers": _givers(place.part, form)}
    if request.POST.get("from") == "plan":
        context["offer"] = next(
            (one for one in page.gains if one.words == typed(request.POST, "text")), None
        )
        template = "prepare/offer_taken.html"
    else:
        template = "prepare/component.html"
    return render(request, template, context, status=status_of(form.error))


def _givers(part: Any, *forms: Typed) -> list[Any]:
    """Return whom to choose from, only where the form is open."""
    return list(possible_givers(part.cycle)) if any(f.form == "promise" for f in forms) else []


def _context(page: UnitPage) -> dict[str, Any]:
    return {"page": page, "dossier": page.dossier, "cycle": page.part.cycle, "today": page.today}
