"""Looking at the cross-checks of one component, setting a flag aside, taking that back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parindex.criteria.queries import criteria_set_of
from parindex.crosschecks.operations import dismiss_flag, restore_flag
from parindex.cycles.rules import may_oversee
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE
from parindex.web.shell.flags import Attempt, component_panel, judged_component, seen_component
from parindex.web.shell.forms import typed


@loads("appraiser of the component, or oversees the cycle", seen_component)
@require_GET
def flags(request: PersonRequest, dossier: Any, code: str) -> HttpResponse:
    """Show the flags of one component on a page of their own."""
    return _answer(request, dossier, code, Attempt())


@loads("appraiser of the component, secretary or chair of the council", judged_component)
@require_POST
def dismiss(request: PersonRequest, dossier: Any, code: str) -> HttpResponse:
    """Set a flag aside with its reason."""
    fingerprint, reason = request.POST.get("fingerprint", ""), typed(request.POST, "reason")
    try:
        dismiss_flag(
            dossier_id=dossier.pk,
            code=code,
            fingerprint=fingerprint,
            reason=reason,
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        refused = Attempt(fingerprint=fingerprint, typed=reason, error=error)
        return _answer(request, dossier, code, refused)
    return _done(request, dossier, code, _("Đã bỏ qua cảnh báo, kèm lý do."))


@loads("appraiser of the component, secretary or chair of the council", judged_component)
@require_POST
def restore(request: PersonRequest, dossier: Any, code: str, dismissal_id: int) -> HttpResponse:
    """Take a dismissal back."""
    try:
        restore_flag(dismissal_id=dismissal_id, actor=request.actor, now=now())
    except Correctable as error:
        return _answer(request, dossier, code, Attempt(error=error))
    return _done(request, dossier, code, _("Cảnh báo đã được đưa trở lại."))


def _done(request: PersonRequest, dossier: Any, code: str, said: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return _answer(request, dossier, code, Attempt(done=said))
    messages.success(request, said)
    return redirect("shell:flags", dossier_id=dossier.pk, code=code)


def _answer(request: PersonRequest, dossier: Any, code: str, attempt: Attempt) -> HttpResponse:
    """Answer with the panel alone for HTMX, else with its page."""
    panel = component_panel(request.actor, dossier, code, attempt)
    criteria_set = criteria_set_of(dossier.criteria_set)
    context = {
        "panel": panel,
        "dossier": dossier,
        "cycle": dossier.round.cycle,
        "node": criteria_set.node(code),
        "above": criteria_set.ancestors(code),
        "oversees": may_oversee(request.actor, dossier.round.cycle),
    }
    part = "crosschecks/_panel.html" if request.htmx else "crosschecks/flags.html"  # type: ignore[attr-defined]
    status = UNPROCESSABLE if attempt.error else 200
    return render(request, part, context, status=status)
