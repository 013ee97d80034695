"""What the secretary and the chair do for a whole round: requests, notices, the signature."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from parindex.appraisal import operations as council
from parindex.appraisal.models import SupplementRequest
from parindex.appraisal.openness import (
    decided_hash,
    dossiers_to_sign,
    is_signed,
    open_items,
)
from parindex.appraisal.requests import requests_of_round
from parindex.assessments.choices import Stage
from parindex.kernel.clock import vietnam_midnight
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.models import JournalEntry
from parindex.results.operations import publish_results
from tests.support import story

SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)
MIDNIGHT = vietnam_midnight(dt.date(2020, 2, 6))


def ask_all(world, codes, *, due_at=MIDNIGHT, actor="secretary"):
    return council.request_supplement_of_many(
        codes={world.dossier(n).pk: wanted for n, wanted in codes.items()},
        number="03/HĐ",
        reason="Thiếu báo cáo",
        due_at=due_at,
        actor=world.actor(actor),
        now=story.APPRAISED,
    )


def answer(world, request, *, now=story.APPRAISED):
    for item in request.items.all():
        council.answer_supplement(item_id=item.pk, answer="Đã gửi", actor=world.clerk(), now=now)


def states(world, now):
    rows = requests_of_round(world.round, now)
    return [
        (row.request.dossier.unit.name, row.state.name, bool(row.closed_because)) for row in rows
    ]


def test_one_document_goes_to_several_units_each_with_its_components(world):
    for commune in (0, 1):
        story.submit(world, commune)
    ask_all(world, {0: ["1.1"], 1: ["1.1", "2.1"]})
    found = [
        (row.dossier.unit.name, row.number, [item.code for item in row.items.all()])
        for row in SupplementRequest.objects.order_by("pk")
    ]
    assert found == [("Xã Mẫu 01", "03/HĐ", ["1.1"]), ("Xã Mẫu 02", "03/HĐ", ["1.1", "2.1"])]


def test_all_of_it_goes_out_or_nothing(world):
    story.submit(world, 0)
    with pytest.raises(Refused, match="Xã Mẫu 02: Chỉ yêu cầu bổ sung khi"):
        ask_all(world, {0: ["1.1"], 1: ["1.1"]})
    with pytest.raises(Refused, match="ít nhất một đơn vị"):
        ask_all(world, {})
    with pytest.raises(Denied):
        ask_all(world, {0: ["1.1"]}, actor="coordinator")
    assert not SupplementRequest.objects.exists()


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [(MIDNIGHT - SECOND, True), (MIDNIGHT, False), (MIDNIGHT + SECOND, False)],
)
def test_a_request_takes_answers_to_the_last_second_of_the_day_before(world, moment, is_open):
    story.submit(world)
    (request,) = ask_all(world, {0: ["1.1"]})
    assert states(world, moment) == [
        ("Xã Mẫu 01", "OPEN", False) if is_open else ("Xã Mẫu 01", "EXPIRED", True)
    ]
    if is_open:
        answer(world, request, now=moment.astimezone(dt.UTC))
        assert states(world, MIDNIGHT + HOUR) == [("Xã Mẫu 01", "ANSWERED", True)]
    else:
        with pytest.raises(Refused, match="đã hết hạn lúc 00:00 ngày 06/02/2020"):
            answer(world, request, now=moment.astimezone(dt.UTC))


def test_a_request_that_outlives_its_phase_is_closed_with_a_sentence(world):
    dossier = story.award_all(world)
    (request,) = ask_all(world, {0: ["2.3"]}, due_at=story.DECIDED + HOUR)
    answer(world, request)
    council.save_award(
        dossier_id=dossier.pk,
        code="2.3",
        draft=council.AwardDraft(points=load_points(world, "2.3")),
        expected_version=1,
        actor=world.actor("tp.appraiser"),
        now=story.APPRAISED + SECOND,
    )
    council.send_provisional(
        dossier_id=dossier.pk,
        reply_due_at=story.REPLY_DUE,
        actor=world.actor("secretary"),
        now=story.APPRAISED + HOUR,
    )
    for now, stage in ((story.REPLY_DUE, "Chờ đơn vị"), (story.DECIDED, "Đã kết luận")):
        if stage == "Đã kết luận":
            council.decide_dossier(dossier_id=dossier.pk, actor=world.actor("chair"), now=now)
        (row,) = requests_of_round(world.round, now)
        assert "đóng sớm" in row.closed_because
        assert stage in row.closed_because
        with pytest.raises(Refused, match="đóng sớm"):
            answer(world, request, now=now)


def load_points(world, code):
    from parindex.appraisal.queries import load_docket

    return load_docket(world.dossier()).cases[code].counts_now


def send_all(world, *, actor="secretary", now=story.APPRAISED + HOUR, due=story.REPLY_DUE):
    return council.send_all_provisional(
        scoring_round=world.round, reply_due_at=due, actor=world.actor(actor), now=now
    )


def test_all_that_are_ready_get_their_result_with_one_window(world):
    story.award_all(world, 0)
    story.submit(world, 1)
    sent = send_all(world)
    assert [row.dossier.unit.name for row in sent.notices] == ["Xã Mẫu 01"]
    assert [(row.dossier.unit.name, row.obstacles) for row in sent.left] == [
        ("Xã Mẫu 02", ("Còn 6 mục chưa thẩm định, trước hết là mục 1.1.",))
    ]
    assert [world.dossier(n).stage for n in (0, 1)] == [Stage.AWAITING_REPLY, Stage.SUBMITTED]
    assert {row.reply_due_at for row in sent.notices} == {story.REPLY_DUE}
    with pytest.raises(Refused, match="Chưa có hồ sơ nào sẵn sàng"):
        send_all(world)


def test_nothing_is_sent_by_anybody_else_or_without_time_to_reply(world):
    story.award_all(world)
    for actor in ("chair", "coordinator", "nv.appraiser"):
        with pytest.raises(Denied):
            send_all(world, actor=actor)
    with pytest.raises(Refused, match="sau thời điểm hiện tại"):
        send_all(world, due=story.APPRAISED + HOUR)


def test_a_secretary_does_not_send_where_they_stand_aside(world):
    story.award_all(world)
    council.declare_recusal(
        cycle=world.cycle,
        username="secretary",
        unit_code="huyen-mau.xa-01",
        reason="Chồng là chủ tịch xã",
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    (row,) = council.waiting_for_notice(world.actor("secretary"), world.round, story.APPRAISED)
    assert "xung đột lợi ích" in row.obstacles[0]


# ---- the signature


def kinds(world, now):
    items = open_items(dossiers_to_sign(world.round, world.commune_set), now)
    return [(item.dossier.unit.name, item.kind.name, item.blocks) for item in items]


def test_everything_open_is_listed_and_what_blocks_is_told(world):
    story.submit(world, 0)
    ask_all(world, {0: ["1.1"]})
    assert kinds(world, story.APPRAISED) == [
        ("Xã Mẫu 01", "UNAWARDED", True),
        ("Xã Mẫu 01", "REQUEST", True),
        ("Xã Mẫu 01", "UNDECIDED", True),
        ("Xã Mẫu 02", "NEVER_SUBMITTED", False),
    ]
    assert kinds(world, story.DUE - SECOND)[-1] == ("Xã Mẫu 02", "NEVER_SUBMITTED", True)
    with pytest.raises(Refused, match="1 đơn vị còn việc phải xong trước"):
        story.sign_off(world, now=story.APPRAISED)


def test_what_does_not_block_goes_into_the_record(world):
    dossier = story.send_provisional(world, 0)
    council.save_reply(
        dossier_id=dossier.pk,
        code="1.1",
        text="Đề nghị xem lại",
        expected_version=0,
        actor=world.clerk(),
        now=story.APPRAISED,
    )
    assert ("Xã Mẫu 01", "REPLY", False) in kinds(world, story.APPRAISED)
    council.decide_dossier(dossier_id=dossier.pk, actor=world.actor("chair"), now=story.DECIDED)
    signed = story.sign_off(world, now=story.DECIDED)
    found = [(row["kind"], row["name"], row["codes"]) for row in json.loads(signed.open_items)]
    assert found == [("REPLY", "Xã Mẫu 01", ["1.1"]), ("NEVER_SUBMITTED", "Xã Mẫu 02", [])]
    assert JournalEntry.objects.filter(action="round.signed_off").count() == 1


def test_signing_twice_keeps_one_signature(world):
    story.decide(world, 0)
    assert story.sign_off(world, now=story.DECIDED) == story.sign_off(world, now=story.PUBLISHED)


@pytest.mark.parametrize("actor", ["secretary", "coordinator", "district.leader"])
def test_only_the_chair_signs(world, actor):
    story.decide(world, 0)
    with pytest.raises(Denied):
        council.sign_off_round(
            scoring_round=world.round,
            criteria_set=world.commune_set,
            seen_hash=decided_hash(world.round, world.commune_set),
            actor=world.actor(actor),
            now=story.DECIDED,
        )


def test_a_signature_is_for_exactly_what_was_seen(world):
    story.decide(world, 0)
    with pytest.raises(Refused, match="đã thay đổi"):
        council.sign_off_round(
            scoring_round=world.round,
            criteria_set=world.commune_set,
            seen_hash="x",
            actor=world.actor("chair"),
            now=story.DECIDED,
        )


def test_nothing_to_sign_before_a_decision(world):
    with pytest.raises(Refused, match="chưa có gì để ký"):
        story.sign_off(world, now=story.DECIDED)


def publish(world, now=story.PUBLISHED):
    return publish_results(
        scoring_round=world.round,
        criteria_set=world.commune_set,
        decision_number="99/QĐ-UBND",
        decision_date=dt.date(2020, 2, 14),
        signed_by="Nguyễn Văn Mẫu",
        actor=world.actor("coordinator"),
        now=now,
    )


def test_nothing_is_published_unsigned_or_after_a_newer_decision(world):
    story.decide(world, 0)
    with pytest.raises(Refused, match="chưa ký kết quả"):
        publish(world)
    story.sign_off(world, now=story.DECIDED)
    assert is_signed(world.round, world.commune_set)
    story.decide(world, 1)
    assert not is_signed(world.round, world.commune_set)
    with pytest.raises(Refused, match="cần ký lại"):
        publish(world)
    story.sign_off(world, now=story.DECIDED)
    assert publish(world).version == 1


def test_a_late_unit_without_its_heads_word_is_listed(world):
    dossier = story.decide(world, 0)
    type(dossier).objects.filter(pk=dossier.pk).update(is_late=True)
    assert ("Xã Mẫu 01", "UNEXPLAINED", False) in kinds(world, story.DECIDED)
