"""Proposals about criteria and methods: a unit's own, and all of them before the coordinator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from parindex.criteria.queries import criteria_set_of
from parindex.improvement.choices import ProposalKind, ProposalState
from parindex.improvement.operations import answer_proposals, change_proposal, submit_proposal
from parindex.improvement.queries import (
    proposals_of,
    sets_to_propose_on,
)
from parindex.improvement.rules import (
    FINAL,
    is_changeable,
    may_answer_proposals,
    works_for,
)
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, Stale
from parindex.web.improve.forms import ProposalForm
from parindex.web.improve.loaders import coordinated_cycle, desk_in_cycle, unit_in_cycle
from parindex.web.improve.proposal_page import Wanted, build_board, names_of
from parindex.web.improve.tables import own_proposals_sheet, proposals_sheet
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import ids_of, typed, version_of
from parindex.web.shell.loaders import overseen_cycle
from parindex.web.shell.sheets import asks_workbook, send_workbook

_ANSWERS = (ProposalState.STUDYING, *FINAL)


@loads("the unit itself, or oversees the cycle", unit_in_cycle)
@require_safe
def own(request: PersonRequest, cycle: Any, unit: Any) -> HttpResponseBase:
    """Show a unit's proposals with their answers, and the form for a new one or a change."""
    query = request.GET
    if asks_workbook(request):
        sheet = own_proposals_sheet(_named(cycle, unit))
        name = f"kien-nghi-{unit.code}-{cycle.code}"
        return send_workbook([sheet], name=name, title=f"Kiến nghị: {unit}", now=now())
    if query.get("sua"):
        return _own_page(request, cycle, unit, editing=query["sua"])
    form = None
    if "moi" in query or "muc" in query:
        form = ProposalForm(criteria_set=query.get("bo", ""), node_code=query.get("muc", ""))
    return _own_page(request, cycle, unit, form=form)


@loads("the unit's desk", desk_in_cycle)
@require_POST
def submit(request: PersonRequest, cycle: Any, unit: Any) -> HttpResponse:
    """Send a proposal, or rewrite one that nobody has taken up."""
    form, editing = ProposalForm.of(request.POST), request.POST.get("proposal", "")
    try:
        if editing:
            _change(request, cycle, unit, form, editing=editing)
        else:
            _submit(request, cycle, unit, form)
    except Correctable as error:
        return _own_page(request, cycle, unit, form=form, editing=editing, error=error)
    messages.success(request, _("Đã gửi kiến nghị đến cơ quan điều phối."))
    return redirect("improve:own_proposals", cycle_code=cycle.code, unit_code=unit.code)


@loads("oversees the cycle", overseen_cycle)
@require_safe
def proposals(request: PersonRequest, cycle: Any) -> HttpResponseBase:
    """Show all proposals of a cycle, grouped by component."""
    if asks_workbook(request):
        sheet = proposals_sheet(build_board(proposals_of(cycle), Wanted.of(request.GET)))
        name = f"kien-nghi-{cycle.code}"
        return send_workbook([sheet], name=name, title=f"Kiến nghị: {cycle}", now=now())
    return _board(request, cycle, Wanted.of(request.GET))


@loads("coordinates the cycle", coordinated_cycle)
@require_POST
def answer(request: PersonRequest, cycle: Any) -> HttpResponse:
    """Answer the ticked proposals of a group with the same words."""
    post = request.POST
    wanted, anchor = Wanted.of(post), post.get("group", "")
    try:
        rows = answer_proposals(
            cycle=cycle,
            versions=_versions(request),
            state=post.get("state", ""),
            answer=typed(post, "answer"),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        attempt = {
            "group": anchor,
            "state": post.get("state", ""),
            "answer": typed(post, "answer"),
            "ticked": ids_of(post, "ids"),
            "error": error,
            "conflict": error if isinstance(error, Stale) else None,
        }
        return _board(request, cycle, wanted, attempt=attempt)
    messages.success(
        request,
        ngettext("Đã trả lời %(n)d kiến nghị.", "Đã trả lời %(n)d kiến nghị.", len(rows))
        % {"n": len(rows)},
    )
    return redirect(f"{reverse('improve:proposals', args=[cycle.code])}?{wanted.query}#g-{anchor}")


def _versions(request: PersonRequest) -> dict[int, int]:
    """Return the versions that the person saw of the ticked proposals."""
    return {row: version_of(request.POST, f"version-{row}") for row in ids_of(request.POST, "ids")}


def _named(cycle: Any, unit: Any) -> list[tuple[Any, str]]:
    """Return a unit's proposals with the names of the nodes they are about."""
    names = {stored.pk: names_of(stored) for stored in sets_to_propose_on(cycle, unit)}
    rows = proposals_of(cycle, unit=unit)
    return [(row, names.get(row.criteria_set_id, {}).get(row.node_code, "")) for row in rows]


def _submit(request: PersonRequest, cycle: Any, unit: Any, form: ProposalForm) -> None:
    sets = {row.code: row for row in sets_to_propose_on(cycle, unit)}
    if form.criteria_set not in sets:
        raise Http404
    submit_proposal(
        cycle=cycle,
        criteria_set=sets[form.criteria_set],
        node_code=form.node_code,
        unit=unit,
        content=form.read(),
        actor=request.actor,
        now=now(),
    )


def _change(
    request: PersonRequest, cycle: Any, unit: Any, form: ProposalForm, *, editing: str
) -> None:
    row = next((row for row in proposals_of(cycle, unit=unit) if str(row.pk) == editing), None)
    if row is None:
        raise Http404
    change_proposal(
        proposal_id=row.pk,
        content=form.read(),
        expected_version=version_of(request.POST),
        actor=request.actor,
        now=now(),
    )


def _own_page(
    request: PersonRequest,
    cycle: Any,
    unit: Any,
    *,
    form: ProposalForm | None = None,
    editing: str = "",
    error: Correctable | None = None,
) -> HttpResponse:
    rows, is_own = proposals_of(cycle, unit=unit), works_for(request.actor, unit)
    sets = sets_to_propose_on(cycle, unit)
    row = next((row for row in rows if str(row.pk) == editing), None)
    if row is not None and form is None and is_changeable(row):
        form = ProposalForm.stored(row)
    newest = error.version if isinstance(error, Stale) else row.version if row else 0
    names = {stored.pk: names_of(stored) for stored in sets}
    context = {
        "cycle": cycle,
        "unit": unit,
        "is_own": is_own,
        "rows": [(row, names.get(row.criteria_set_id, {}).get(row.node_code, "")) for row in rows],
        "sets": [(stored, list(criteria_set_of(stored).walk())) for stored in sets],
        "form": form if is_own else None,
        "editing": row,
        "version": newest,
        "kinds": ProposalKind.choices,
        "error": error,
        "conflict": error if isinstance(error, Stale) else None,
    }
    return render(request, "improve/own_proposals.html", context, status=status_of(error))


def _board(
    request: PersonRequest,
    cycle: Any,
    wanted: Wanted,
    *,
    attempt: Mapping[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "cycle": cycle,
        "board": build_board(proposals_of(cycle), wanted),
        "may_answer": may_answer_proposals(request.actor, cycle),
        "answers": [(state.value, state.label) for state in _ANSWERS],
        "attempt": attempt,
    }
    status = status_of(attempt["error"] if attempt else None)
    return render(request, "improve/proposals.html", context, status=status)
