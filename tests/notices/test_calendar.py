from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar

from parindex.appraisal.operations import answer_supplement, request_supplement
from parindex.assessments.operations import grant_extension
from parindex.notices.calendar import calendar_file
from parindex.notices.operations import create_feed
from parindex.notices.operations.receiving import drop_feed, token_hash
from parindex.notices.queries.deadlines import deadlines_of, feed_owner
from tests.support import reporting, story

SITE = "https://cchc.example.vn"


def events(world, username, now=story.DRAFTED):
    """Write the person's calendar, read it back, and return its events by UID."""
    content = calendar_file(deadlines_of(world.actor(username), now=now), site=SITE)
    found = Calendar.from_ical(content).walk("VEVENT")
    return {
        str(event["UID"]).removesuffix("@parindex").removeprefix("mau-2019."): event
        for event in found
    }


def test_a_units_calendar_ends_the_hour_before_its_deadline(world):
    due = events(world, "clerk-1")[f"ho-so-{world.dossier().pk}.han"]
    assert due["SUMMARY"] == "Hạn nộp hồ sơ: Xã Mẫu 01"
    assert due.decoded("DTEND") == story.DUE
    assert due.decoded("DTSTART") == story.DUE - dt.timedelta(hours=1)
    assert due["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert due["URL"] == f"{SITE}/tu-danh-gia/{world.dossier().pk}/"
    assert [alarm.decoded("TRIGGER") for alarm in due.walk("VALARM")] == [dt.timedelta(days=-1)]


def test_the_file_names_its_time_zone(world):
    content = calendar_file(deadlines_of(world.actor("clerk-1"), now=story.DRAFTED), site=SITE)
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh" in content


@pytest.mark.parametrize(
    ("username", "wanted"),
    [
        ("clerk-1", {"dot-1.mo", "ho-so"}),
        ("nv.clerk", {"dot-1.mo", "ho-so"}),
        ("tp.appraiser", {"dot-1.mo", "dot-1.tham-dinh"}),
        ("coordinator", {"dot-1.mo", "dot-1.han"}),
        ("chair", {"dot-1.mo", "dot-1.han"}),
        ("admin", set()),
    ],
)
def test_a_person_sees_the_deadlines_of_their_own_seats(world, username, wanted):
    found = {"ho-so" if uid.startswith("ho-so") else uid for uid in events(world, username)}
    assert found == wanted


def test_nobody_sees_another_units_deadlines(world):
    assert f"ho-so-{world.dossier(1).pk}.han" not in events(world, "clerk-1")


def test_an_extension_moves_the_same_event_and_raises_its_sequence(world):
    uid = f"ho-so-{world.dossier().pk}.han"
    before = events(world, "clerk-1")[uid]
    grant_extension(
        dossier_id=world.dossier().pk,
        due_at=story.DUE + dt.timedelta(days=3),
        document_number="9/CV",
        document_date=story.OPENED.date(),
        reason="Thiên tai",
        actor=world.actor("coordinator"),
        now=story.DRAFTED,
    )
    after = events(world, "clerk-1")[uid]
    assert after.decoded("DTEND") == story.DUE + dt.timedelta(days=3)
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after.decoded("LAST-MODIFIED") == story.DRAFTED > before.decoded("LAST-MODIFIED")


def test_what_is_done_says_so_and_rings_no_more(world):
    uid = f"ho-so-{world.dossier().pk}.han"
    before = events(world, "clerk-1")[uid]
    story.submit(world)
    after = events(world, "clerk-1")[uid]
    assert after["SUMMARY"] == "Đã xong: Hạn nộp hồ sơ: Xã Mẫu 01"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.walk("VALARM") == []


def test_requests_and_replies_stand_in_the_calendar(world):
    story.send_provisional(world, 0)
    dossier = story.submit(world, 1)
    request = request_supplement(
        dossier_id=dossier.pk,
        number="1/HĐ",
        codes=["1.1"],
        reason="Thiếu",
        due_at=story.REPLY_DUE,
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    reply = events(world, "clerk-1", story.APPRAISED)[f"giai-trinh-{world.dossier().pk}"]
    assert reply.decoded("DTEND") == story.REPLY_DUE
    asked = events(world, "clerk-2", story.APPRAISED)[f"bo-sung-{request.pk}"]
    assert (asked["SUMMARY"], asked["SEQUENCE"]) == ("Hạn bổ sung theo 1/HĐ: Xã Mẫu 02", 0)
    answer_supplement(
        item_id=request.items.get().pk, answer="Đã gửi", actor=world.clerk(1), now=story.APPRAISED
    )
    done = events(world, "clerk-2", story.APPRAISED)[f"bo-sung-{request.pk}"]
    assert (str(done["SUMMARY"])[:7], done["SEQUENCE"]) == ("Đã xong", 1)


def test_the_same_deadlines_give_the_same_bytes(world):
    deadlines = deadlines_of(world.actor("clerk-1"), now=story.DRAFTED)
    assert calendar_file(deadlines, site=SITE) == calendar_file(deadlines, site=SITE)


def test_a_token_is_kept_as_a_hash_and_a_new_one_ends_the_old(world):
    first = create_feed(actor=world.clerk(), now=story.DRAFTED)
    owner = feed_owner(token_hash(first))
    assert owner is not None
    assert owner.full_name == "Trần Cán Bộ 1"
    assert feed_owner(first) is None
    second = create_feed(actor=world.clerk(), now=story.DRAFTED)
    assert feed_owner(token_hash(first)) is None
    assert feed_owner(token_hash(second)) is not None
    drop_feed(actor=world.clerk(), now=story.DRAFTED)
    assert feed_owner(token_hash(second)) is None


def test_a_locked_account_has_no_calendar(world):
    token = create_feed(actor=world.clerk(), now=story.DRAFTED)
    world.people["clerk-1"].is_active = False
    world.people["clerk-1"].save()
    assert feed_owner(token_hash(token)) is None


def test_a_periodic_report_stands_in_the_calendar_of_who_writes_and_who_collects_it(world):
    period = reporting.open_period(world)
    report = reporting.report_of(period, world.communes[0])
    uid = f"mau-2020-q1.bao-cao-{report.pk}.han"
    clerk = events(world, "clerk-1", reporting.WRITTEN)
    assert clerk[uid]["SUMMARY"] == "Hạn gửi báo cáo: Xã Mẫu 01"
    assert clerk[uid].decoded("DTEND") == reporting.DUE
    assert uid not in events(world, "clerk-2", reporting.WRITTEN)
    collecting = events(world, "coordinator", reporting.WRITTEN)["mau-2020-q1.han"]
    assert collecting["URL"] == f"{SITE}/bao-cao/ky/mau-2020-q1/"
    reporting.submit(report, world.clerk(), world.leader())
    after = events(world, "clerk-1", reporting.WRITTEN)[uid]
    assert str(after["SUMMARY"]).startswith("Đã xong")
    assert after["SEQUENCE"] > clerk[uid]["SEQUENCE"]
