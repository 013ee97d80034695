"""The self-assessment report of one part as DOCX or PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from parindex.assessments.workbook import Workbook
from parindex.documents.from_dossiers import report_paper
from parindex.documents.paper import Paper
from parindex.documents.writers.docx import write_docx
from parindex.documents.writers.pdf import write_pdf
from parindex.web.selfassess.sheets import part_or_404
from parindex.web.shell import loaders
from parindex.web.shell.access import PersonRequest, loads

_WRITERS: Mapping[str, tuple[Callable[[Paper], bytes], str]] = {
    "docx": (write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (write_pdf, "application/pdf"),
}


@loads("desk", loaders.desk)
@require_GET
def report(request: PersonRequest, *, workbook: Workbook, sheet_id: int, fmt: str) -> HttpResponse:
    """Write the report from what is stored now."""
    part = part_or_404(request, workbook, sheet_id)
    if fmt not in _WRITERS:
        raise Http404
    write, content_type = _WRITERS[fmt]
    response = HttpResponse(write(report_paper(workbook, part.pk)), content_type=content_type)
    name = f"bao-cao-tu-danh-gia-{workbook.dossier.unit.code}-{workbook.dossier.round.cycle.year}.{fmt}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
