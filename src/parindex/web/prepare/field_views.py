"""The lead department's page, and asking a unit in words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parindex.accounts.rules import Actor
from parindex.assessments.queries import dossiers_of_round
from parindex.assessments.rules import LEAD_ROLES
from parindex.cycles.rules import may_coordinate
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, Denied
from parindex.preparation.operations import ask_unit
from parindex.web.prepare import loaders
from parindex.web.prepare.field_page import Chased, FieldPage, Wanted, build_page
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import read_date, typed

LEADS = "leads a component, or oversees the cycle"


@loads(LEADS, loaders.led_round)
@require_GET
def field(request: PersonRequest, *, round: Any, led: Any) -> HttpResponse:  # noqa: A002 - the loader's name
    """Show the person's components across all units."""
    asked = request.GET.get("nhac", "")
    chased = None
    if asked.isdecimal() and len(asked) < 16:
        chased = Chased(dossier=_of_round(round, int(asked)), code=request.GET.get("muc", ""))
    return _page(request, round, led, chased=chased)


@loads(LEADS, loaders.led_round)
@require_POST
def chase(request: PersonRequest, *, round: Any, led: Any, dossier_id: int) -> HttpResponse:  # noqa: A002
    """Ask a unit in words."""
    dossier, wanted = _of_round(round, dossier_id), Wanted.of(request.GET)
    texts = {name: typed(request.POST, name) for name in ("text", "due_on", "code")}
    try:
        ask_unit(
            cycle=round.cycle,
            unit=dossier.unit,
            code=texts["code"],
            text=texts["text"],
            due_on=read_date(texts["due_on"]),
            actor=request.actor,
            now=now(),
        )
    except Denied as error:
        raise Http404(str(error)) from error
    except Correctable as error:
        return _page(request, round, led, chased=Chased(dossier=dossier, error=error, **texts))
    messages.success(request, _("Đã nhắc %(unit)s.") % {"unit": dossier.unit.name})
    return redirect(f"{reverse('prepare:field', args=[round.pk])}?{wanted.query}")


def _page(
    request: PersonRequest, scoring_round: Any, led: Any, *, chased: Chased | None
) -> HttpResponse:
    page: FieldPage = build_page(
        scoring_round,
        led,
        wanted=Wanted.of(request.GET),
        now=now(),
        may_chase=_chases(request.actor, scoring_round.cycle),
        chased=chased,
    )
    error = chased.error if chased else None
    context = {"page": page, "cycle": scoring_round.cycle, "round": scoring_round}
    return render(request, "prepare/field.html", context, status=status_of(error))


def _chases(actor: Actor, cycle: Any) -> bool:
    """Tell leads and the coordinator from those who only oversee."""
    return may_coordinate(actor, cycle) or bool(actor.unit_ids(*LEAD_ROLES))


def _of_round(scoring_round: Any, dossier_id: int) -> Any:
    dossier = dossiers_of_round(scoring_round).filter(pk=dossier_id).first()
    if dossier is None:
        raise Http404
    return dossier
