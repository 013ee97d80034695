"""A person's reports, one report's desk, its receipt and its paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from parindex.accounts.choices import Role
from parindex.documents.from_reports import report_paper
from parindex.documents.own import PaperKind, docx_for
from parindex.documents.writers import write_pdf
from parindex.kernel.clock import now
from parindex.kernel.queries import anchor_of
from parindex.reporting.queries import drafting_reports, load_report, periods_for, sent_reports
from parindex.reporting.rules import may_oversee
from parindex.units.queries import agencies_of
from parindex.web.report.desk_page import build_desk
from parindex.web.report.loaders import receipted_report, seen_report
from parindex.web.shell.access import PersonRequest, loads, signed_in

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@signed_in
@require_safe
def hub(request: PersonRequest) -> HttpResponse:
    """List the person's reports and the periods they oversee."""
    actor = request.actor
    context = {
        "waiting": list(drafting_reports(actor)),
        "sent": list(sent_reports(actor)),
        "overseen": [row for row in periods_for(actor) if may_oversee(actor, row)],
        "may_open": bool(actor.unit_ids(Role.COORDINATOR)),
        "now": now(),
    }
    return render(request, "report/hub.html", context)


@loads("the body, its partners, or oversees the period", seen_report)
@require_safe
def desk(request: PersonRequest, report: Any) -> HttpResponse:
    """Show a report; whoever works on it may write."""
    return desk_page(request, report)


@loads("the body, or oversees the period", receipted_report)
@require_safe
def receipt(request: PersonRequest, report: Any) -> HttpResponse:
    """Show what the body got for its report: number, time, content hash, whether late."""
    if report.submitted_at is None or not report.content_hash:
        raise Http404
    context = {"report": report, "anchor": anchor_of("report.submitted", f"report:{report.pk}")}
    return render(request, "report/receipt.html", context)


@loads("the body, its partners, or oversees the period", seen_report)
@require_safe
def download(request: PersonRequest, report: Any, fmt: str) -> HttpResponse:  # noqa: ARG001 - a view's first argument
    """Send the report as a document, in the body's own template where it has one."""
    paper = report_paper(load_report(report))
    content = (
        write_pdf(paper)
        if fmt == "pdf"
        else docx_for(paper, kind=PaperKind.PERIODIC_REPORT, issuer=report.unit)
    )
    response = HttpResponse(content, content_type=CONTENT_TYPES[fmt])
    name = f"bao-cao-cchc-{report.unit.code}-{report.period.code}.{fmt}"
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    return response


def desk_page(
    request: PersonRequest, report: Any, *, status: int = 200, **attempt: Any
) -> HttpResponse:
    """Return the whole desk, with what was typed and not taken still in its place."""
    agencies = list(agencies_of(report.period.body).exclude(pk=report.unit_id))
    page = build_desk(request.actor, report, now=now(), agencies=agencies, **attempt)
    return render(
        request,
        "report/desk.html",
        {"page": page, "report": report, "period": report.period, "now": page.now},
        status=status,
    )
