"""What comes after a result, as documents tell it: the unit's plan and the report on proposals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parindex.documents.from_proposals import proposals_context, proposals_paper
from parindex.documents.from_remedies import plan_context, plan_paper
from parindex.improvement.choices import ProposalKind
from parindex.remedies.models import RemedialPlan
from parindex.remedies.queries import plan_of
from tests.support import aftermath, remedying, story


@pytest.fixture
def publication(world):
    return story.publish(world)


def view(world, publication):
    return plan_of(world.communes[0], publication)


class TestPlan:
    def test_before_approval_it_is_a_draft_without_day_and_name(self, world, publication):
        remedying.make(publication, world, text="Rà soát tiến độ", owner="Trần Cán Bộ 1")
        found = plan_context(view(world, publication))
        assert found.draft
        assert found.origin.dated is None
        assert found.signature.name == ""

    def test_the_leader_signs_it_on_the_day_of_approval(self, world, publication):
        remedying.make(publication, world)
        remedying.approve(world, RemedialPlan.objects.get())
        found = plan_context(view(world, publication))
        assert not found.draft
        assert found.origin.dated == aftermath.LATER.date()
        assert found.signature.name == "Trần Lãnh Đạo 1"

    def test_it_tells_who_until_when_and_what_it_brings(self, world, publication):
        made = remedying.make(publication, world)
        found = plan_context(view(world, publication))
        (row,) = found.actions
        assert (row.code, row.owner, row.due_on) == (made.code, made.owner, made.due_on)
        assert isinstance(row.due_on, dt.date)
        assert found.expected <= found.lost
        assert found.target > found.index
        assert made.code not in {line.code for line in found.uncovered}

    def test_without_an_action_there_is_no_plan(self, world, publication):
        with pytest.raises(LookupError):
            plan_paper(view(world, publication))


class TestProposals:
    def test_they_are_grouped_by_criterion_with_the_coordinators_answers(self, world):
        first = aftermath.propose(world, kind=ProposalKind.METHOD)
        aftermath.accept(world, first)
        aftermath.propose(world, commune=1, kind=ProposalKind.METHOD)
        found = proposals_context(world.cycle)
        (group,) = found.groups
        assert [(row.unit, row.is_taken_up, row.is_open) for row in group.rows] == [
            ("Xã Mẫu 01", True, False),
            ("Xã Mẫu 02", False, True),
        ]
        assert group.max_points is None or group.max_points > Decimal(0)

    def test_without_proposals_there_is_no_report(self, world):
        with pytest.raises(LookupError):
            proposals_paper(world.cycle)
