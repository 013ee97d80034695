"""Handing in: what still stands in the way, lateness and its explanation, and the receipt."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parindex.assessments import operations
from parindex.assessments.operations.submission import submission_obstacles
from parindex.assessments.rules import is_late, may_explain_lateness, may_submit
from parindex.assessments.sight import seen_codes, sees
from parindex.assessments.workbook import Workbook
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.kernel.queries import anchor_of
from parindex.web.selfassess import answers, board
from parindex.web.shell import forms, loaders
from parindex.web.shell.access import PersonRequest, loads


@loads("desk", loaders.desk)
@require_http_methods(["GET", "POST"])
def submit(request: PersonRequest, *, workbook: Workbook) -> HttpResponse:
    """The checklist before handing in; POST hands in and leads to the receipt."""
    dossier = workbook.dossier
    if request.method == "GET":
        return (
            redirect("selfassess:receipt", dossier_id=dossier.pk)
            if dossier.submitted_at
            else _page(request, workbook)
        )
    try:
        operations.submit_dossier(
            dossier_id=dossier.pk,
            late_explanation=forms.typed(request.POST, "late_explanation"),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _page(request, workbook, problem=str(error), status=answers.status_of(error))
    messages.success(request, _("Đã nộp hồ sơ. Hãy in hoặc lưu biên nhận này."))
    return redirect("selfassess:receipt", dossier_id=dossier.pk)


@loads("desk", loaders.desk)
@require_GET
def receipt(request: PersonRequest, *, workbook: Workbook) -> HttpResponse:
    """The receipt: number, time, content hash, who, and whether late."""
    if workbook.dossier.submitted_at is None:
        raise Http404
    context = {
        "workbook": workbook,
        "dossier": workbook.dossier,
        "totals": board.totals(workbook, seen_codes(request.actor, workbook)),
        "evidence_count": sum(
            not link.supplement_number for line in workbook.lines.values() for link in line.evidence
        ),
        "anchor": anchor_of("dossier.submitted", f"dossier:{workbook.dossier.pk}"),
        "sheets": workbook.sheets,
        "extension": answers.extension_of(workbook),
    }
    return render(request, "selfassess/receipt.html", context)


def _page(
    request: PersonRequest, workbook: Workbook, *, problem: str = "", status: int = 200
) -> HttpResponse:
    dossier, moment = workbook.dossier, now()
    context = {
        "workbook": workbook,
        "dossier": dossier,
        "obstacles": submission_obstacles(workbook),
        "sheets": board.sheet_links(workbook, request.actor),
        "totals": board.totals(workbook, seen_codes(request.actor, workbook)),
        "unproven": [
            line
            for line in workbook.lines.values()
            if line.lacks_proof and sees(request.actor, workbook, line)
        ],
        "is_late": is_late(dossier, moment),
        "extension": answers.extension_of(workbook),
        "may_submit": may_submit(request.actor, dossier),
        "may_explain": may_explain_lateness(request.actor, dossier),
        "late_explanation": forms.typed(request.POST, "late_explanation"),
        "problem": problem,
        "now": moment,
    }
    return render(request, "selfassess/submit.html", context, status=status)
