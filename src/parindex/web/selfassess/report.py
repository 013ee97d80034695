"""The self-assessment report of one part as DOCX or PDF."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from parindex.assessments.workbook import Workbook
from parindex.documents.from_dossiers import report_paper
from parindex.documents.own import PaperKind, docx_for
from parindex.documents.writers import write_pdf
from parindex.web.selfassess.sheets import part_or_404
from parindex.web.shell import loaders
from parindex.web.shell.access import PersonRequest, loads

_CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@loads("desk", loaders.desk)
@require_GET
def report(request: PersonRequest, *, workbook: Workbook, sheet_id: int, fmt: str) -> HttpResponse:
    """Write the report from what is stored now."""
    part = part_or_404(request, workbook, sheet_id)
    if fmt not in _CONTENT_TYPES:
        raise Http404
    response = HttpResponse(_written(workbook, part.pk, fmt), content_type=_CONTENT_TYPES[fmt])
    name = f"bao-cao-tu-danh-gia-{workbook.dossier.unit.code}-{workbook.dossier.round.cycle.year}.{fmt}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _written(workbook: Workbook, sheet_id: int, fmt: str) -> bytes:
    paper = report_paper(workbook, sheet_id)
    if fmt == "pdf":
        return write_pdf(paper)
    issuer = next(sheet.unit for sheet in workbook.sheets if sheet.pk == sheet_id)
    return docx_for(paper, kind=PaperKind.SELF_ASSESSMENT_REPORT, issuer=issuer)
