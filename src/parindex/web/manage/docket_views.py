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
    post_message,
    reopen_for_correction,
    request_supplement,
    rule_on_component,
    send_provisional,
)
from parindex.assessments.choices import Stage
from parindex.kernel import clock
from parindex.kernel.errors import Correctable, Stale
from parindex.web.manage.council import DocketPage, build_page, stored_ruling
from parindex.web.manage.forms import DueForm, RulingForm, SupplementForm
from parindex.web.manage.granting import waiting_page
from parindex.web.manage.loaders import dossier_of_cycle
from parindex.web.shell import forms
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import CONFLICT, UNPROCESSABLE


@loads("oversees the cycle", dossier_of_cycle)
@require_GET
def dossier(request: PersonRequest, dossier: Any) -> HttpResponse:
    """Show the docket; before submission, and for the district's own form, how far it has come."""
    if dossier.unit_id == dossier.round.cycle.body_id or dossier.stage == Stage.SELF_ASSESSMENT:
        return waiting_page(request, dossier)
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


@loads("oversees the cycle", dossier_of_cycle)
@require_POST
def reopen(request: PersonRequest, dossier: Any) -> HttpResponse:
    """Open a decided dossier again for a correction."""
    typed = forms.typed(request.POST, "reason")
    try:
        reopen_for_correction(
            dossier_id=dossier.pk, reason=typed, actor=request.actor, now=clock.now()
        )
    except Correctable as error:
        return _page(request, dossier, reopen_reason=typed, failed="reopen", error=error)
    messages.success(
        request,
        _("Đã mở lại hồ sơ của %(unit)s: kết luận lại các mục cần sửa rồi kết luận hồ sơ.")
        % {"unit": dossier.unit.name},
    )
    return redirect(_here(dossier))


@loads("oversees the cycle", dossier_of_cycle)
@require_POST
def say(request: PersonRequest, dossier: Any, code: str) -> HttpResponse:
    """Answer or ask the unit in the thread about one award."""
    typed = forms.typed(request.POST, "text")
    try:
        post_message(
            dossier_id=dossier.pk,
            code=code,
            text=typed,
            uploads=request.FILES.getlist("files"),
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return _page(request, dossier, said=(code, typed), failed="say", error=error)
    messages.success(request, _("Đã gửi ý kiến về mục %(code)s.") % {"code": code})
    look = request.GET.urlencode()
    return redirect(f"{_here(dossier)}{'?' + look if look else ''}#m-{code}")


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
