from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parindex.appraisal import operations as council
from parindex.appraisal.models import Award, SupplementItem
from parindex.appraisal.operations import AwardDraft, RulingDraft
from parindex.appraisal.queries import appraisal_queue, load_docket
from parindex.assessments.choices import Stage
from parindex.assessments.models import ComponentEntry, EvidenceLink
from parindex.assessments.operations import attach_document, detach_document
from parindex.engine import FactError
from parindex.kernel.errors import Denied, Refused, Stale
from tests.support import story

SUPPLEMENT_DUE = story.APPRAISED + dt.timedelta(days=3)


def award(
    world,
    code: str = "1.1",
    points: str = "2",
    *,
    actor: str = "nv.appraiser",
    version: int = 0,
    **more,
):
    return council.save_award(
        dossier_id=world.dossier().pk,
        code=code,
        draft=AwardDraft(points=Decimal(points), **more),
        expected_version=version,
        actor=world.actor(actor),
        now=story.APPRAISED,
    )


def ask(
    world,
    *codes: str,
    number: str = "01/HĐ",
    due_at: dt.datetime = SUPPLEMENT_DUE,
    actor: str = "secretary",
):
    return council.request_supplement(
        dossier_id=world.dossier().pk,
        number=number,
        codes=codes,
        reason="Thiếu báo cáo",
        due_at=due_at,
        actor=world.actor(actor),
        now=story.APPRAISED,
    )


def supplement(world, item: SupplementItem, *, actor=None, now: dt.datetime = story.APPRAISED):
    return council.attach_supplement(
        item_id=item.pk,
        details=story.details("99/BC-UBND"),
        upload=story.pdf(),
        actor=actor or world.clerk(),
        now=now,
    )


def test_an_award_begins_the_appraisal(world):
    story.submit(world)
    award(world)
    assert world.dossier().stage == Stage.UNDER_APPRAISAL


def test_only_the_assigned_agency_awards(world):
    story.submit(world)
    for actor in ("tp.appraiser", "nv.clerk", "coordinator", "chair", "secretary", "clerk-1"):
        with pytest.raises(Denied):
            award(world, actor=actor)
    assert not Award.objects.exists()


def test_nothing_is_awarded_before_submission(world):
    story.approve(world)
    with pytest.raises(Refused, match="Đang tự đánh giá"):
        award(world)


def test_other_points_need_a_reason(world):
    story.submit(world)
    with pytest.raises(Refused, match="hãy ghi lý do"):
        award(world, points="1")
    assert award(world, points="1", reason="Chưa công khai").points == Decimal(1)


def test_without_evidence_and_explanation_no_points_can_be_awarded(world):
    dossier = story.fill_in(world)
    link = EvidenceLink.objects.get(dossier=dossier, code="1.1")
    detach_document(
        dossier_id=dossier.pk,
        code="1.1",
        document_id=link.document_id,
        actor=world.clerk(),
        now=story.DRAFTED,
    )
    _hand_in_as_it_is(world)
    with pytest.raises(Refused, match="không được chấm điểm"):
        award(world, points="2", reason="Tôi biết là có")
    assert award(world, points="0").points == Decimal(0)


def test_two_appraisers_saving_at_once_lose_nothing(world):
    story.submit(world)
    award(world, points="1", reason="lần một")
    with pytest.raises(Stale) as caught:
        award(world, points="0.5", reason="lần hai")
    assert caught.value.theirs == {"points": "1", "reason": "lần một", "not_applicable": "False"}


def test_the_survey_gives_its_points_by_the_rule(world):
    dossier = story.submit(world)
    tell = {
        "dossier_id": dossier.pk,
        "code": "2.3",
        "expected_version": 0,
        "actor": world.actor("tp.appraiser"),
        "now": story.APPRAISED,
    }
    with pytest.raises(FactError):
        council.record_survey_result(**tell, wire="120")
    council.record_survey_result(**tell, wire="85.5")
    assert load_docket(world.dossier()).cases["2.3"].line.computed == Decimal("1.71")


def test_the_queue_holds_what_is_assigned_and_handed_in(world):
    story.submit(world, 0)
    queue = appraisal_queue(world.actor("nv.appraiser"), world.round, now=story.APPRAISED)
    assert [(item.dossier.unit.name, item.node.code) for item in queue] == [("Xã Mẫu 01", "1.1")]


def test_after_submission_evidence_is_closed(world):
    dossier = story.submit(world)
    with pytest.raises(Refused, match="văn bản yêu cầu"):
        attach_document(
            dossier_id=dossier.pk,
            code="1.1",
            details=story.details(),
            upload=story.pdf(),
            actor=world.clerk(),
            now=story.DRAFTED,
        )


def test_a_written_request_opens_only_what_it_names(world):
    dossier = story.submit(world)
    item = ask(world, "1.1").items.get()
    link = supplement(world, item)
    assert (link.code, link.supplement_number) == ("1.1", "01/HĐ")
    assert [row.number for row in load_docket(dossier).open_requests(story.APPRAISED)] == ["01/HĐ"]
    assert EvidenceLink.objects.filter(dossier=dossier, code="1.2.1").count() == 1


def test_a_request_closes_at_its_own_date(world):
    story.submit(world)
    item = ask(world, "1.1").items.get()
    supplement(world, item, now=SUPPLEMENT_DUE - dt.timedelta(seconds=1))
    with pytest.raises(Refused, match="đã hết hạn"):
        supplement(world, item, now=SUPPLEMENT_DUE)


def test_only_the_unit_answers_a_request(world):
    story.submit(world)
    item = ask(world, "1.1").items.get()
    with pytest.raises(Denied):
        supplement(world, item, actor=world.clerk(1))


