"""The passages of a section: read with their sources, edited, moved, dropped, taken back, added."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, Stale
from parindex.reporting.collating import operations
from parindex.reporting.collating.queries import below, body_report
from parindex.reporting.queries import NoReportError
from parindex.web.collate.loaders import (
    seen_passage,
    seen_period,
    worked_passage,
    worked_period,
)
from parindex.web.collate.passage_page import Attempt, build_section
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import typed, version_of
from parindex.web.shell.fragments import page_or_part


@loads("oversees the period, or works for the body that collects", seen_period)
@require_safe
def section(request: PersonRequest, period: Any, section: str) -> HttpResponse:
    """Show a section passage by passage."""
    text = request.GET.get("sua", "")
    opened = int(text) if text.isdecimal() else 0
    return _page(request, period, section, opened=opened)


@loads("oversees the period, or works for the body that collects", seen_passage)
@require_safe
def source(request: PersonRequest, period: Any, passage: Any) -> HttpResponse:
    """Show where a passage comes from, down to the reports that its source was made of."""
    if passage.source is None:
        raise Http404
    context = {"period": period, "passage": passage, "below": below(passage.source)}
    return page_or_part(
        request, page="collate/source.html", part="collate/_source.html", context=context
    )


@loads("coordinates the period, or works for the body that collects", worked_passage)
@require_POST
def edit(request: PersonRequest, period: Any, passage: Any) -> HttpResponse:
    """Save the words of a passage."""
    text, version = typed(request.POST, "text"), version_of(request.POST)
    try:
        operations.edit_passage(
            passage_id=passage.pk,
            text=text,
            expected_version=version,
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        # After a conflict a save replaces the other text, knowingly.
        seen = error.version if isinstance(error, Stale) else version
        attempt = Attempt(passage_id=passage.pk, text=text, version=seen, error=error)
        return _page(request, period, passage.section_code, attempt=attempt)
    return _back(period, passage)


@loads("coordinates the period, or works for the body that collects", worked_passage)
@require_POST
def act(request: PersonRequest, period: Any, passage: Any) -> HttpResponse:
    """Move a passage, leave it out, or take it back."""
    who: dict[str, Any] = {"passage_id": passage.pk, "actor": request.actor, "now": now()}
    action = request.POST.get("action", "")
    try:
        if action in {"up", "down"}:
            operations.move_passage(up=action == "up", **who)
        elif action == "drop":
            operations.drop_passage(expected_version=version_of(request.POST), **who)
        elif action == "restore":
            operations.restore_passage(**who)
    except Correctable as error:
        messages.error(request, str(error))
    return _back(period, passage)


@loads("coordinates the period, or works for the body that collects", worked_period)
@require_POST
def add(request: PersonRequest, period: Any, section: str) -> HttpResponse:
    """Add words of one's own to a section."""
    report, text = body_report(period), typed(request.POST, "text")
    if report is None:
        raise Http404
    try:
        added = operations.add_passage(
            report_id=report.pk, section_code=section, text=text, actor=request.actor, now=now()
        )
    except Correctable as error:
        attempt = Attempt(passage_id=0, text=text, version=0, error=error)
        return _page(request, period, section, attempt=attempt)
    messages.success(request, _("Đã thêm đoạn ở cuối mục."))
    return _back(period, added)


def _page(
    request: PersonRequest, period: Any, code: str, *, attempt: Attempt | None = None, **opened: int
) -> HttpResponse:
    try:
        page = build_section(request.actor, period, code, attempt=attempt, **opened)
    except NoReportError as error:
        raise Http404(str(error)) from error
    context = {"page": page, "period": period}
    status = status_of(attempt.error if attempt else None)
    return render(request, "collate/section.html", context, status=status)


def _back(period: Any, passage: Any) -> HttpResponse:
    where = reverse("collate:section", args=[period.code, passage.section_code])
    return redirect(f"{where}#doan-{passage.pk}")
