"""The way in, the collated report at a glance, and its paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from parindex.documents.from_reports import report_paper
from parindex.documents.own import PaperKind, docx_for
from parindex.documents.writers import write_pdf
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.reporting.collating.queries import collated_states, draft_of
from parindex.reporting.queries import periods_for
from parindex.reporting.rules import may_oversee
from parindex.reporting.views import ReportView
from parindex.web.collate.loaders import seen_period
from parindex.web.collate.overview_page import build_overview
from parindex.web.shell.access import PersonRequest, loads, signed_in
from parindex.web.shell.answers import field_of, status_of

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pdf": "application/pdf",
}


@signed_in
@require_safe
def hub(request: PersonRequest) -> HttpResponse:
    """List the periods whose reports the person collates or oversees."""
    periods = [row for row in periods_for(request.actor) if may_oversee(request.actor, row)]
    states = collated_states(periods)
    rows = [(period, states.get(period.pk)) for period in periods]
    return render(request, "collate/hub.html", {"rows": rows})


@loads("oversees the period, or works for the body that collects", seen_period)
@require_safe
def overview(request: PersonRequest, period: Any) -> HttpResponse:
    """Show what came, the sections, the conflicts and the next step."""
    return overview_page(request, period)


@loads("oversees the period, or works for the body that collects", seen_period)
@require_safe
def download(request: PersonRequest, period: Any, fmt: str) -> HttpResponse:  # noqa: ARG001 - a view's first argument
    """Send the collated report as a document."""
    view = draft_of(period)
    if view is None:
        raise Http404
    response = HttpResponse(_written(view, period, fmt), content_type=_TYPES[fmt])
    name = content_disposition_header(
        as_attachment=True, filename=f"bao-cao-tong-hop-{period.code}.{fmt}"
    )
    response.headers["Content-Disposition"] = name or ""
    return response


def overview_page(
    request: PersonRequest, period: Any, *, error: Correctable | None = None
) -> HttpResponse:
    """Return the whole page, with what was typed and not taken still in its place."""
    page = build_overview(request.actor, period, now=now())
    context = {
        "page": page,
        "period": period,
        "error": error,
        "field": field_of(error),
        "typed": request.POST,
    }
    return render(request, "collate/overview.html", context, status=status_of(error))


def _written(view: ReportView, period: Any, fmt: str) -> bytes:
    paper = report_paper(view)
    if fmt == "pdf":
        return write_pdf(paper)
    return docx_for(paper, kind=PaperKind.PERIODIC_REPORT, issuer=period.body)
