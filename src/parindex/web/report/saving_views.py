"""Saving while people type: a section, a cell; filling in what is known."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.reporting import operations
from parindex.reporting.queries import load_report, previous_view
from parindex.web.report.desk_page import Attempt, build_desk, table_card
from parindex.web.report.desk_views import desk_page
from parindex.web.report.forms import is_htmx, read_cell, slug
from parindex.web.report.loaders import own_report
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import typed, version_of


@loads("the body's desk", own_report)
@require_POST
def save_passage(request: PersonRequest, report: Any, section: str) -> HttpResponse:
    """Save a section's text."""
    text, place = typed(request.POST, "text"), slug("muc", section)
    try:
        operations.save_passage(
            report_id=report.pk,
            section_code=section,
            text=text,
            expected_version=version_of(request.POST),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        attempt = Attempt(place=place, text=text, error=error)
        return _section_answer(request, report, section, attempt=attempt)
    return _section_answer(request, report, section)


@loads("the body's desk", own_report)
@require_POST
def save_figure(
    request: PersonRequest, report: Any, *, table: str, row: str, column: str
) -> HttpResponse:
    """Save a cell."""
    text, place = typed(request.POST, "value"), slug("o", table, row, column)
    found = load_report(report).table(table)
    kind = found.table.column(column) if found else None
    if kind is None:
        raise Http404
    try:
        operations.save_figure(
            report_id=report.pk,
            table_code=table,
            row_code=row,
            column_code=column,
            wire=read_cell(kind, text),
            expected_version=version_of(request.POST),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        attempt = Attempt(place=place, text=text, error=error)
        return _figure_answer(request, report, (table, row, column), attempt)
    return _figure_answer(request, report, (table, row, column))


@loads("the body's desk", own_report)
@require_POST
def prefill(request: PersonRequest, report: Any) -> HttpResponse:
    """Fill in what is known and nobody typed yet."""
    try:
        done = operations.prefill(report_id=report.pk, actor=request.actor, now=now())
    except Correctable as error:
        return desk_page(request, report, step_error=error, status=status_of(error))
    if done.sections or done.figures:
        messages.success(
            request,
            _("Đã điền sẵn %(sections)d mục và %(figures)d ô số liệu. Hãy xem lại trước khi trình.")
            % {"sections": done.sections, "figures": done.figures},
        )
    else:
        messages.info(request, _("Không có gì mới để điền sẵn; nội dung đã nhập giữ nguyên."))
    return redirect("report:desk", report_id=report.pk)


def _section_answer(
    request: PersonRequest, report: Any, section: str, *, attempt: Attempt | None = None
) -> HttpResponse:
    status = status_of(attempt.error if attempt else None)
    if not is_htmx(request):
        return _plain(request, report, slug("muc", section), attempt)
    page = build_desk(request.actor, report, now=now(), attempt=attempt)
    card = next((row for row in page.sections if row.view.code == section), None)
    if card is None:
        raise Http404
    context = {"page": page, "card": card, "report": report}
    return render(request, "report/section_saved.html", context, status=status)


def _figure_answer(
    request: PersonRequest, report: Any, place: tuple[str, str, str], attempt: Attempt | None = None
) -> HttpResponse:
    table, row, _column = place
    status = status_of(attempt.error if attempt else None)
    if not is_htmx(request):
        return _plain(request, report, slug("bang", table), attempt)
    page = build_desk(request.actor, report, now=now(), attempt=attempt)
    view, before = page.view.table(table), previous_view(report)
    if view is None:
        raise Http404
    card = table_card(
        view,
        is_editable=page.is_editable,
        before=before.table(table) if before else None,
        attempt=attempt,
        only=row,
    )
    context = {"page": page, "table": card, "report": report, "saved": slug("o", *place)}
    return render(request, "report/figure_saved.html", context, status=status)


def _plain(
    request: PersonRequest, report: Any, anchor: str, attempt: Attempt | None
) -> HttpResponse:
    """Answer a browser without scripts: the page again, or with what was refused in its place."""
    if attempt is None:
        return redirect(f"{reverse('report:desk', args=[report.pk])}#{anchor}")
    return desk_page(request, report, attempt=attempt, status=status_of(attempt.error))
