"""Fills the supplement request from a request of the council and the dossier it opens."""

from __future__ import annotations

from django.utils.translation import override

from parindex.appraisal.models import SupplementRequest
from parindex.assessments.models import EvidenceLink
from parindex.assessments.queries import dossier_by_id, load_workbook
from parindex.assessments.workbook import Line
from parindex.documents import supplement_request
from parindex.documents.bodies import full_name
from parindex.documents.councils import council_name, council_origin, ordered_by, through
from parindex.documents.from_dossiers import issued
from parindex.documents.paper import Paper
from parindex.documents.people import council_letter_signature
from parindex.documents.supplement_request import AskedRow, SupplementRequestContext
from parindex.kernel.clock import vietnam_date


def request_paper(request: SupplementRequest) -> Paper:
    """Return the letter of one request, with the number and the day under which it went out."""
    with override("vi"):
        return supplement_request.compose(request_context(request))


def request_context(request: SupplementRequest) -> SupplementRequestContext:
    """Return what the request says; evidence that came in on it is left out: it was not there yet."""
    dossier = dossier_by_id(request.dossier_id)
    workbook = load_workbook(dossier)
    cycle = dossier.round.cycle
    return SupplementRequestContext(
        origin=council_origin(cycle, number=request.number, dated=request.issued_on),
        council=council_name(cycle),
        unit=full_name(dossier.unit),
        opening=ordered_by(cycle),
        cycle_year=cycle.year,
        submitted_on=vietnam_date(dossier.submitted_at) if dossier.submitted_at else None,
        receipt=dossier.receipt_number,
        reason=request.reason,
        rows=tuple(
            _row(workbook.lines[item.code], request) for item in request.items.order_by("pk")
        ),
        due_at=request.due_at,
        through=through(cycle),
        signature=council_letter_signature(cycle.body, name=request.issued_by),
        recipients=(
            "Như trên",
            "Chủ tịch Hội đồng (để báo cáo)",
            cycle.coordinator.name,
            "Lưu: VT, HĐ",
        ),
        points_places=workbook.criteria_set.points_places,
        synthetic=bool(cycle.synthetic_note),
    )


def _row(line: Line, request: SupplementRequest) -> AskedRow:
    return AskedRow(
        code=line.code,
        name=line.node.name,
        max_points=line.node.max_points,
        self_points=line.handed_in,
        evidence=tuple(issued(link) for link in line.evidence if _was_there(link, request)),
        explained=bool(line.explanation.strip()),
        illustrative=line.node.illustrative,
    )


def _was_there(link: EvidenceLink, request: SupplementRequest) -> bool:
    """Tell whether a document was put forward before this request was written."""
    if link.supplement_number == request.number:
        return False
    return not link.supplement_number or vietnam_date(link.linked_at) < request.issued_on
