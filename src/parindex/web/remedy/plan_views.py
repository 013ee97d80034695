"""A unit's plan: its board, an action from a lost point by one click, the leader's approval, the effect."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.remedies import operations
from parindex.remedies.exports import plan_xlsx
from parindex.remedies.operations import ActionDraft
from parindex.remedies.queries.effect import effect_of
from parindex.remedies.queries.plans import plan_on
from parindex.web.remedy.files import sent
from parindex.web.remedy.forms import ActionForm, ProgressForm
from parindex.web.remedy.loaders import desk_ground, own_ground
from parindex.web.remedy.plan_page import build_page, making_of
from parindex.web.remedy.rows import Wanted
from parindex.web.remedy.suggesting import suggestions_for
from parindex.web.shell.access import PersonRequest, loads, signed_in
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import typed


@signed_in
@require_safe
def home(_request: PersonRequest) -> HttpResponse:
    """Lead to the results, from which plans are made."""
    return redirect("improve:hub")


@loads("the unit itself, or oversees the cycle", own_ground)
@require_safe
def plan(request: PersonRequest, ground: Any) -> HttpResponse:
    """Show the plan, with the form for the component that the query string names."""
    making = making_of(ground, request.GET.get("lap", ""), now=now(), owner=request.actor.full_name)
    return _page(request, ground, making=making)


@loads("the unit's desk", desk_ground)
@require_POST
def make(request: PersonRequest, ground: Any) -> HttpResponse:
    """Make an action: with nothing but the component by one click, or as it was typed."""
    code, form = typed(request.POST, "code"), ActionForm.of(request.POST)
    is_typed = "text" in request.POST
    try:
        made = operations.make_action(
            ground=ground,
            code=code,
            draft=form.read() if is_typed else _suggested(ground, code),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        making = making_of(ground, code, now=now(), form=form if is_typed else None, error=error)
        return _page(request, ground, making=making, error=None if making else error)
    said = _("Đã lập việc số %(number)d cho mục %(code)s. Mở việc để sửa người, hạn, nội dung.")
    messages.success(request, said % {"number": made.number, "code": code})
    if request.POST.get("ve") == "ket-qua":
        place = reverse("improve:result", args=[ground.publication.pk, ground.unit.code])
        return redirect(f"{place}#muc-{code}")
    return _back(ground, f"#viec-{made.pk}")


@loads("the unit's desk", desk_ground)
@require_POST
def step(request: PersonRequest, ground: Any) -> HttpResponse:
    """Put the plan before the leader, approve it, give it back or take it back."""
    found = plan_on(ground).plan
    if found is None:
        return _page(request, ground)
    who: dict[str, Any] = {"plan_id": found.pk, "actor": request.actor, "now": now()}
    action = request.POST.get("action", "")
    try:
        if action == "approve":
            operations.approve_plan(seen_hash=request.POST.get("seen_hash", ""), **who)
        elif action == "return":
            operations.return_plan(reason=typed(request.POST, "reason"), **who)
        elif action == "recall":
            operations.recall_plan(**who)
        else:
            operations.ask_for_approval(**who)
    except Correctable as error:
        return _page(request, ground, step_error=error)
    messages.success(request, _DONE.get(action, _DONE["request"]))
    return _back(ground)


@loads("the unit's desk", desk_ground)
@require_POST
def commitment_progress(request: PersonRequest, ground: Any, commitment_id: int) -> HttpResponse:
    """Write down how far a commitment is."""
    form = ProgressForm.of(request.POST)
    try:
        operations.note_commitment_progress(
            commitment_id=commitment_id,
            percent=form.read_percent(),
            text=form.note,
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _page(request, ground, error=error, typed={"pk": commitment_id, "form": form})
    messages.success(request, _("Đã ghi tiến độ cam kết."))
    return _back(ground, f"#cam-ket-{commitment_id}")


@loads("the unit itself, or oversees the cycle", own_ground)
@require_safe
def effect(request: PersonRequest, ground: Any) -> HttpResponse:
    """Show what came back in the next result."""
    view = plan_on(ground)
    context = {"ground": ground, "view": view, "effect": effect_of(view)}
    return render(request, "remedy/effect.html", context)


@loads("the unit itself, or oversees the cycle", own_ground)
@require_safe
def plan_file(request: PersonRequest, ground: Any) -> HttpResponse:
    """Send the plan as a workbook."""
    page = build_page(request.actor, ground, Wanted.of(request.GET), now=now())
    file = plan_xlsx(ground, page.lines, now=now())
    return sent(file, f"khac-phuc-{ground.unit.code}.xlsx")


def _suggested(ground: Any, code: str) -> ActionDraft:
    known = suggestions_for(ground)
    return ActionDraft(text=known.text(code), owner=known.owner(code))


def _page(request: PersonRequest, ground: Any, **parts: Any) -> HttpResponse:
    page = build_page(request.actor, ground, Wanted.of(request.GET), now=now(), **parts)
    making = parts.get("making")
    error = parts.get("error") or parts.get("step_error") or (making.error if making else None)
    context = {"page": page, "ground": ground}
    return render(request, "remedy/plan.html", context, status=status_of(error))


def _back(ground: Any, anchor: str = "") -> HttpResponse:
    here = reverse("remedy:plan", args=[ground.publication.pk, ground.unit.code])
    return redirect(f"{here}{anchor}")


_DONE = {
    "request": gettext_lazy("Đã trình lãnh đạo duyệt."),
    "approve": gettext_lazy("Đã duyệt kế hoạch."),
    "return": gettext_lazy("Đã trả lại kế hoạch."),
    "recall": gettext_lazy("Đã rút kế hoạch về."),
}
