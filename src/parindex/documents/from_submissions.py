"""Fills the cover letter of a submission from a dossier."""

from __future__ import annotations

from django.utils.translation import override

from parindex.assessments.models import Dossier, EvidenceLink
from parindex.assessments.queries import load_workbook
from parindex.assessments.workbook import Workbook
from parindex.documents import submission_letter
from parindex.documents.bodies import full_name, origin_of
from parindex.documents.councils import ordered_by, through
from parindex.documents.from_dossiers import issued
from parindex.documents.paper import Paper
from parindex.documents.people import leader_signature, year_of
from parindex.documents.submission_letter import EnclosedDocument, SubmissionLetterContext
from parindex.kernel.clock import vietnam_date


def submission_paper(dossier: Dossier) -> Paper:
    """Return the cover letter: dated as the dossier was handed in, undated before."""
    with override("vi"):
        return submission_letter.compose(submission_context(load_workbook(dossier)))


def submission_context(workbook: Workbook) -> SubmissionLetterContext:
    """Return what the letter says; what the council asked for later was not in the submission."""
    dossier = workbook.dossier
    unit, cycle = dossier.unit, dossier.round.cycle
    dated = vietnam_date(dossier.submitted_at) if dossier.submitted_at else None
    own, lines = workbook.own_tally, workbook.lines.values()
    filled = {line.sheet.pk for line in lines if line.sheet is not None}
    made = origin_of(unit, kind_symbol="", year=year_of(dated, cycle_year=cycle.year), dated=dated)
    is_own_form = unit.pk == cycle.body_id and unit.parent is not None
    return SubmissionLetterContext(
        origin=made.with_symbol(f"{unit.symbol}-CCHC"),
        unit=full_name(unit),
        opening=ordered_by(cycle),
        through=full_name(unit.parent) if is_own_form and unit.parent else through(cycle),
        addressee=full_name(unit.parent) if is_own_form and unit.parent else through(cycle),
        cycle_year=cycle.year,
        data_until=cycle.data_until,
        points=own.points,
        max_points=own.max_points,
        index=own.index,
        components=len(workbook.lines),
        explained=sum(bool(line.explanation.strip()) for line in lines),
        parts=tuple(full_name(sheet.unit) for sheet in workbook.sheets if sheet.pk in filled),
        documents=_documents(workbook),
        due_at=dossier.due_at,
        is_late=dossier.is_late,
        late_explanation=dossier.late_explanation,
        submitted_at=dossier.submitted_at,
        receipt=dossier.receipt_number,
        content_hash=dossier.content_hash,
        signature=leader_signature(unit),
        recipients=("Như trên", f"Lãnh đạo {unit.body}", "Lưu: VT"),
        points_places=workbook.criteria_set.points_places,
        synthetic=bool(cycle.synthetic_note),
    )


def _documents(workbook: Workbook) -> tuple[EnclosedDocument, ...]:
    """Return each document once, in the order in which components first name it."""
    codes: dict[int, list[str]] = {}
    first: dict[int, EvidenceLink] = {}
    for line in workbook.lines.values():
        for link in line.evidence:
            if not link.supplement_number:
                first.setdefault(link.document_id, link)
                codes.setdefault(link.document_id, []).append(line.code)
    return tuple(
        EnclosedDocument(document=issued(link), codes=tuple(codes[pk]))
        for pk, link in first.items()
    )
