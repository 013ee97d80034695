"""One action: its page, and each thing that can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.remedies import operations
from parindex.remedies.queries import action_by_id, ground_of
from parindex.web.remedy.action_page import Refusal, build_page
from parindex.web.remedy.forms import ActionForm, DocumentForm, ProgressForm
from parindex.web.remedy.loaders import desk_action, own_action
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import ids_of, typed, version_of


@loads("the unit itself, or oversees the cycle", own_action)
@require_safe
def action(request: PersonRequest, task: Any) -> HttpResponse:
    """Show an action with its history."""
    return _page(request, task)


@loads("the unit's desk", desk_action)
@require_POST
def change(request: PersonRequest, task: Any) -> HttpResponse:
    """Change text, owner, day or points."""
    form = ActionForm.of(request.POST)

    def save() -> Any:
        ground = ground_of(task.plan.publication_id, task.plan.unit.code)
        return operations.change_action(ground=ground, draft=form.read(), **_who(request, task))

    return _done(request, task, save, said=_("Đã lưu."), panel="sua", form=form)


@loads("the unit's desk", desk_action)
@require_POST
def progress(request: PersonRequest, task: Any) -> HttpResponse:
    """Write down how far it is."""
    form = ProgressForm.of(request.POST)

    def save() -> Any:
        percent = form.read_percent()
        return operations.note_progress(percent=percent, text=form.note, **_who(request, task))

    return _done(request, task, save, said=_("Đã ghi tiến độ."), panel="tien-do", form=form)


@loads("the unit's desk", desk_action)
@require_POST
def finish(request: PersonRequest, task: Any) -> HttpResponse:
    """Report it as done, with its documents."""
    form = DocumentForm.of(request.POST, request.FILES)
    ticked, text = ids_of(request.POST, "documents"), typed(request.POST, "note")

    def save() -> Any:
        return operations.finish_action(
            document_ids=ticked, new=form.read(), text=text, **_who(request, task)
        )

    said = _("Đã ghi việc này là xong.")
    kept: dict[str, Any] = {"form": form, "text": text, "ticked": ticked}
    return _done(request, task, save, said=said, panel="xong", **kept)


@loads("the unit's desk", desk_action)
@require_POST
def cancel(request: PersonRequest, task: Any) -> HttpResponse:
    """Give it up, with the reason."""
    reason = typed(request.POST, "reason")

    def save() -> Any:
        return operations.cancel_action(reason=reason, **_who(request, task))

    return _done(request, task, save, said=_("Đã thôi việc này."), panel="thoi", text=reason)


@loads("the unit's desk", desk_action)
@require_POST
def reopen(request: PersonRequest, task: Any) -> HttpResponse:
    """Take it up again."""
    reason = typed(request.POST, "reason")

    def save() -> Any:
        return operations.reopen_action(reason=reason, **_who(request, task))

    return _done(request, task, save, said=_("Đã mở lại việc này."), panel="mo-lai", text=reason)


@loads("the unit's desk", desk_action)
@require_POST
def undo(request: PersonRequest, task: Any) -> HttpResponse:
    """Take the last change back; the making too, then the action is gone."""
    kept = None
    try:
        kept = operations.undo_last(**_who(request, task))
    except Correctable as error:
        return _page(request, task, Refusal(panel="hoan-tac", error=error))
    if kept is None:
        messages.success(request, _("Đã bỏ việc vừa lập."))
        place = [task.plan.publication_id, task.plan.unit.code]
        return redirect(reverse("remedy:plan", args=place))
    messages.success(request, _("Đã hoàn tác."))
    return redirect(reverse("remedy:action", args=[task.pk]))


def _who(request: PersonRequest, task: Any) -> dict[str, Any]:
    return {
        "action_id": task.pk,
        "expected_version": version_of(request.POST),
        "actor": request.actor,
        "now": now(),
    }


def _done(
    request: PersonRequest,
    task: Any,
    save: Callable[[], Any],
    *,
    said: str,
    panel: str,
    **kept: Any,
) -> HttpResponse:
    """Do it and show the action again; a refusal stands at its form, with what was typed."""
    try:
        save()
    except Correctable as error:
        refusal = Refusal(panel=panel, error=error, **kept)
        return _page(request, action_by_id(task.pk), refusal)
    messages.success(request, said)
    return redirect(reverse("remedy:action", args=[task.pk]))


def _page(request: PersonRequest, task: Any, refusal: Refusal | None = None) -> HttpResponse:
    page = build_page(request.actor, task, now=now(), refusal=refusal)
    status = status_of(refusal.error if refusal else None)
    return render(request, "remedy/action.html", {"page": page, "task": task}, status=status)
