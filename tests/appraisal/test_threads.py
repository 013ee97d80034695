"""Threads about awards: who speaks when, what goes with a message, and what closes it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from parindex.appraisal import operations as council
from parindex.appraisal.models import Reply, ReplyAttachment, ReplyMessage
from parindex.appraisal.operations import RulingDraft
from parindex.appraisal.operations.replying import MOST_FILES
from parindex.appraisal.queries import load_docket
from parindex.assessments.models import EvidenceLink
from parindex.kernel.errors import Denied, FileRefused, Refused
from parindex.kernel.models import JournalEntry
from tests.support import story

SECOND = dt.timedelta(seconds=1)
REPLIED = story.APPRAISED + dt.timedelta(hours=1)


def reply(world, text="Đề nghị xem lại", *, version=0, now=REPLIED, uploads=(), code="1.1"):
    return council.save_reply(
        dossier_id=world.dossier().pk,
        code=code,
        text=text,
        expected_version=version,
        actor=world.clerk(),
        now=now,
        uploads=uploads,
    )


def say(world, who, text="Đơn vị nêu rõ trang nào", *, now=REPLIED, uploads=(), code="1.1"):
    return council.post_message(
        dossier_id=world.dossier().pk,
        code=code,
        text=text,
        actor=world.actor(who),
        now=now,
        uploads=uploads,
    )


def rule(world, *, version=0, now=REPLIED + SECOND, points="1", reason="Chấp nhận một phần"):
    return council.rule_on_component(
        dossier_id=world.dossier().pk,
        code="1.1",
        draft=RulingDraft(points=Decimal(points), reason=reason),
        expected_version=version,
        actor=world.actor("chair"),
        now=now,
    )


def case(world, code="1.1"):
    return load_docket(world.dossier()).cases[code]


def test_a_thread_goes_from_the_reply_to_and_fro(world):
    story.send_provisional(world)
    reply(world)
    assert case(world).waits_for_answer
    say(world, "nv.appraiser")
    assert not case(world).waits_for_answer
    say(world, "clerk-1", "Trang 12 của báo cáo")
    found = case(world)
    assert [(said.side, said.text) for said in found.thread] == [
        ("UNIT", "Đề nghị xem lại"),
        ("COUNCIL", "Đơn vị nêu rõ trang nào"),
        ("UNIT", "Trang 12 của báo cáo"),
    ]
    assert found.waits_for_answer
    assert JournalEntry.objects.filter(action="thread.said").count() == 2


@pytest.mark.parametrize("who", ["tp.appraiser", "clerk-2", "coordinator", "admin", "nv.clerk"])
def test_who_is_not_concerned_says_nothing(world, who):
    story.send_provisional(world)
    reply(world)
    with pytest.raises(Denied):
        say(world, who)


@pytest.mark.parametrize("who", ["nv.appraiser", "secretary", "chair"])
def test_the_appraiser_and_the_councils_heads_answer(world, who):
    story.send_provisional(world)
    reply(world)
    assert say(world, who).side == "COUNCIL"


def test_nothing_is_said_before_the_unit_replied(world):
    story.send_provisional(world)
    with pytest.raises(Refused, match="chưa giải trình"):
        say(world, "secretary")


@pytest.mark.parametrize(("early", "is_open"), [(SECOND, True), (SECOND * 0, False)])
def test_the_unit_speaks_until_its_window_closes_to_the_second(world, early, is_open):
    story.send_provisional(world)
    reply(world)
    moment = story.REPLY_DUE - early
    if is_open:
        say(world, "clerk-1", now=moment)
        reply(world, "Sửa lại", version=1, now=moment)
    else:
        for speak in (
            lambda: say(world, "clerk-1", now=moment),
            lambda: reply(world, "Sửa lại", version=1, now=moment),
        ):
            with pytest.raises(Refused, match="đã hết"):
                speak()
    assert say(world, "secretary", now=moment).side == "COUNCIL"


def test_the_ruling_closes_the_thread(world):
    story.send_provisional(world)
    reply(world)
    rule(world)
    assert case(world).is_thread_closed
    for speak in (
        lambda: say(world, "secretary", now=REPLIED + 2 * SECOND),
        lambda: reply(world, "Sửa lại", version=1, now=REPLIED + 2 * SECOND),
    ):
        with pytest.raises(Refused, match="đã kết luận mục này"):
            speak()


def test_a_ruling_from_before_the_reply_does_not_take_the_units_word(world):
    story.send_provisional(world)
    rule(world, now=REPLIED - SECOND)
    reply(world)
    assert not case(world).is_thread_closed
    assert case(world).waits_for_answer
    again = rule(world, version=1)  # the same points and words, now knowing the reply
    assert again.version == 2
    assert case(world).is_thread_closed


def test_after_the_decision_nobody_speaks(world):
    story.send_provisional(world)
    reply(world)
    council.decide_dossier(
        dossier_id=world.dossier().pk, actor=world.actor("chair"), now=story.DECIDED
    )
    with pytest.raises(Refused, match="Đã kết luận"):
        say(world, "secretary", now=story.DECIDED)


def test_files_go_with_what_is_said_and_are_no_evidence(world):
    story.send_provisional(world)
    before = EvidenceLink.objects.count()
    reply(world, uploads=[story.pdf("trang-12.pdf")])
    say(world, "secretary", uploads=[story.pdf("cau-hoi.pdf", story.PDF + b"2")])
    found = case(world)
    assert [[row.file_name for row in said.attachments] for said in found.thread] == [
        ["trang-12.pdf"],
        ["cau-hoi.pdf"],
    ]
    assert EvidenceLink.objects.count() == before
    assert [row.document.file_name for row in found.line.evidence] == ["ke-hoach.pdf"]


def test_a_file_with_a_reply_never_counts_as_proof(world):
    dossier = story.send_provisional(world)
    EvidenceLink.objects.filter(dossier=dossier, code="1.1").delete()
    reply(world, uploads=[story.pdf("chung-minh.pdf")])
    assert not case(world).line.is_proven
    with pytest.raises(Refused, match="không được chấm điểm"):
        rule(world, points="2")


@pytest.mark.parametrize(
    "upload",
    [
        ContentFile(b"", name="rong.pdf"),
        ContentFile(b"MZ\x90", name="virus.exe"),
        ContentFile(b"<html>", name="gia.pdf"),
    ],
)
def test_a_hostile_file_is_refused_and_nothing_is_said(world, upload):
    story.send_provisional(world)
    with pytest.raises(FileRefused):
        reply(world, uploads=[upload])
    assert not Reply.objects.exists()
    reply(world)
    with pytest.raises(FileRefused):
        say(world, "clerk-1", uploads=[upload])
    assert not ReplyMessage.objects.exists()


def test_a_file_may_follow_a_reply_whose_words_stay(world):
    story.send_provisional(world)
    reply(world)
    assert reply(world, version=1, uploads=[story.pdf("them.pdf")]).version == 1
    assert ReplyAttachment.objects.get().message is None


def test_too_many_files_at_once_are_refused(world):
    story.send_provisional(world)
    uploads = [story.pdf(f"{n}.pdf", story.PDF + bytes([n])) for n in range(MOST_FILES + 1)]
    with pytest.raises(Refused, match="tối đa 5 tệp"):
        reply(world, uploads=uploads)


def test_a_second_click_says_nothing_twice(world):
    story.send_provisional(world)
    reply(world)
    assert say(world, "secretary") == say(world, "secretary")
    with pytest.raises(Refused, match="nội dung trao đổi"):
        say(world, "secretary", "  ")


def test_a_recused_appraiser_does_not_answer(world):
    story.send_provisional(world)
    reply(world)
    council.declare_recusal(
        cycle=world.cycle,
        username="nv.appraiser",
        unit_code="huyen-mau.xa-01",
        reason="Anh ruột",
        actor=world.actor("nv.appraiser"),
        now=REPLIED,
    )
    with pytest.raises(Denied):
        say(world, "nv.appraiser")
