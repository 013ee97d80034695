"""The council of a cycle: who sits on it, who stands in for whom, who stands aside of what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parindex.accounts.rules import Actor
from parindex.appraisal import operations
from parindex.appraisal.council import council_of, is_council_member, possible_substitutes
from parindex.appraisal.rules import runs_council
from parindex.cycles.queries import NoCycleError, cycle_by_code
from parindex.cycles.rules import may_oversee
from parindex.kernel import clock
from parindex.kernel.errors import Correctable
from parindex.viet import format_date
from parindex.web.manage.council_forms import RecusalForm, SubstituteForm
from parindex.web.manage.council_tables import council_sheets
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE
from parindex.web.shell.sheets import asks_workbook, send_workbook

RULE = "oversees the cycle, or sits on its council"


def readable_council(actor: Actor, *, cycle_code: str, **url: Any) -> dict[str, Any]:
    """The cycle, for those who oversee it and for the members of its council."""
    cycle = cycle_by_code(cycle_code)
    if not is_council_member(actor, cycle):
        raise NoCycleError
    return {"cycle": cycle, **url}


@loads(RULE, readable_council)
@require_GET
def council(request: PersonRequest, cycle: Any) -> HttpResponseBase:
    """Show the council; chair and secretary may change it, a member may declare a conflict."""
    if asks_workbook(request):
        found = council_of(cycle, clock.vietnam_date(clock.now()))
        return send_workbook(
            council_sheets(found),
            name=f"hoi-dong-{cycle.code}",
            title=f"Hội đồng: {cycle}",
            now=clock.now(),
        )
    return _page(request, cycle)


@loads(RULE, readable_council)
@require_POST
def appoint(request: PersonRequest, cycle: Any) -> HttpResponse:
    """Appoint a substitute for an agency."""
    form = SubstituteForm.of(request.POST)
    try:
        row = operations.appoint_substitute(
            cycle=cycle, plan=form.plan(), actor=request.actor, now=clock.now()
        )
    except Correctable as error:
        return _page(request, cycle, substitute=form, failed="substitute", error=error)
    messages.success(
        request,
        _("%(person)s thẩm định thay %(agency)s từ %(start)s đến hết %(end)s.")
        % {
            "person": row.substitute.full_name,
            "agency": row.agency.name,
            "start": format_date(row.from_day),
            "end": format_date(row.until_day),
        },
    )
    return redirect("manage:council", cycle.code)


@loads(RULE, readable_council)
@require_POST
def end(request: PersonRequest, cycle: Any, substitution_id: int) -> HttpResponse:
    """End a substitution at once."""
    try:
        operations.end_substitution(
            cycle=cycle, substitution_id=substitution_id, actor=request.actor, now=clock.now()
        )
    except Correctable as error:
        return _page(request, cycle, failed="end", error=error)
    messages.success(request, _("Đã kết thúc việc thay thế; điểm đã chấm giữ nguyên."))
    return redirect("manage:council", cycle.code)


@loads(RULE, readable_council)
@require_POST
def recuse(request: PersonRequest, cycle: Any) -> HttpResponse:
    """Record that a member stands aside of a unit."""
    form = RecusalForm.of(request.POST)
    try:
        row = operations.declare_recusal(
            cycle=cycle,
            username=form.person,
            unit_code=form.unit,
            reason=form.reason,
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return _page(request, cycle, recusal=form, failed="recusal", error=error)
    messages.success(
        request,
        _("%(person)s đứng ngoài việc thẩm định %(unit)s.")
        % {"person": row.user.full_name, "unit": row.unit.name},
    )
    return redirect("manage:council", cycle.code)


@loads(RULE, readable_council)
@require_POST
def lift(request: PersonRequest, cycle: Any, recusal_id: int) -> HttpResponse:
    """Let a member judge a unit again."""
    try:
        operations.lift_recusal(
            cycle=cycle, recusal_id=recusal_id, actor=request.actor, now=clock.now()
        )
    except Correctable as error:
        return _page(request, cycle, failed="lift", error=error)
    messages.success(request, _("Đã gỡ xung đột lợi ích."))
    return redirect("manage:council", cycle.code)


def _page(request: PersonRequest, cycle: Any, **attempt: Any) -> HttpResponse:
    today = clock.vietnam_date(clock.now())
    found = council_of(cycle, today)
    may_run = runs_council(request.actor, cycle)
    own = [member for member in found.people if member.user.pk == request.actor.user_id]
    attempt.setdefault("substitute", SubstituteForm(start=format_date(today)))
    attempt.setdefault("recusal", RecusalForm(person=own[0].user.username if own else ""))
    context = {
        "cycle": cycle,
        "council": found,
        "today": today,
        "may_run": may_run,
        "may_oversee": may_oversee(request.actor, cycle),
        "may_recuse": found.people if may_run else own,
        "candidates": possible_substitutes(cycle) if may_run else [],
        **attempt,
    }
    status = UNPROCESSABLE if attempt.get("error") else 200
    return render(request, "manage/council.html", context, status=status)
