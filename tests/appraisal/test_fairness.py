"""Nobody judges in their own case, and no award outlives what it was given on."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership
from parindex.appraisal import operations as council
from parindex.appraisal.models import Award
from parindex.appraisal.operations import AwardDraft, RulingDraft
from parindex.appraisal.queries import appraisal_queue, load_docket
from parindex.appraisal.rules import belongs_to, may_award, may_request, may_rule, may_send
from parindex.appraisal.standings import queue_counts
from parindex.assessments import operations as desk
from parindex.assessments.choices import Stage
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import Dossier, EvidenceLink
from parindex.assessments.queries import load_workbook
from parindex.cycles.choices import Purpose
from parindex.kernel.errors import Denied, Refused, Stale
from parindex.kernel.models import JournalEntry
from tests.support import story

HOUR = dt.timedelta(hours=1)
LATER = story.APPRAISED + 2 * HOUR
CLAIM = "Năm nay đơn vị không ban hành văn bản nào."


def entries(action: str) -> list[dict]:
    return [
        json.loads(row.data)
        for row in JournalEntry.objects.filter(action=action).order_by("number")
    ]


def send(world, *, actor="secretary", now=LATER):
    return council.send_provisional(
        dossier_id=world.dossier().pk,
        reply_due_at=story.REPLY_DUE,
        actor=world.actor(actor),
        now=now,
    )


def ask(world, *codes, actor="secretary", due_at=story.APPRAISED + HOUR):
    return council.request_supplement(
        dossier_id=world.dossier().pk,
        number="01/HĐ",
        codes=codes,
        reason="Thiếu báo cáo",
        due_at=due_at,
        actor=world.actor(actor),
        now=story.APPRAISED,
    )


def answer(world, request, *, now):
    for item in request.items.all():
        council.answer_supplement(
            item_id=item.pk, answer="Đã gửi bổ sung", actor=world.clerk(), now=now
        )


def award(world, code, points, *, version, now, reason=""):
    return council.save_award(
        dossier_id=world.dossier().pk,
        code=code,
        draft=AwardDraft(points=Decimal(points), reason=reason),
        expected_version=version,
        actor=world.actor("nv.appraiser" if code == "1.1" else "tp.appraiser"),
        now=now,
    )


def survey(world, percent, *, version):
    return council.record_survey_result(
        dossier_id=world.dossier().pk,
        code="2.3",
        wire=percent,
        expected_version=version,
        actor=world.actor("tp.appraiser"),
        now=story.APPRAISED,
    )


def seat(world, username, unit, role):
    Membership.objects.create(user=world.people[username], unit=unit, role=role)


# ------------------------------------------------------------------ one's own case


def handed_in_district_form(world):
    """Let home affairs appraise the form that it helped to fill in, as a small district might."""
    desk.share_out(
        cycle=world.cycle,
        criteria_set=world.district_set,
        purpose=Purpose.APPRAISE,
        node_code="1",
        agency=world.home_affairs,
        source="",
        actor=world.actor("coordinator"),
        now=story.OPENED,
    )
    dossier = world.district_dossier()
    Dossier.objects.filter(pk=dossier.pk).update(stage=Stage.SUBMITTED)
    return world.district_dossier()


def test_a_department_never_judges_the_form_that_it_filled_in(world):
    dossier, judge = handed_in_district_form(world), world.actor("nv.appraiser")
    assert belongs_to(judge, dossier)
    assert not may_award(judge, dossier, world.home_affairs.pk, now=LATER)
    with pytest.raises(Denied):
        council.save_award(
            dossier_id=dossier.pk,
            code="1.1",
            draft=AwardDraft(points=Decimal(0)),
            expected_version=0,
            actor=judge,
            now=story.APPRAISED,
        )


def test_the_form_that_a_department_filled_in_is_not_on_its_desk(world):
    handed_in_district_form(world)
    judge = world.actor("nv.appraiser")
    assert appraisal_queue(judge, world.round, now=LATER) == []
    assert [(count.units, count.total) for count in queue_counts(judge, LATER)] == [(0, 0)]


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CHAIR])
def test_who_sits_in_the_commune_does_not_act_on_its_dossier_for_the_council(world, role):
    story.award_all(world)
    seat(world, "clerk-1", world.district, role)
    with pytest.raises(Denied):
        ask(world, "1.1", actor="clerk-1")
    with pytest.raises(Denied):
        send(world, actor="clerk-1")


def test_the_districts_secretary_and_chair_act_on_communes(world):
    dossier = world.dossier()
    secretary, chair = world.actor("secretary"), world.actor("chair")
    assert may_request(secretary, dossier)
    assert may_request(chair, dossier)
    assert may_send(secretary, dossier)
    assert may_rule(chair, dossier)


def test_the_districts_own_form_is_not_its_own_councils(world):
    dossier = world.district_dossier()
    assert not may_request(world.actor("secretary"), dossier)
    assert not may_rule(world.actor("chair"), dossier)


# ------------------------------------------------------------------ before the provisional result


def test_an_open_request_keeps_the_provisional_result_back(world):
    story.award_all(world)
    ask(world, "1.1", "2.1", due_at=LATER + HOUR)
    with pytest.raises(Refused, match="số 01/HĐ còn mở đến 12:00 ngày 03/02/2020"):
        send(world)


def test_a_request_that_was_never_answered_closes_at_its_date(world):
    story.award_all(world)
    ask(world, "1.1", due_at=story.APPRAISED + HOUR)
    assert send(world).sent_at == LATER


def test_an_award_older_than_the_supplement_is_given_again(world):
    story.award_all(world)
    request = ask(world, "1.1", "1.2.1")
    answer(world, request, now=story.APPRAISED + HOUR / 2)
    with pytest.raises(Refused, match=r"chấm lại mục 1\.1, 1\.2\.1 vì có tài liệu bổ sung"):
        send(world)
    award(world, "1.1", "2", version=1, now=LATER)
    with pytest.raises(Refused, match=r"chấm lại mục 1\.2\.1 vì"):
        send(world)


def test_confirming_the_same_points_after_a_supplement_is_an_award(world):
    story.award_all(world)
    request = ask(world, "1.1")
    answer(world, request, now=story.APPRAISED + HOUR / 2)
    assert award(world, "1.1", "2", version=1, now=LATER).version == 2
    assert send(world, now=LATER + HOUR).sent_at == LATER + HOUR


def test_a_supplementary_document_counts_like_an_answer(world):
    story.award_all(world)
    request = ask(world, "1.1")
    council.attach_supplement(
        item_id=request.items.get().pk,
        details=story.details("99/BC-UBND"),
        upload=story.pdf(),
        actor=world.clerk(),
        now=story.APPRAISED + HOUR / 2,
    )
    with pytest.raises(Refused, match=r"chấm lại mục 1\.1 vì"):
        send(world)


def test_points_that_differ_from_what_counts_now_need_a_reason(world):
    dossier = story.award_all(world)
    Award.objects.filter(dossier=dossier, code="1.2.1").update(points=Decimal("0.5"))
    with pytest.raises(Refused, match=r"mục 1\.2\.1 khác điểm hiện được tính mà chưa có lý do"):
        send(world)
    award(world, "1.2.1", "0.75", version=1, now=story.APPRAISED, reason="Thiếu một nhiệm vụ")
    assert send(world).sent_at == LATER


def test_after_the_stage_a_supplement_is_not_called_overdue(world):
    story.award_all(world)
    item = ask(world, "1.1", due_at=LATER + HOUR).items.get()
    say = {"item_id": item.pk, "actor": world.clerk()}
    council.answer_supplement(**say, answer="Đã gửi", now=story.APPRAISED)
    send(world)
    with pytest.raises(Refused, match=r"đã qua thẩm định .*Chờ đơn vị giải trình"):
        council.answer_supplement(**say, answer="Xin bổ sung thêm", now=LATER)


# ------------------------------------------------------------------ the survey


def test_a_changed_survey_takes_the_award_back(world):
    story.award_all(world)
    survey(world, "10", version=1)
    assert not Award.objects.filter(code="2.3").exists()
    assert entries("award.withdrawn") == [
        {"before": {"not_applicable": False, "points": "1.6", "reason": ""}}
    ]
    with pytest.raises(Refused, match=r"Còn 1 mục chưa thẩm định, trước hết là mục 2\.3"):
        send(world)


def test_the_same_survey_result_changes_nothing(world):
    story.award_all(world)
    assert survey(world, "80.0", version=0).version == 1
    assert Award.objects.filter(code="2.3").exists()


def test_two_who_enter_the_survey_at_once_lose_nothing(world):
    story.submit(world)
    survey(world, "80", version=0)
    with pytest.raises(Stale) as caught:
        survey(world, "20.5", version=0)
    assert caught.value.theirs == {"percent": "80"}
    assert load_docket(world.dossier()).cases["2.3"].line.computed == Decimal("1.6")


# ------------------------------------------------------------------ the chair


def rule(world, points, reason, *, code="1.1", version=0, not_applicable=False):
    return council.rule_on_component(
        dossier_id=world.dossier().pk,
        code=code,
        draft=RulingDraft(
            points=None if points is None else Decimal(points),
            reason=reason,
            not_applicable=not_applicable,
        ),
        expected_version=version,
        actor=world.actor("chair"),
        now=LATER,
    )


def test_a_second_ruling_knows_the_first_and_the_journal_keeps_both(world):
    story.send_provisional(world)
    rule(world, "1", "Chưa công khai")
    with pytest.raises(Stale) as caught:
        rule(world, "2", "Đã công khai")
    assert caught.value.theirs == {"points": "1", "reason": "Chưa công khai"}
    assert rule(world, "2", "Đã công khai", version=1).version == 2
    assert [
        (entry["before"], entry["after"]["points"]) for entry in entries("component.ruled")
    ] == [
        ({}, "1"),
        ({"not_applicable": False, "points": "1", "reason": "Chưa công khai"}, "2"),
    ]


def test_the_same_ruling_again_changes_nothing(world):
    story.send_provisional(world)
    rule(world, "1", "Chưa công khai")
    assert rule(world, "1", "Chưa công khai").version == 1


def refused_claim(world):
    """Bring a dossier to the chair in which the appraiser refused "not applicable" for 2.1."""
    dossier, clerk = story.fill_in(world), world.clerk()
    desk.save_component(
        dossier_id=dossier.pk,
        code="2.1",
        draft=desk.ComponentDraft(self_score=None, not_applicable=True, explanation=CLAIM),
        expected_version=1,
        actor=clerk,
        now=story.DRAFTED,
    )
    sheet = desk.request_approval(sheet_id=world.sheet().pk, actor=clerk, now=story.DRAFTED)
    seen = sheet_hash(load_workbook(world.dossier()), sheet)
    desk.approve_sheet(sheet_id=sheet.pk, seen_hash=seen, actor=world.leader(), now=story.DRAFTED)
    desk.submit_dossier(dossier_id=dossier.pk, actor=clerk, now=story.DRAFTED)
    survey(world, "80", version=0)
    for code, case in load_docket(world.dossier()).cases.items():
        points = case.counts_now
        reason = "Có ban hành" if points is None else ""
        award(world, code, points or 0, version=0, now=story.APPRAISED, reason=reason)
    send(world)


def test_the_chair_accepts_a_claim_that_the_appraiser_refused(world):
    refused_claim(world)
    assert load_docket(world.dossier()).final_tally.max_points == Decimal(10)
    rule(world, None, "Đúng là không phát sinh", code="2.1", not_applicable=True)
    docket = load_docket(world.dossier())
    case = docket.cases["2.1"]
    assert (case.not_applicable, case.final, case.final_reason, case.lost) == (
        True,
        None,
        "Đúng là không phát sinh",
        Decimal(0),
    )
    assert docket.final_tally.max_points == Decimal(10) - case.line.node.max_points


def test_the_chair_grants_only_what_the_unit_asked_for(world):
    story.send_provisional(world)
    with pytest.raises(Refused, match="không đề nghị “không áp dụng”"):
        rule(world, None, "Không phát sinh", not_applicable=True)
    with pytest.raises(Refused, match="Hãy ghi điểm kết luận"):
        rule(world, None, "Không phát sinh")


def test_an_evidence_link_of_a_request_is_what_outdates(world):
    story.award_all(world)
    EvidenceLink.objects.filter(code="1.1").update(linked_at=LATER)
    assert not load_docket(world.dossier()).cases["1.1"].is_outdated
    EvidenceLink.objects.filter(code="1.1").update(supplement_number="01/HĐ")
    assert load_docket(world.dossier()).cases["1.1"].is_outdated
