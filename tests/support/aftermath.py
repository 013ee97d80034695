"""What happens after a publication, through the same operations as the screens use."""

from __future__ import annotations

import datetime as dt
from typing import Any

from parindex.criteria.models import StoredCriteriaSet
from parindex.improvement import operations
from parindex.improvement.choices import ProposalKind, Responsible
from parindex.improvement.fingerprint import review_hash
from parindex.improvement.models import CriteriaProposal, DraftSet, LessonsReview
from parindex.improvement.operations import LessonDraft, ProposalText, ReviewDraft, Step
from parindex.improvement.queries import UnitResult, review_of, unit_result
from parindex.kernel.clock import VIETNAM
from parindex.results.models import Publication
from tests.support.story import World

LATER = dt.datetime(2020, 2, 20, 9, 0, tzinfo=VIETNAM)

LESSON = LessonDraft(
    causes="Chưa theo dõi tiến độ hằng tháng",
    factors=("PEOPLE", "PROCESS"),
    responsible_kind=Responsible.COLLECTIVE,
    responsible="Văn phòng UBND xã",
    measure="Rà soát tiến độ ngày 25 hằng tháng",
)


def result(publication: Publication, world: World, commune: int = 0) -> UnitResult:
    return unit_result(publication.pk, world.communes[commune].code)


def draft_review(
    publication: Publication, world: World, commune: int = 0, code: str = "1.2.1"
) -> LessonsReview:
    """Let the clerk write a whole review with one lesson."""
    found, clerk = result(publication, world, commune), world.clerk(commune)
    operations.save_review(
        result=found,
        draft=ReviewDraft(held_on=dt.date(2020, 2, 18), summary="Đã họp toàn thể công chức"),
        expected_version=0,
        actor=clerk,
        now=LATER,
    )
    operations.save_lesson(
        result=found, code=code, draft=LESSON, expected_version=0, actor=clerk, now=LATER
    )
    return reload(found)


def hand_up_review(publication: Publication, world: World, commune: int = 0) -> LessonsReview:
    """Write a review and put it before the leader."""
    draft_review(publication, world, commune)
    return operations.request_approval(
        result=result(publication, world, commune), actor=world.clerk(commune), now=LATER
    )


def approve_review(publication: Publication, world: World, commune: int = 0) -> LessonsReview:
    """Write a review and let the leader approve it."""
    review = hand_up_review(publication, world, commune)
    return operations.approve_review(
        result=result(publication, world, commune),
        seen_hash=review_hash(review, review.lessons.all()),
        actor=world.leader(commune),
        now=LATER,
    )


def reload(found: UnitResult) -> LessonsReview:
    review = review_of(found.publication, found.unit)
    assert review is not None
    return review


def propose(
    world: World, commune: int = 0, code: str = "1.2.1", **content: Any
) -> CriteriaProposal:
    """Let a commune's clerk propose something about a component."""
    words: dict[str, Any] = {"kind": ProposalKind.METHOD, "text": "Ngưỡng 100% là quá cao"}
    return operations.submit_proposal(
        cycle=world.cycle,
        criteria_set=world.commune_set,
        node_code=code,
        unit=world.communes[commune],
        content=ProposalText(**(words | content)),
        actor=world.clerk(commune),
        now=LATER,
    )


def accept(world: World, proposal: CriteriaProposal) -> CriteriaProposal:
    """Let the coordinator accept a proposal."""
    operations.answer_proposals(
        cycle=world.cycle,
        versions={proposal.pk: proposal.version},
        state="ACCEPTED",
        answer="Đưa vào dự thảo năm 2020",
        actor=world.actor("coordinator"),
        now=LATER,
    )
    proposal.refresh_from_db()
    return proposal


def start_draft(world: World, base: StoredCriteriaSet | None = None) -> DraftSet:
    """Let the coordinator begin the draft of 2020 from the communes' set."""
    return operations.start_draft(
        cycle=world.cycle,
        base=base or world.commune_set,
        code="mini-commune-2020",
        name="Bộ tiêu chí năm 2020",
        year=2020,
        actor=world.actor("coordinator"),
        now=LATER,
    )


def step(world: World, draft: DraftSet, proposals: tuple[int, ...] = ()) -> Step:
    return Step(
        draft_id=draft.pk,
        expected_version=draft.version,
        actor=world.actor("coordinator"),
        now=LATER,
        proposals=proposals,
    )
