"""What letter 795/UBND-TĐKT asks for after a result: reviews, proposals, a draft of next year's criteria."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from parindex.improvement import operations as afterwards
from parindex.improvement.choices import Factor, ProposalKind, ProposalState, Responsible
from parindex.improvement.fingerprint import review_hash
from parindex.improvement.models import CriteriaProposal, DraftSet
from parindex.improvement.queries import UnitResult, unit_result
from parindex.results.models import Publication
from parindex.scenarios import acts
from parindex.scenarios.drafting import clerk_of
from parindex.scenarios.stage import Stage

PRESENT = "Lãnh đạo đơn vị, trưởng các bộ phận, công chức theo dõi CCHC"
SUMMARY = "Điểm mất chủ yếu do thiếu tài liệu kiểm chứng và chậm tiến độ ở một số nhiệm vụ."
CAUSES = "Chưa theo dõi tiến độ hằng quý; tài liệu kiểm chứng để dồn đến cuối năm."
MEASURE = "Giao từng mục cho từng công chức, kiểm tra tiến độ và tài liệu vào ngày 25 hằng tháng."
TOO_SMALL = "Mục này tốn nhiều công sức mà điểm tối đa thấp, chưa khuyến khích được đơn vị."
ANSWER = "Sở Nội vụ tiếp thu, đưa vào dự thảo bộ tiêu chí năm sau để lấy ý kiến."


def hold_review(publication: Publication, unit_code: str, *, now: dt.datetime) -> None:
    """Let a unit find causes and responsibility for what it lost most, and its leader approve it."""
    result = unit_result(publication.pk, unit_code)
    clerk, leader = clerk_of(result.unit), acts.leader_of(result.unit)
    afterwards.save_review(
        result=result,
        draft=afterwards.ReviewDraft(held_on=now.date(), participants=PRESENT, summary=SUMMARY),
        expected_version=0,
        actor=clerk,
        now=now,
    )
    for code in worst_of(result, most=3):
        afterwards.save_lesson(
            result=result,
            code=code,
            draft=afterwards.LessonDraft(
                causes=CAUSES,
                responsible="Bộ phận được giao theo dõi và lãnh đạo phụ trách",
                responsible_kind=Responsible.COLLECTIVE,
                factors=(Factor.PROCESS, Factor.EVIDENCE),
                measure=MEASURE,
            ),
            expected_version=0,
            actor=clerk,
            now=now,
        )
    review = afterwards.request_approval(result=result, actor=clerk, now=now)
    seen = review_hash(review, review.lessons.all())
    afterwards.approve_review(result=result, seen_hash=seen, actor=leader, now=now)


def propose(publication: Publication, unit_code: str, *, now: dt.datetime) -> CriteriaProposal:
    """Let a unit propose more points for the component on which it lost most."""
    result = unit_result(publication.pk, unit_code)
    code = worst_of(result, most=1)[0]
    top = result.criteria_set.node(code).max_points
    return afterwards.submit_proposal(
        cycle=result.cycle,
        criteria_set=publication.criteria_set,
        node_code=code,
        unit=result.unit,
        content=afterwards.ProposalText(
            kind=ProposalKind.POINTS, text=TOO_SMALL, suggested_points=top + Decimal("0.5")
        ),
        actor=clerk_of(result.unit),
        now=now,
    )


def accept(stage: Stage, proposals: Sequence[CriteriaProposal], *, now: dt.datetime) -> None:
    """Let the coordinator take up what was proposed."""
    afterwards.answer_proposals(
        cycle=stage.cycle,
        versions={proposal.pk: proposal.version for proposal in proposals},
        state=ProposalState.ACCEPTED,
        answer=ANSWER,
        actor=stage.coordinator,
        now=now,
    )


def draft_next(
    stage: Stage, proposal: CriteriaProposal, *, code: str, now: dt.datetime
) -> DraftSet:
    """Let the coordinator begin next year's set from this year's, with an accepted proposal in it."""
    base, year = proposal.criteria_set, stage.cycle.year + 1
    draft = afterwards.start_draft(
        cycle=stage.cycle,
        base=base,
        code=code,
        name=base.name.replace(str(stage.cycle.year), f"{year}, dự thảo"),
        year=year,
        actor=stage.coordinator,
        now=now,
    )
    step = afterwards.Step(
        draft_id=draft.pk,
        expected_version=draft.version,
        actor=stage.coordinator,
        now=now,
        proposals=[proposal.pk],
    )
    suggested = proposal.suggested_points or Decimal(1)
    return afterwards.change_points(step, proposal.node_code, suggested)


def worst_of(result: UnitResult, *, most: int) -> list[str]:
    """Return the components on which a unit lost most points, the greatest loss first."""
    components = sorted(result.picture["components"], key=_lost, reverse=True)
    return [component["code"] for component in components[:most]]


def _lost(component: dict[str, Any]) -> Decimal:
    return Decimal(component["max_points"]) - Decimal(component["final"] or 0)
