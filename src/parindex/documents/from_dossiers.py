"""Fills the self-assessment report from what a dossier holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import override

from parindex.assessments.models import EvidenceLink
from parindex.assessments.workbook import Line, Workbook
from parindex.cycles.models import Cycle
from parindex.documents import self_assessment_report
from parindex.documents.bodies import (
    criteria_source,
    decision_of,
    full_name,
    origin_of,
    signature_of,
)
from parindex.documents.citations import IssuedDocument
from parindex.documents.paper import Paper
from parindex.documents.people import leader_signature
from parindex.documents.self_assessment_report import (
    FieldScore,
    ScoreLevel,
    ScoreRow,
    SelfAssessmentContext,
)
from parindex.engine import Level, Node, Tally
from parindex.kernel.clock import vietnam_date

_LEVELS = {
    Level.FIELD: ScoreLevel.FIELD,
    Level.CRITERION: ScoreLevel.CRITERION,
    Level.COMPONENT: ScoreLevel.COMPONENT,
}
_SURVEY = "Điểm điều tra xã hội học"


def report_paper(workbook: Workbook, sheet_id: int) -> Paper:
    """Return the report of one sheet: signed and dated as it was approved, marked a draft before that."""
    return self_assessment_report.compose(self_assessment_context(workbook, sheet_id))


def self_assessment_context(workbook: Workbook, sheet_id: int) -> SelfAssessmentContext:
    """Return what the report of a sheet says; points, maxima and index as the engine sums them.

    Survey components are listed but not summed: the unit does not score them itself. Evidence
    that the council asked for later is not in it: the report is what was handed in.
    """
    sheet = next(sheet for sheet in workbook.sheets if sheet.pk == sheet_id)
    today = vietnam_date(sheet.approved_at) if sheet.approved_at else None
    lines = workbook.lines_of(sheet)
    whole = workbook.own_tally.part({line.code for line in lines})
    own = (
        workbook.own_tally.part({line.code for line in lines if line.is_self_scored})
        or workbook.own_tally
    )
    cycle, assessed = workbook.dossier.round.cycle, workbook.dossier.unit
    with override("vi"):  # documents are Vietnamese whatever the reader's language
        rows = tuple(_rows(workbook, whole)) if whole else ()
    return SelfAssessmentContext(
        origin=origin_of(sheet.unit, kind_symbol="BC", year=_year(cycle, today), dated=today),
        assessed=full_name(assessed),
        cycle_year=cycle.year,
        criteria_source=criteria_source(workbook.criteria_set),
        points=own.points,
        max_points=own.max_points,
        index=own.index,
        fields=tuple(_field(field) for field in own.children),
        rows=rows,
        addressees=(f"{full_name(cycle.body)} (qua {cycle.coordinator.name})",),
        signature=leader_signature(sheet.unit, name=sheet.approved_by)
        if sheet.approved_at
        else signature_of(sheet.unit, name=""),
        recipients=("Như trên", f"Lãnh đạo {sheet.unit.body}", "Lưu: VT"),
        grounds=(f"Căn cứ {decision_of(workbook.criteria_set).cited()}",),
        instruction=IssuedDocument(kind=cycle.ordered_by) if cycle.ordered_by else None,
        data_until=cycle.data_until,
        points_places=workbook.criteria_set.points_places,
        difficulties=_items(sheet.difficulties),
        proposals=_items(sheet.proposals),
        synthetic=bool(cycle.synthetic_note),
        draft=not sheet.approved_at,
    )


def _year(cycle: Cycle, today: dt.date | None) -> int:
    """Return the calendar year of the report: it is made after the year it tells of."""
    return today.year if today else cycle.year + 1


def _field(tally: Tally) -> FieldScore:
    return FieldScore(
        code=tally.code, name=tally.name, points=tally.points, max_points=tally.max_points
    )


def _rows(workbook: Workbook, tally: Tally) -> Iterator[ScoreRow]:
    """Yield the rows of the part in the set's order, each group before what it holds."""
    for child in tally.children:
        node = workbook.criteria_set.node(child.code)
        if node.is_leaf:
            yield _leaf_row(workbook.lines[node.code])
        else:
            yield _group_row(node, child)
            yield from _rows(workbook, child)


def _group_row(node: Node, tally: Tally) -> ScoreRow:
    return ScoreRow(
        level=_LEVELS[node.level],
        code=node.code,
        name=node.name,
        max_points=tally.full_max_points,
        is_leaf=False,
        self_points=tally.points,
        illustrative=node.illustrative,
    )


def _leaf_row(line: Line) -> ScoreRow:
    return ScoreRow(
        level=_LEVELS[line.node.level],
        code=line.code,
        name=line.node.name,
        max_points=line.node.max_points,
        is_leaf=True,
        computed_points=line.computed,
        self_points=line.handed_in,
        not_applicable=line.not_applicable,
        evidence=tuple(issued(link) for link in line.evidence if not link.supplement_number),
        evidence_complete=not line.explanation.strip(),
        explanation=line.explanation.strip(),
        difference_reason=line.reason.strip() if line.differs else "",
        remark="" if line.is_self_scored else _SURVEY,
        illustrative=line.node.illustrative,
    )


def issued(link: EvidenceLink) -> IssuedDocument:
    """Return a document of the evidence as papers cite it."""
    document = link.document
    return IssuedDocument(
        kind=document.get_kind_display(),
        number=document.number,
        issued_on=document.issued_on,
        issuer=document.issuer,
        title=document.summary,
    )


def _items(text: str) -> tuple[str, ...]:
    """Return one item per line that says something."""
    return tuple(line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t"))
