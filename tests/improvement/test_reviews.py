from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from parindex.improvement import operations
from parindex.improvement.choices import ReviewState
from parindex.improvement.operations import ReviewDraft
from parindex.improvement.queries import newer_than, review_of, reviews_due, unit_result
from parindex.kernel.errors import Denied, Refused, Stale
from parindex.kernel.queries import journal_actions
from parindex.results.operations import publish_results
from tests.support import aftermath, story
from tests.support.aftermath import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication(world):
    return story.publish(world)


def test_a_review_goes_from_the_clerk_to_the_leaders_approval(world, publication):
    review = aftermath.approve_review(publication, world)
    assert review.state == ReviewState.APPROVED
    assert review.approved_by == "Trần Lãnh Đạo 1"
    assert {"review.saved", "review.lesson_saved", "review.approved"} <= set(journal_actions(""))


def test_a_change_reopens_an_approved_review(world, publication):
    aftermath.approve_review(publication, world)
    found = aftermath.result(publication, world)
    draft = replace(aftermath.LESSON, measure="Rà soát hằng tuần")
    operations.save_lesson(
        result=found, code="1.2.1", draft=draft, expected_version=1, actor=world.clerk(), now=LATER
    )
    review = aftermath.reload(found)
    assert (review.state, review.approved_hash) == (ReviewState.DRAFT, "")


def test_the_leader_approves_only_what_they_saw(world, publication):
    aftermath.hand_up_review(publication, world)
    with pytest.raises(Refused, match="đã thay đổi"):
        operations.approve_review(
            result=aftermath.result(publication, world),
            seen_hash="0" * 64,
            actor=world.leader(),
            now=LATER,
        )


def test_a_clerk_does_not_approve_and_a_stranger_does_not_write(world, publication):
    review = aftermath.hand_up_review(publication, world)
    found = aftermath.result(publication, world)
    for actor in (world.clerk(), world.leader(1), world.actor("coordinator")):
        with pytest.raises(Denied):
            operations.return_review(result=found, reason="x", actor=actor, now=LATER)
    with pytest.raises(Denied):
        operations.save_review(
            result=found,
            draft=ReviewDraft(),
            expected_version=review.version,
            actor=world.clerk(1),
            now=LATER,
        )


def test_a_review_without_day_or_lesson_is_not_put_before_the_leader(world, publication):
    found, clerk = aftermath.result(publication, world), world.clerk()
    with pytest.raises(Refused, match="ngày họp"):
        operations.request_approval(result=found, actor=clerk, now=LATER)
    operations.save_review(
        result=found,
        draft=ReviewDraft(held_on=dt.date(2020, 2, 18)),
        expected_version=0,
        actor=clerk,
        now=LATER,
    )
    with pytest.raises(Refused, match="bài học"):
        operations.request_approval(result=found, actor=clerk, now=LATER)


def test_a_meeting_of_tomorrow_is_refused(world, publication):
    with pytest.raises(Refused, match="sau ngày hôm nay"):
        operations.save_review(
            result=aftermath.result(publication, world),
            draft=ReviewDraft(held_on=dt.date(2020, 2, 21)),
            expected_version=0,
            actor=world.clerk(),
            now=LATER,
        )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"causes": " "}, "nguyên nhân"),
        ({"factors": ()}, "yếu tố"),
        ({"factors": ("X",)}, "yếu tố"),
        ({"responsible": ""}, "tập thể hoặc cá nhân nào"),
        ({"responsible_kind": "X"}, "tập thể hay cá nhân"),
    ],
)
def test_a_lesson_lacks_nothing(world, publication, changes, says):
    with pytest.raises(Refused, match=says):
        operations.save_lesson(
            result=aftermath.result(publication, world),
            code="1.1",
            draft=replace(aftermath.LESSON, **changes),
            expected_version=0,
            actor=world.clerk(),
            now=LATER,
        )


def test_who_saves_over_somebody_else_sees_their_words(world, publication):
    aftermath.draft_review(publication, world)
    with pytest.raises(Stale) as caught:
        operations.save_lesson(
            result=aftermath.result(publication, world),
            code="1.2.1",
            draft=aftermath.LESSON,
            expected_version=0,
            actor=world.leader(),
            now=LATER,
        )
    assert caught.value.theirs["causes"] == aftermath.LESSON.causes


def test_a_returned_review_says_why_and_a_removed_lesson_is_gone(world, publication):
    aftermath.hand_up_review(publication, world)
    found = aftermath.result(publication, world)
    operations.return_review(result=found, reason="Thiếu 2.1", actor=world.leader(), now=LATER)
    assert aftermath.reload(found).return_reason == "Thiếu 2.1"
    operations.remove_lesson(
        result=found, code="1.2.1", expected_version=1, actor=world.clerk(), now=LATER
    )
    assert not aftermath.reload(found).lessons.exists()


def test_a_recalled_review_is_drafted_again(world, publication):
    aftermath.approve_review(publication, world)
    found = aftermath.result(publication, world)
    operations.recall_review(result=found, actor=world.clerk(), now=LATER)
    assert aftermath.reload(found).state == ReviewState.DRAFT


def test_a_correction_of_the_result_keeps_the_review(world, publication):
    aftermath.approve_review(publication, world)
    corrected = publish_results(
        scoring_round=world.round,
        criteria_set=world.commune_set,
        decision_number="120/QĐ-UBND",
        decision_date=dt.date(2020, 2, 19),
        signed_by="Nguyễn Văn Mẫu",
        correction_reason="Sai số quyết định",
        actor=world.actor("coordinator"),
        now=LATER,
    )
    found = unit_result(corrected.pk, world.communes[0].code)
    assert review_of(corrected, found.unit) == review_of(publication, found.unit)
    assert newer_than(publication) == corrected
    assert newer_than(corrected) is None


def test_the_newest_result_of_ones_unit_waits_for_a_review(world, publication):
    (due,) = reviews_due(world.clerk())
    assert (due.publication_id, due.state) == (publication.pk, "")
    aftermath.hand_up_review(publication, world)
    assert [due.state for due in reviews_due(world.leader())] == ["AWAITING_APPROVAL"]
    assert reviews_due(world.actor("coordinator")) == []
