from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from parindex.kernel.models import JournalEntry
from parindex.notices.models import CalendarFeed, Notice
from parindex.notices.operations import run_due
from tests.support import story

LIST = "/thong-bao/"
RECEIVING = f"{LIST}cach-nhan/"


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def told(world, at):
    """Let the first commune be told of its provisional result."""
    story.send_provisional(world)
    run_due(story.APPRAISED)
    return Notice.objects.get(user=world.people["clerk-1"], kind="PROVISIONAL")


def test_the_bell_counts_what_is_unread_on_every_page(told, as_):
    assert "Thông báo: 1 chưa đọc" in words(as_("clerk-1").get("/viec/"))
    assert "Thông báo: không có gì mới" in words(as_("clerk-2").get("/viec/"))
    assert 'class="bell"' not in words(Client().get("/"))


def test_the_list_shows_only_ones_own(told, as_):
    assert "đã có kết quả thẩm định tạm thời" in words(as_("clerk-1").get(LIST))
    assert "Chưa có thông báo nào." in words(as_("clerk-2").get(LIST))


def test_opening_one_marks_it_as_read_and_leads_on(told, as_, world):
    client = as_("clerk-1")
    answer = client.get(f"{LIST}mo/{told.pk}/")
    assert answer.headers["Location"] == f"/tu-danh-gia/{world.dossier().pk}/giai-trinh/"
    told.refresh_from_db()
    assert told.read_at
    assert "Anh/chị đã đọc hết thông báo." in words(client.get(LIST))


def test_nobody_opens_or_reads_away_somebody_elses(told, as_):
    stranger = as_("leader-1")
    assert stranger.get(f"{LIST}mo/{told.pk}/").status_code == 404
    stranger.post(f"{LIST}da-doc/", {"notice": told.pk})
    told.refresh_from_db()
    assert told.read_at is None


@pytest.mark.parametrize("posted", [{}, {"notice": "ONE"}])
def test_one_or_all_are_marked_as_read(told, as_, posted):
    posted = dict.fromkeys(posted, told.pk)
    answer = as_("clerk-1").post(f"{LIST}da-doc/", {**posted, "next": f"{LIST}?xem=chua-doc"})
    assert answer.headers["Location"] == f"{LIST}?xem=chua-doc"
    told.refresh_from_db()
    assert told.read_at


def test_junk_marks_nothing_and_leads_to_no_other_site(told, as_):
    posted = {"notice": "x", "next": "https://khac.example/thong-bao/"}
    assert as_("clerk-1").post(f"{LIST}da-doc/", posted).headers["Location"] == LIST
    told.refresh_from_db()
    assert told.read_at is None


@pytest.mark.parametrize(
    ("query", "found"),
    [("", True), ("?loai=PROVISIONAL", True), ("?loai=RESULT", False), ("?xem=chua-doc", True)],
)
def test_the_list_is_filtered(told, as_, query, found):
    text = words(as_("clerk-1").get(f"{LIST}{query}"))
    assert ("UBND xã Mẫu 01: đã có kết quả" in text) is found
    assert ("Không có thông báo nào như vậy." in text) is not found


def test_a_person_sets_their_mail_address_and_the_journal_does_not_keep_it(as_, world):
    client = as_("clerk-1")
    assert client.post(f"{RECEIVING}thu/", {"email": " can-bo@mau.vn "}).status_code == 302
    world.people["clerk-1"].refresh_from_db()
    assert world.people["clerk-1"].email == "can-bo@mau.vn"
    assert "can-bo@mau.vn" not in JournalEntry.objects.get(action="person.mail_set").data


def test_a_mail_address_that_is_none_is_refused_and_kept_as_typed(as_, world):
    answer = as_("clerk-1").post(f"{RECEIVING}thu/", {"email": "khong phai thu"})
    assert answer.status_code == 422
    assert 'value="khong phai thu"' in words(answer)
    assert "Không hiểu địa chỉ thư này." in words(answer)


def test_a_calendar_address_is_shown_once_and_read_by_anybody_who_has_it(as_, world):
    client = as_("clerk-1")
    page = client.post(f"{RECEIVING}lich/")
    link = page.context["link"]
    assert page.headers["Cache-Control"] == "no-store"
    assert link not in words(client.get(RECEIVING))
    token = link.rsplit("/", 1)[1].removesuffix(".ics")
    assert token not in str(CalendarFeed.objects.values_list())
    answer = Client().get(link)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 2


def test_a_calendar_that_has_not_changed_is_not_sent_again(as_, world):
    link = as_("clerk-1").post(f"{RECEIVING}lich/").context["link"]
    etag = Client().get(link).headers["ETag"]
    assert Client().get(link, headers={"If-None-Match": etag}).status_code == 304


def test_a_calendar_read_too_often_is_asked_to_wait(as_, world, monkeypatch):
    from parindex.web.notify import receiving

    monkeypatch.setattr(receiving, "MOST_READS", 2)
    link = as_("clerk-1").post(f"{RECEIVING}lich/").context["link"]
    cache.clear()
    assert [Client().get(link).status_code for _ in range(3)] == [200, 200, 429]


def test_an_old_or_made_up_calendar_address_is_not_found(as_, world):
    client = as_("clerk-1")
    old = client.post(f"{RECEIVING}lich/").context["link"]
    client.post(f"{RECEIVING}lich/bo/")
    assert Client().get(old).status_code == 404
    assert Client().get(f"{LIST}lich/{'x' * 5000}.ics").status_code == 404


def test_without_mail_the_page_says_so(as_, world, settings):
    settings.MAIL_ON = False
    assert "Máy chủ này chưa gửi thư." in words(as_("clerk-1").get(RECEIVING))
