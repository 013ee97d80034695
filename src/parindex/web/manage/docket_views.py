"""One dossier before its council: asking for supplements, the provisional result, rulings, the decision."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parindex.appraisal.operations import (
    RulingDraft,
    decide_dossier,
    request_supplement,
    rule_on_component,
    send_provisional,
)
from parindex.assessments.choices import Stage
from parindex.kernel import clock
from parindex.kernel.errors import Correctable, Stale
from parindex.web.manage.council import DocketPage, build_page, stored_ruling
from parindex.web.manage.forms import DueForm, RulingForm, SupplementForm
from parindex.web.manage.loaders import dossier_of_cycle
from parindex.web.manage.progress import build_row, reminders_of
from parindex.web.shell.access import PersonRequest, loads

CONFLICT, UNPROCESSABLE = 409, 422


@loads("oversees the cycle", dossier_of_cycle)
@require_GET
def dossier(request: PersonRequest, dossier: Any) -> HttpResponse:
    """Show the docket; before submission, and for the district's own form, how far it has come."""
    if dossier.unit_id == dossier.round.cycle.body_id or dossier.stage == Stage.SELF_ASSESSMENT:
        row = build_row(dossier, now=clock.now())
        context = {
            "cycle": dossier.round.cycle,
            "row": row,
            "reminders": reminders_of(row) if row.is_missing else [],
        }
        return render(request, "manage/dossier_open.html", context)
    return _page(request, dossier, codes=request.GET.getlist("codes"))


@loads("oversees the cycle", dossier_of_cycle)
@require_POST
def supplement(request: PersonRequest, dossier: Any) -> HttpResponse:
    """Issue a written request for the ticked components."""
    typed = SupplementForm.of(request.POST)
    try:
        request_supplement(
            dossier_id=dossier.pk,
            number=typed.checked_number(),
            codes=typed.codes,
            reason=typed.reason,
            due_at=typed.due.moment(missing=_("Hãy ghi hạn bổ sung.")),
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return _page(request, dossier, supplement=typed, failed="supplement", error=error)
    messages.success(
        request,
        _("Đã ghi văn bản %(number)s và mở %(count)d mục cho %(unit)s bổ sung.")
        % {"number": typed.number.strip(), "count": len(typed.codes), "unit": dossier.unit.name},
    )
    return redirect(_here(dossier))


@loads("oversees the cycle", dossier_of_cycle)
@require_POST
def provisional(request: PersonRequest, dossier: Any) -> HttpResponse:
    """Send the awards to the unit."""
    typed = DueForm.of(request.POST)
    try:
        send_provisional(
            dossier_id=dossier.pk,
            reply_due_at=typed.moment(missing=_("Hãy ghi hạn giải trình.")),
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return _page(request, dossier, notice_due=typed, failed="provisional", error=error)
    messages.success(
        request, _("Đã gửi kết quả tạm thời cho %(unit)s.") % {"unit": dossier.unit.name}
    )
    return redirect(_here(dossier))


@loads("oversees the cycle", dossier_of_cycle)
@require_POST
def ruling(request: PersonRequest, dossier: Any, code: str) -> HttpResponse:
    """Set the final points of one component, with a reason."""
    typed = RulingForm.of(code, request.POST)
    try:
        rule_on_component(
            dossier_id=dossier.pk,
            code=code,
            draft=RulingDraft(
                points=typed.read(), reason=typed.reason, not_applicable=typed.not_applicable
            ),
            expected_version=typed.version,
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        # After a conflict a save replaces the other ruling, knowingly.
        seen = error.version if isinstance(error, Stale) else typed.version
        kept = replace(typed, version=seen)
        return _page(request, dossier, ruling=kept, failed="ruling", error=error)
    messages.success(request, _("Đã kết luận mục %(code)s.") % {"code": code})
    look = request.GET.urlencode()
    return redirect(f"{_here(dossier)}{'?' + look if look else ''}#m-{code}")


@loads("oversees the cycle", dossier_of_cycle)
@require_POST
def decision(request: PersonRequest, dossier: Any) -> HttpResponse:
    """Close the dossier."""
    try:
        decide_dossier(dossier_id=dossier.pk, actor=request.actor, now=clock.now())
    except Correctable as error:
        return _page(request, dossier, failed="decision", error=error)
    messages.success(request, _("Đã kết luận hồ sơ của %(unit)s.") % {"unit": dossier.unit.name})
    return redirect(_here(dossier))


def _page(request: PersonRequest, dossier: Any, **attempt: Any) -> HttpResponse:
    look = request.GET.get("loc", "")
    page = build_page(request.actor, dossier, now=clock.now(), look=look, **attempt)
    page = _with_ruling(page, request.GET.get("muc", ""))
    context = {"cycle": dossier.round.cycle, "page": page, "here": _here(dossier)}
    fragment = request.htmx and request.method == "GET"  # type: ignore[attr-defined]
    part = "manage/_cases.html" if fragment else "manage/dossier.html"
    status = CONFLICT if isinstance(page.error, Stale) else UNPROCESSABLE if page.error else 200
    return render(request, part, context, status=status)


def _with_ruling(page: DocketPage, code: str) -> DocketPage:
    """Open the form for one component, if the person may rule and did not just type one."""
    if page.ruling is not None or not code or not page.seat.may_rule:
        return page
    return page.opened(stored_ruling(page.docket, code))


def _here(dossier: Any) -> str:
    return reverse("manage:dossier", args=[dossier.round.cycle.code, dossier.pk])
