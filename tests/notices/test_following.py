from __future__ import annotations

import datetime as dt

from parindex.appraisal import operations as council
from parindex.assessments import operations as desk
from parindex.notices.models import JournalCursor, Notice
from parindex.notices.operations import run_due
from tests.support import story


def told(kind):
    rows = Notice.objects.filter(kind=kind).order_by("user__username")
    return [(row.user.username, row.title) for row in rows]


def test_a_sheet_before_its_leader_is_told_to_the_leader(world):
    story.request_approval(world)
    run_due(story.DRAFTED)
    assert told("SHEET") == [("leader-1", "UBND xã Mẫu 01: biểu tự chấm điểm chờ duyệt")]


def test_a_sheet_that_is_approved_by_then_is_not_told(world):
    story.approve(world)
    run_due(story.DRAFTED)
    assert told("SHEET") == []


def test_a_returned_sheet_is_told_to_the_clerk_with_the_reason(world):
    sheet = story.request_approval(world)
    desk.return_sheet(
        sheet_id=sheet.pk, reason="Thiếu kế hoạch", actor=world.leader(), now=story.DRAFTED
    )
    run_due(story.DRAFTED)
    assert told("SHEET") == [
        ("clerk-1", "UBND xã Mẫu 01: lãnh đạo trả lại biểu tự chấm điểm để sửa")
    ]
    assert Notice.objects.get().body.startswith("Lý do: Thiếu kế hoạch\n")


def test_an_extension_is_told_to_the_unit(world):
    desk.grant_extension(
        dossier_id=world.dossier().pk,
        due_at=story.DUE + dt.timedelta(days=3),
        document_number="9/CV",
        document_date=story.OPENED.date(),
        reason="Thiên tai",
        actor=world.actor("coordinator"),
        now=story.DRAFTED,
    )
    run_due(story.DRAFTED)
    title = "UBND xã Mẫu 01: được gia hạn nộp hồ sơ, trước ngày 26/01/2020"
    assert told("EXTENSION") == [("clerk-1", title), ("leader-1", title)]
    assert Notice.objects.earliest("pk").body.startswith("Theo văn bản số 9/CV.")


def test_a_written_request_is_told_to_the_unit(world):
    council.request_supplement(
        dossier_id=story.submit(world).pk,
        number="1/HĐ",
        codes=["1.1"],
        reason="Thiếu bản chụp",
        due_at=story.REPLY_DUE,
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    run_due(story.APPRAISED)
    title = "UBND xã Mẫu 01: Hội đồng yêu cầu bổ sung, văn bản số 1/HĐ"
    assert told("SUPPLEMENT") == [("clerk-1", title), ("leader-1", title)]
    assert Notice.objects.filter(kind="SUPPLEMENT").earliest("pk").body == (
        "Các mục 1.1. Hạn trước 17:00 ngày 10/02/2020.\nThiếu bản chụp"
    )


def test_provisional_result_decision_and_publication_are_told_to_the_units(world):
    story.publish(world)
    run_due(story.PUBLISHED)
    assert {who for who, _title in told("PROVISIONAL")} == {
        *("clerk-1", "clerk-2", "leader-1", "leader-2")
    }
    assert ("clerk-2", "UBND xã Mẫu 02: Hội đồng đã kết luận hồ sơ") in told("RULING")
    assert [who for who, _title in told("RESULT")] == ["clerk-1", "clerk-2", "leader-1", "leader-2"]
    assert told("RESULT")[0][1].startswith("Đã công bố kết quả theo 99/QĐ-UBND: ")


def test_a_ruling_is_told_only_where_the_unit_replied(world):
    dossier = story.send_provisional(world)
    council.save_reply(
        dossier_id=dossier.pk,
        code="1.1",
        text="Đề nghị xem lại",
        expected_version=0,
        actor=world.clerk(),
        now=story.APPRAISED,
    )
    for code in ("1.1", "1.2.1"):
        council.rule_on_component(
            dossier_id=dossier.pk,
            code=code,
            draft=council.RulingDraft(points=story.JUDGED, reason="Có căn cứ"),
            expected_version=0,
            actor=world.actor("chair"),
            now=story.APPRAISED,
        )
    run_due(story.APPRAISED)
    assert {title for _who, title in told("RULING")} == {
        "UBND xã Mẫu 01: Chủ tịch Hội đồng đã kết luận mục 1.1 có giải trình"
    }


def test_what_was_told_is_not_told_again_even_when_the_cursor_is_lost(world):
    story.send_provisional(world)
    assert run_due(story.APPRAISED).events == 2
    assert run_due(story.APPRAISED).events == 0
    JournalCursor.objects.all().delete()
    assert run_due(story.APPRAISED).events == 0


def test_a_new_installation_does_not_retell_the_years_before(world):
    story.send_provisional(world)
    assert run_due(story.APPRAISED + dt.timedelta(days=31)).events == 0


def test_more_entries_than_a_page_are_all_told(world, monkeypatch):
    from parindex.notices.operations import following

    monkeypatch.setattr(following, "PAGE", 1)
    for commune in (0, 1):
        story.send_provisional(world, commune)
    assert run_due(story.APPRAISED).events == 4


def test_the_journals_texts_are_vietnamese_whatever_the_page_speaks(world):
    from django.utils import translation

    story.send_provisional(world)
    with translation.override("en"):
        run_due(story.APPRAISED)
    assert (
        Notice.objects.earliest("pk").body == "Đơn vị được giải trình trước 17:00 ngày 10/02/2020."
    )
