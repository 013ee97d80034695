from __future__ import annotations

from decimal import Decimal

import pytest

from parindex.improvement import operations
from parindex.improvement.models import CriteriaProposal
from parindex.improvement.operations import ProposalText
from parindex.improvement.queries import NotHereError, open_proposal_counts, sets_to_propose_on
from parindex.kernel.errors import Denied, Refused, Stale
from tests.support import aftermath
from tests.support.aftermath import LATER

pytestmark = pytest.mark.django_db


def answer(world, rows, state="REJECTED", text="Giữ nguyên vì theo quyết định", **changes):
    return operations.answer_proposals(
        **{
            "cycle": world.cycle,
            "versions": {row.pk: row.version for row in rows},
            "state": state,
            "answer": text,
            "actor": world.actor("coordinator"),
            "now": LATER,
            **changes,
        }
    )


def test_a_group_is_answered_in_one_go(world):
    rows = [aftermath.propose(world, commune) for commune in (0, 1)]
    assert open_proposal_counts(world.actor("coordinator")) == [(world.cycle, 2)]
    answer(world, rows)
    assert {row.state for row in CriteriaProposal.objects.all()} == {"REJECTED"}
    assert open_proposal_counts(world.actor("coordinator")) == []


def test_a_unit_rewrites_until_the_coordinator_takes_it_up(world):
    row = aftermath.propose(world)
    content = ProposalText(kind="POINTS", text="Nâng lên 3 điểm", suggested_points=Decimal(3))
    row = operations.change_proposal(
        proposal_id=row.pk, content=content, expected_version=1, actor=world.leader(), now=LATER
    )
    assert (row.suggested_points, row.version) == (Decimal(3), 2)
    answer(world, [row], "STUDYING", "")
    with pytest.raises(Refused, match="Đang nghiên cứu"):
        operations.change_proposal(
            proposal_id=row.pk, content=content, expected_version=3, actor=world.clerk(), now=LATER
        )


def test_an_answer_to_words_that_changed_is_refused_with_the_new_words(world):
    row = aftermath.propose(world)
    operations.change_proposal(
        proposal_id=row.pk,
        content=ProposalText(kind="METHOD", text="Ngưỡng nên là 90%"),
        expected_version=1,
        actor=world.clerk(),
        now=LATER,
    )
    with pytest.raises(Stale) as caught:
        answer(world, [row])
    assert caught.value.theirs["text"] == "Ngưỡng nên là 90%"


def test_only_the_coordinator_answers_and_only_ones_own_is_rewritten(world):
    row = aftermath.propose(world)
    for name in ("secretary", "chair", "clerk-1"):
        with pytest.raises(Denied):
            answer(world, [row], actor=world.actor(name))
    with pytest.raises(Denied):
        operations.change_proposal(
            proposal_id=row.pk,
            content=ProposalText(kind="METHOD", text="x"),
            expected_version=1,
            actor=world.clerk(1),
            now=LATER,
        )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": " "}, "đề nghị"),
        ({"kind": "X"}, "loại"),
        ({"suggested_points": Decimal(0)}, "lớn hơn 0"),
        ({"code": "9.9"}, "một mục"),
    ],
)
def test_a_proposal_says_what_it_is_about(world, changes, says):
    with pytest.raises(Refused, match=says):
        aftermath.propose(world, **changes)


@pytest.mark.parametrize(("state", "text"), [("ACCEPTED", " "), ("SUBMITTED", "x"), ("X", "x")])
def test_an_answer_has_a_result_and_words(world, state, text):
    row = aftermath.propose(world)
    with pytest.raises(Refused):
        answer(world, [row], state, text)


def test_an_answer_to_nothing_is_refused(world):
    with pytest.raises(Refused, match="ít nhất một"):
        answer(world, [])


def test_a_unit_speaks_of_the_sets_it_works_with(world):
    assert sets_to_propose_on(world.cycle, world.communes[0]) == [world.commune_set]
    assert sets_to_propose_on(world.cycle, world.justice) == [world.commune_set, world.district_set]
    with pytest.raises(NotHereError):
        operations.submit_proposal(
            cycle=world.cycle,
            criteria_set=world.district_set,
            node_code="",
            unit=world.communes[0],
            content=ProposalText(kind="METHOD", text="x"),
            actor=world.clerk(),
            now=LATER,
        )
    with pytest.raises(Denied):
        operations.submit_proposal(
            cycle=world.cycle,
            criteria_set=world.commune_set,
            node_code="",
            unit=world.communes[0],
            content=ProposalText(kind="METHOD", text="x"),
            actor=world.clerk(1),
            now=LATER,
        )
