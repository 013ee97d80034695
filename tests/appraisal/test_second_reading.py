"""A second pair of eyes: what is drawn, who reads it, and what must be settled before the decision."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership
from parindex.appraisal import operations as council
from parindex.appraisal.models import SecondReading
from parindex.appraisal.operations import AwardDraft, DrawPlan, ReadingDraft, RulingDraft
from parindex.appraisal.queries import load_docket
from parindex.appraisal.readings import draw_sample, readable_cases, readings_for, readings_of
from parindex.kernel.errors import Denied, Refused
from tests.support import story

HOUR = dt.timedelta(hours=1)
LATER = story.APPRAISED + HOUR
SAMPLE = DrawPlan(seed="2019", share=Decimal(50))
FAR = DrawPlan(least_points=Decimal(1))


def draw(world, plan=SAMPLE, *, actor="secretary", now=LATER):
    return council.draw_readings(
        scoring_round=world.round,
        criteria_set=world.commune_set,
        plan=plan,
        actor=world.actor(actor),
        now=now,
    )


def cut(world, points="1", *, version=1, now=story.APPRAISED, actor="nv.appraiser"):
    return council.save_award(
        dossier_id=world.dossier().pk,
        code="1.1",
        draft=AwardDraft(points=Decimal(points), reason="Chưa công khai"),
        expected_version=version,
        actor=world.actor(actor),
        now=now,
    )


def read(world, *, agrees=False, points="2", actor="tp.appraiser", seen=2, reason="Đã công khai"):
    draft = ReadingDraft(agrees=agrees, points=Decimal(points), reason=reason)
    return council.save_reading(
        dossier_id=world.dossier().pk,
        code="1.1",
        draft=draft,
        seen_award=seen,
        actor=world.actor(actor),
        now=LATER,
    )


def send_and_decide(world):
    council.send_provisional(
        dossier_id=world.dossier().pk,
        reply_due_at=story.REPLY_DUE,
        actor=world.actor("secretary"),
        now=LATER,
    )
    return decide(world)


def decide(world):
    return council.decide_dossier(
        dossier_id=world.dossier().pk, actor=world.actor("chair"), now=story.DECIDED
    )


@pytest.fixture
def far(world):
    """1.1 of commune 1 is awarded 1 of its 2 points and drawn for the difference."""
    story.award_all(world)
    cut(world)
    draw(world, FAR)
    return SecondReading.objects.get()


def test_a_sample_is_drawn_again_the_same_from_seed_and_share(world):
    story.award_all(world, 0)
    story.award_all(world, 1)
    cases = readable_cases([load_docket(world.dossier(n)) for n in (0, 1)])
    first = draw_sample(cases, seed="2019", share=Decimal(30))
    again = draw_sample(reversed(cases), seed="2019", share=Decimal(30))
    other = draw_sample(cases, seed="2020", share=Decimal(30))
    said = [
        [(row.dossier.unit.code, row.case.code) for row in rows] for rows in (first, again, other)
    ]
    assert said[0] == said[1] != said[2]
    row = draw(world, DrawPlan(seed="2019", share=Decimal(30)))
    assert (row.seed, row.share, row.population) == ("2019", Decimal(30), len(cases))
    stored = {(r.reading.dossier.unit.code, r.reading.code) for r in readings_of(world.round)}
    assert stored == set(said[0])
    assert len(stored) == -(-len(cases) * 30 // 100)


def test_only_scores_of_the_unit_that_are_awarded_are_drawn(world):
    story.submit(world)
    with pytest.raises(Refused, match="Không có mục"):
        draw(world)


def test_a_large_difference_is_drawn_and_goes_to_another_agency(world, far):
    assert (far.code, far.why, far.agency, far.state) == (
        "1.1",
        "DIFFERENCE",
        world.justice,
        "OPEN",
    )
    with pytest.raises(Refused, match="Không có mục"):
        draw(world, FAR)


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (DrawPlan(least_points=Decimal("1.01")), False),
        (DrawPlan(least_percent=Decimal(50)), True),
        (DrawPlan(least_percent=Decimal("50.01")), False),
    ],
)
def test_a_difference_counts_from_exactly_its_threshold(world, plan, found):
    story.award_all(world)
    cut(world)
    if found:
        draw(world, plan)
        assert SecondReading.objects.get().code == "1.1"
    else:
        with pytest.raises(Refused):
            draw(world, plan)


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (DrawPlan(), "tỷ lệ"),
        (DrawPlan(share=Decimal(10)), "mã rút"),
        (DrawPlan(seed="1", share=Decimal(0)), "lớn hơn 0"),
        (DrawPlan(seed="1", share=Decimal(101)), "100%"),
        (DrawPlan(least_points=Decimal(0)), "lớn hơn 0 điểm"),
        (DrawPlan(seed="x" * 61, share=Decimal(10)), "60 ký tự"),
    ],
)
def test_a_draw_that_does_not_fit_is_refused(world, plan, sentence):
    story.award_all(world)
    with pytest.raises(Refused, match=sentence):
        draw(world, plan)


@pytest.mark.parametrize("actor", ["chair", "coordinator", "nv.appraiser"])
def test_only_the_secretary_draws(world, actor):
    story.award_all(world)
    with pytest.raises(Denied):
        draw(world, actor=actor)


def test_the_reader_agrees(world, far):
    assert read(world, agrees=True).state == "AGREED"
    assert load_docket(world.dossier()).unsettled == []
    send_and_decide(world)


@pytest.mark.parametrize("actor", ["nv.appraiser", "secretary", "chair", "clerk-1", "tp.clerk"])
def test_nobody_else_reads(world, far, actor):
    with pytest.raises(Denied):
        read(world, actor=actor)


def test_the_first_appraiser_does_not_read_what_they_gave_by_a_second_seat(world, far):
    Membership.objects.create(
        user=world.people["nv.appraiser"], unit=world.justice, role=Role.APPRAISER
    )
    with pytest.raises(Denied):
        read(world, actor="nv.appraiser")
    assert readings_for(world.actor("nv.appraiser"), LATER) == []


def test_other_points_need_a_reason_and_must_be_other(world, far):
    with pytest.raises(Refused, match="lý do"):
        read(world, reason=" ")
    with pytest.raises(Refused, match="Đồng ý"):
        read(world, points="1")
    with pytest.raises(Refused, match="vừa được sửa"):
        read(world, seen=1)


def test_a_difference_stands_against_the_decision_until_the_award_is_what_was_read(world, far):
    read(world)
    assert [case.code for case in load_docket(world.dossier()).unsettled] == ["1.1"]
    cut(world, "1.5", version=2, now=LATER)
    assert [case.code for case in load_docket(world.dossier()).unsettled] == ["1.1"]
    cut(world, "2", version=3, now=LATER)
    assert load_docket(world.dossier()).unsettled == []
    send_and_decide(world)


def test_an_award_changed_after_it_was_agreed_with_is_to_be_read_again(world, far):
    read(world, agrees=True)
    cut(world, "0.5", version=2, now=LATER)
    assert [case.code for case in load_docket(world.dossier()).unsettled] == ["1.1"]
    read(world, agrees=True, seen=3)
    assert load_docket(world.dossier()).unsettled == []


def test_the_chairs_ruling_settles_a_difference(world, far):
    read(world)
    with pytest.raises(Refused, match=r"Đọc lại mục 1\.1 chưa xong"):
        send_and_decide(world)
    council.rule_on_component(
        dossier_id=world.dossier().pk,
        code="1.1",
        draft=RulingDraft(points=Decimal(2), reason="Theo người đọc lại"),
        expected_version=0,
        actor=world.actor("chair"),
        now=story.DECIDED,
    )
    decide(world)


def test_what_nobody_read_stands_against_the_decision(world, far):
    with pytest.raises(Refused, match="chưa xong"):
        send_and_decide(world)
    read(world, agrees=True)
    decide(world)
    with pytest.raises(Refused, match="Đã kết luận"):
        read(world, agrees=True)


def test_a_reader_sees_their_readings(world, far):
    (row,) = readings_for(world.actor("tp.appraiser"), LATER, round_id=world.round.pk)
    assert (row.reading.code, row.node.code, row.is_open) == ("1.1", "1.1", True)
    council.declare_recusal(
        cycle=world.cycle,
        username="tp.appraiser",
        unit_code="huyen-mau.xa-01",
        reason="Chị gái",
        actor=world.actor("tp.appraiser"),
        now=LATER,
    )
    assert readings_for(world.actor("tp.appraiser"), LATER) == []
