"""Letter 003: departments and districts are heard and ranked, then learn from it and propose."""

from __future__ import annotations

from parindex.accounts.models import Membership
from parindex.appraisal.models import Award
from parindex.improvement.choices import ProposalState, ReviewState
from parindex.improvement.models import CriteriaProposal, DraftSet, LessonsReview
from parindex.kernel.models import JournalEntry
from parindex.scenarios import thua_thien_hue
from tests.support.playing import play, require_ranked

HEARD = {
    "supplement.requested",
    "supplement.answered",
    "award.replied",
    "component.ruled",
    "dossier.decided",
    "round.signed_off",
    "results.published",
}


def test_departments_and_districts_are_ranked_and_learn_from_it(db):
    published = play(thua_thien_hue.play)
    require_ranked(published["hue-2019-department"], units=20)
    require_ranked(published["hue-2019-district"], units=9)
    assert set(JournalEntry.objects.values_list("action", flat=True)) >= HEARD
    nobody_judged_themselves()
    the_last_in_rank_reviewed_why_and_their_heads_approved()
    what_was_proposed_is_in_the_draft_of_next_year()


def nobody_judged_themselves():
    seats = set(Membership.objects.values_list("user_id", "unit_id"))
    assert not seats & set(Award.objects.values_list("judge_id", "dossier__unit_id"))


def the_last_in_rank_reviewed_why_and_their_heads_approved():
    reviews = LessonsReview.objects.prefetch_related("lessons")
    assert len(reviews) == 4
    assert {review.state for review in reviews} == {ReviewState.APPROVED}
    assert {review.lessons.count() for review in reviews} == {3}


def what_was_proposed_is_in_the_draft_of_next_year():
    states = CriteriaProposal.objects.values_list("state", flat=True)
    assert list(states) == [ProposalState.ACCEPTED] * 2
    drafts = DraftSet.objects.order_by("code")
    assert [draft.code for draft in drafts] == ["hue-2020-department", "hue-2020-district"]
    assert all(draft.edits.get().proposals.count() == 1 for draft in drafts)
