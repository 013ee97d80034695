from __future__ import annotations

import pytest

from parindex.kernel.errors import Denied, Refused
from parindex.kernel.models import JournalEntry
from parindex.remedies import operations
from parindex.remedies.fingerprint import plan_hash
from parindex.remedies.operations import RemedyRefused
from tests.support import remedying
from tests.support.aftermath import LATER


@pytest.fixture
def plan(world, publication):
    return remedying.make(publication, world).plan


def who(world, name="leader-1"):
    return {"actor": world.actor(name), "now": LATER}


def test_the_leader_approves_what_stands_there(world, plan):
    approved = remedying.approve(world, plan)
    assert (approved.state, approved.approved_by) == ("APPROVED", "Trần Lãnh Đạo 1")
    assert approved.approved_hash == plan_hash(plan.actions.all())
    assert JournalEntry.objects.filter(action="remedial_plan.approved").count() == 1


def test_what_changed_in_between_is_not_approved(world, publication, plan):
    seen = plan_hash(plan.actions.all())
    remedying.make(publication, world, code="2.1")
    remedying.hand_up(world, plan)
    with pytest.raises(Refused, match="đã thay đổi"):
        operations.approve_plan(plan_id=plan.pk, seen_hash=seen, **who(world))


def test_a_promise_that_changes_must_be_approved_anew_but_progress_need_not(
    world, publication, plan
):
    remedying.approve(world, plan)
    remedying.progress(world, plan.actions.get())
    plan.refresh_from_db()
    assert plan.state == "APPROVED"
    remedying.make(publication, world, code="2.1")
    plan.refresh_from_db()
    assert (plan.state, plan.approved_hash, plan.approved_by) == ("DRAFT", "", "")


def test_undoing_progress_keeps_the_approval(world, plan):
    remedying.approve(world, plan)
    action = remedying.progress(world, plan.actions.get())
    operations.undo_last(
        action_id=action.pk, expected_version=action.version, **who(world, "clerk-1")
    )
    plan.refresh_from_db()
    assert plan.state == "APPROVED"


def test_the_clerk_does_not_approve_and_the_leader_of_another_unit_neither(world, plan):
    remedying.hand_up(world, plan)
    for name in ("clerk-1", "leader-2", "coordinator"):
        with pytest.raises(Denied):
            operations.approve_plan(plan_id=plan.pk, seen_hash="x", **who(world, name))


def test_the_leader_gives_back_with_a_reason(world, plan):
    remedying.hand_up(world, plan)
    with pytest.raises(RemedyRefused):
        operations.return_plan(plan_id=plan.pk, reason=" ", **who(world))
    back = operations.return_plan(plan_id=plan.pk, reason="Thiếu hạn từng quý", **who(world))
    assert (back.state, back.return_reason) == ("DRAFT", "Thiếu hạn từng quý")
    again = remedying.hand_up(world, plan)
    assert (again.state, again.return_reason) == ("AWAITING_APPROVAL", "")


def test_the_clerk_takes_it_back(world, plan):
    remedying.hand_up(world, plan)
    assert operations.recall_plan(plan_id=plan.pk, **who(world, "clerk-1")).state == "DRAFT"
    with pytest.raises(Refused):
        operations.recall_plan(plan_id=plan.pk, **who(world, "clerk-1"))


def test_an_empty_plan_is_not_handed_up(world, plan):
    action = plan.actions.get()
    operations.cancel_action(
        action_id=action.pk, reason="Thôi", expected_version=1, **who(world, "clerk-1")
    )
    with pytest.raises(Refused, match="chưa có việc nào"):
        remedying.hand_up(world, plan)