def test_a_request_is_the_secretarys_or_the_chairs(world):
    story.submit(world)
    for actor in ("nv.appraiser", "coordinator", "clerk-1"):
        with pytest.raises(Denied):
            ask(world, "1.1", actor=actor)


@pytest.mark.parametrize(
    ("codes", "changes", "sentence"),
    [
        ((), {}, "ít nhất một"),
        (("1.1",), {"number": " "}, "số, ký hiệu"),
        (("1.1",), {"due_at": story.APPRAISED}, "sau thời điểm hiện tại"),
        (("9.9",), {}, "không có mục"),
    ],
)
def test_a_request_must_be_complete(world, codes, changes, sentence: str):
    story.submit(world)
    with pytest.raises(Refused, match=sentence):
        ask(world, *codes, **changes)


def test_a_number_is_used_once(world):
    story.submit(world)
    ask(world, "1.1")
    with pytest.raises(Refused, match="Đã có văn bản số 01/HĐ"):
        ask(world, "1.2.1")


def test_an_answer_needs_words(world):
    story.submit(world)
    item = ask(world, "1.1").items.get()
    say = {"item_id": item.pk, "actor": world.clerk(), "now": story.APPRAISED}
    with pytest.raises(Refused, match="nội dung trả lời"):
        council.answer_supplement(**say, answer=" ")
    assert council.answer_supplement(**say, answer="Đã gửi").answered_at == story.APPRAISED


def test_everything_must_be_awarded_before_the_provisional_result(world):
    story.submit(world)
    award(world)
    with pytest.raises(Refused, match="Còn 5 mục chưa thẩm định"):
        council.send_provisional(
            dossier_id=world.dossier().pk,
            reply_due_at=story.REPLY_DUE,
            actor=world.actor("secretary"),
            now=story.APPRAISED,
        )


def reply(
    world,
    text: str = "Xin xem lại",
    *,
    now: dt.datetime = story.APPRAISED,
    version: int = 0,
    actor=None,
):
    return council.save_reply(
        dossier_id=world.dossier().pk,
        code="1.1",
        text=text,
        expected_version=version,
        actor=actor or world.clerk(),
        now=now,
    )


def test_a_unit_replies_within_the_window(world):
    story.send_provisional(world)
    assert reply(world).text == "Xin xem lại"
    with pytest.raises(Refused, match="chưa mở hoặc đã hết"):
        reply(world, "Muộn", now=story.REPLY_DUE, version=1)
    with pytest.raises(Stale):
        reply(world, "Khác", version=0)


def test_only_the_unit_replies(world):
    story.send_provisional(world)
    with pytest.raises(Denied):
        reply(world, actor=world.clerk(1))


def test_the_chair_waits_for_the_window(world):
    dossier = story.send_provisional(world)
    with pytest.raises(Refused, match="còn được giải trình"):
        council.decide_dossier(
            dossier_id=dossier.pk, actor=world.actor("chair"), now=story.APPRAISED
        )


def test_the_chairs_ruling_stands_over_the_award(world):
    dossier = story.send_provisional(world)
    rule = {
        "dossier_id": dossier.pk,
        "code": "1.2.1",
        "expected_version": 0,
        "actor": world.actor("chair"),
        "now": story.DECIDED,
    }
    with pytest.raises(Refused, match="lý do kết luận"):
        council.rule_on_component(**rule, draft=RulingDraft(points=Decimal(2), reason=""))
    accepted = RulingDraft(points=Decimal(2), reason="Chấp nhận giải trình")
    council.rule_on_component(**rule, draft=accepted)
    case = load_docket(world.dossier()).cases["1.2.1"]
    assert case.award is not None
    assert (case.award.points, case.final, case.final_reason) == (
        Decimal(1),
        Decimal(2),
        "Chấp nhận giải trình",
    )


def test_only_the_chair_decides(world):
    dossier = story.send_provisional(world)
    for actor in ("secretary", "coordinator", "nv.appraiser", "clerk-1"):
        with pytest.raises(Denied):
            council.decide_dossier(
                dossier_id=dossier.pk, actor=world.actor(actor), now=story.DECIDED
            )


def test_nothing_changes_after_the_decision(world):
    dossier = story.decide(world)
    with pytest.raises(Refused):
        award(world, points="1", reason="x", version=1)
    with pytest.raises(Refused):
        council.rule_on_component(
            dossier_id=dossier.pk,
            code="1.1",
            draft=RulingDraft(points=Decimal(1), reason="x"),
            expected_version=0,
            actor=world.actor("chair"),
            now=story.DECIDED,
        )
    with pytest.raises(Refused):
        reply(world, now=story.APPRAISED)


def _hand_in_as_it_is(world) -> None:
    from parindex.assessments.fingerprint import sheet_hash
    from parindex.assessments.operations import approve_sheet, request_approval, submit_dossier
    from parindex.assessments.queries import load_workbook

    sheet = request_approval(sheet_id=world.sheet().pk, actor=world.clerk(), now=story.DRAFTED)
    seen = sheet_hash(load_workbook(world.dossier()), sheet)
    approve_sheet(sheet_id=sheet.pk, seen_hash=seen, actor=world.leader(), now=story.DRAFTED)
    submit_dossier(dossier_id=world.dossier().pk, actor=world.clerk(), now=story.DRAFTED)


def test_a_dossier_changed_behind_the_programs_back_goes_no_further(world):
    dossier = story.award_all(world)
    ComponentEntry.objects.filter(code="1.1").update(explanation="thêm sau khi nộp")
    with pytest.raises(Refused, match="không còn khớp mã nội dung trên biên nhận"):
        council.send_provisional(
            dossier_id=dossier.pk,
            reply_due_at=story.REPLY_DUE,
            actor=world.actor("secretary"),
            now=story.APPRAISED,
        )
