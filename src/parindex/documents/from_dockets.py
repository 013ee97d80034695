"""Fills the appraisal record from a dossier before the council."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import override

from parindex.appraisal.docket import Case, Docket
from parindex.appraisal.queries import load_docket
from parindex.assessments.models import Dossier
from parindex.documents import appraisal_record
from parindex.documents.appraisal_record import (
    AppraisalRecordContext,
    CaseRow,
    FieldLine,
    RequestLine,
)
from parindex.documents.bodies import criteria_source, decision_of, full_name
from parindex.documents.councils import council_grounds, council_name, council_origin
from parindex.documents.paper import Paper
from parindex.documents.people import chair_signature, secretary_signature
from parindex.engine import Level, Tally
from parindex.kernel.clock import vietnam_date


def record_paper(dossier: Dossier) -> Paper:
    """Return the appraisal record of a dossier as it stands: provisional, or as the chair decided."""
    return paper_of_docket(load_docket(dossier))


def paper_of_docket(docket: Docket) -> Paper:
    """Return the same of a docket that is loaded already."""
    with override("vi"):
        return appraisal_record.compose(record_context(docket))


def record_context(docket: Docket) -> AppraisalRecordContext:
    """Return what the record says: points and index as the engine sums what stands now."""
    workbook = docket.workbook
    dossier, cycle = workbook.dossier, workbook.dossier.round.cycle
    decision, result, own = docket.decision, docket.final_tally, workbook.own_tally
    dated = vietnam_date(decision.decided_at) if decision else None
    chair = chair_signature(cycle.body, name=decision.decided_by if decision else "")
    secretary = secretary_signature(cycle.body)
    return AppraisalRecordContext(
        origin=council_origin(cycle, kind_symbol="BB", dated=dated),
        council=council_name(cycle),
        unit=full_name(dossier.unit),
        cycle_year=cycle.year,
        criteria_source=criteria_source(workbook.criteria_set),
        grounds=(f"Căn cứ {decision_of(workbook.criteria_set).cited()}", *council_grounds(cycle)),
        chair=chair.name,
        secretary=secretary.name,
        appraisers=tuple(_appraisers(docket)),
        submitted_at=dossier.submitted_at,
        receipt=dossier.receipt_number,
        is_late=dossier.is_late,
        late_explanation=dossier.late_explanation,
        own=own.points,
        points=result.points,
        max_points=result.max_points,
        index=result.index,
        fields=tuple(
            FieldLine(
                code=field.code,
                name=field.name,
                max_points=field.max_points,
                own=mine.points,
                points=field.points,
            )
            for field, mine in zip(result.children, own.children, strict=True)
        ),
        rows=tuple(_rows(docket, result, own)),
        requests=tuple(_requests(docket)),
        decided_at=decision.decided_at if decision else None,
        reply_due_at=docket.notice.reply_due_at if docket.notice else None,
        content_hash=decision.content_hash if decision else "",
        signature=chair,
        cosigner=secretary,
        recipients=(full_name(dossier.unit), "Các thành viên Hội đồng", "Lưu: VT, HĐ"),
        points_places=workbook.criteria_set.points_places,
        synthetic=bool(cycle.synthetic_note),
    )


def _appraisers(docket: Docket) -> Iterator[str]:
    """Yield the agencies that gave awards, each with who gave them."""
    people: dict[str, dict[str, None]] = defaultdict(dict)
    for case in docket.cases.values():
        if case.award is not None:
            people[case.award.agency.name][case.award.changed_by.split(" (")[0]] = None
    for agency, names in people.items():
        yield f"{agency}: {', '.join(names)}"


def _requests(docket: Docket) -> Iterator[RequestLine]:
    for request in docket.requests:
        items = [
            item
            for case in docket.cases.values()
            for item in case.supplements
            if item.request_id == request.pk
        ]
        yield RequestLine(
            number=request.number,
            issued_on=request.issued_on,
            codes=tuple(item.code for item in items),
            answered=sum(item.answered_at is not None for item in items),
        )


def _rows(docket: Docket, result: Tally, own: Tally) -> Iterator[CaseRow]:
    """Yield the rows in the set's order, each group before what it holds."""
    for child, mine in zip(result.children, own.children, strict=True):
        node = docket.workbook.criteria_set.node(child.code)
        if node.is_leaf:
            yield _case(docket.cases[node.code])
            continue
        yield CaseRow(
            code=node.code,
            name=node.name,
            max_points=child.full_max_points,
            own=mine.points,
            final=child.points,
            is_group=True,
            is_field=node.level is Level.FIELD,
            illustrative=node.illustrative,
        )
        yield from _rows(docket, child, mine)


def _case(case: Case) -> CaseRow:
    line, award = case.line, case.award
    own = line.handed_in
    said = [turn for turn in case.thread if turn.is_units]
    answers = [turn for turn in case.thread if not turn.is_units]
    return CaseRow(
        code=case.code,
        name=line.node.name,
        max_points=line.node.max_points,
        own=own,
        award=award.points if award else None,
        final=case.final,
        not_applicable=case.not_applicable,
        claimed_not_applicable=line.not_applicable,
        differs=differs(case),
        was_ruled=case.ruling is not None,
        by_survey=not line.is_self_scored,
        reason=case.final_reason,
        reply="\n".join(turn.text for turn in said),
        answer="\n".join(turn.text for turn in answers),
        illustrative=line.node.illustrative,
    )


def differs(case: Case) -> bool:
    """Tell whether what stands is not what the unit handed in; a survey's points are nobody's own."""
    if not case.line.is_self_scored:
        return False
    if case.line.not_applicable or case.not_applicable:
        return case.line.not_applicable != case.not_applicable
    return case.final != case.line.handed_in
