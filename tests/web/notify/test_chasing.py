from __future__ import annotations

import datetime as dt
import io

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from parindex.notices.models import Notice, ReminderRule
from tests.support import story

BASE = "/thong-bao/mau-2019/"
RULES, CALL, SENT, LATE = (
    f"{BASE}nhac-viec/",
    f"{BASE}nhac-viec/ngay/",
    f"{BASE}nhac-viec/da-gui/",
    f"{BASE}qua-han/",
)
TYPED = {
    "occasion": "SUBMISSION_DUE",
    "days": "7",
    "side": "truoc",
    "hour": "8",
    "audience": "BOTH",
    "by_mail": "1",
    "in_app": "1",
    "is_active": "1",
    "text": "",
    "dot": "1",
}


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_round_without_rules_says_what_to_do(world, as_):
    assert "Hãy thêm lịch đầu tiên" in words(as_("coordinator").get(RULES))
    assert "Phòng Nội vụ (cơ quan điều phối) đặt lịch nhắc." in words(as_("chair").get(RULES))


def test_the_coordinator_adds_a_rule_and_sees_who_would_get_what_when(world, as_, at):
    at(story.DRAFTED)
    client = as_("coordinator")
    assert client.post(f"{RULES}them/", TYPED).headers["Location"] == f"{RULES}?dot=1"
    text = words(client.get(RULES))
    assert "7 ngày trước, lúc 8 giờ" in text
    assert "08:00 ngày 16/01/2020" in text
    assert "4 đơn vị, 8 người" in text
    assert "Phòng Nội vụ, Phòng Tư pháp, Xã Mẫu 01, Xã Mẫu 02" in text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"days": "bảy"}, "Không hiểu số lượng “bảy”"),
        ({"days": ""}, "Hãy ghi số ngày"),
        ({"hour": "24"}, "Giờ nhắc phải từ 0 đến 23."),
        ({"occasion": "X"}, "Hãy chọn việc cần nhắc"),
        ({"by_mail": "", "in_app": ""}, "Hãy chọn ít nhất một cách nhắc"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept_as_typed(world, as_, changes, sentence):
    answer = as_("coordinator").post(f"{RULES}them/", {**TYPED, "text": "Lời riêng", **changes})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "Lời riêng</textarea>" in words(answer)
    assert not ReminderRule.objects.exists()


def test_a_rule_is_changed_and_removed(world, as_, at):
    at(story.DRAFTED)
    client = as_("coordinator")
    client.post(f"{RULES}them/", TYPED)
    rule = ReminderRule.objects.get()
    assert "Sửa lịch nhắc" in words(client.get(f"{RULES}?sua={rule.pk}"))
    client.post(f"{RULES}{rule.pk}/", {**TYPED, "side": "sau", "days": "2", "version": "1"})
    rule.refresh_from_db()
    assert (rule.days_before, rule.version) == (-2, 2)
    client.post(f"{RULES}{rule.pk}/bo/")
    assert not ReminderRule.objects.exists()


def test_who_saves_an_old_version_is_told_and_keeps_what_was_typed(world, as_, at):
    at(story.DRAFTED)
    client = as_("coordinator")
    client.post(f"{RULES}them/", TYPED)
    rule = ReminderRule.objects.get()
    client.post(f"{RULES}{rule.pk}/", {**TYPED, "days": "5", "version": "1"})
    answer = client.post(f"{RULES}{rule.pk}/", {**TYPED, "days": "3", "version": "1"})
    assert answer.status_code == 409
    assert "đã sửa mục này" in words(answer)
    assert 'value="3"' in words(answer)


def test_a_rule_of_another_cycle_is_not_found(world, as_):
    assert as_("coordinator").post(f"{RULES}999/bo/").status_code == 404


def test_a_call_is_looked_at_before_it_is_sent(world, as_):
    client = as_("coordinator")
    item = f"dossier-{world.dossier().pk}"
    typed = {
        "viec": "SUBMISSION_DUE",
        "pham-vi": "chon",
        "don-vi": item,
        "noi-dung": "Nộp ngay.",
        "thu": "1",
        "ma": "a1",
    }
    first = client.post(CALL, typed)
    assert "1 đơn vị, 2 người" in words(first)
    assert "2 người chưa có địa chỉ thư" in words(first)
    assert not Notice.objects.exists()
    answer = client.post(CALL, {**typed, "sure": "1"}, follow=True)
    assert "Đã nhắc 2 người ở 1 đơn vị." in words(answer)
    assert "Chưa có địa chỉ thư" in words(answer)


def test_all_who_owe_are_called_at_once(world, as_):
    typed = {"pham-vi": "tat-ca", "noi-dung": "Nộp ngay.", "ma": "a1", "sure": "1"}
    as_("coordinator").post(CALL, typed)
    assert Notice.objects.count() == 8


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"noi-dung": " "}, "Hãy ghi nội dung nhắc."),
        ({"pham-vi": "chon"}, "Hãy chọn ít nhất một đơn vị"),
    ],
)
def test_a_call_without_words_or_units_is_not_sent(world, as_, changes, sentence):
    typed = {"pham-vi": "tat-ca", "noi-dung": "Nộp ngay.", "ma": "a1", "sure": "1", **changes}
    answer = as_("coordinator").post(CALL, typed)
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_units_to_call_are_found_without_diacritics_and_chosen_ones_come_first(world, as_):
    client = as_("coordinator")
    found = client.get(f"{CALL}?tim=xa+mau+02").context["owing"]
    assert [row.name for row in found] == ["UBND xã Mẫu 02"]
    chosen = client.get(f"{CALL}?don-vi=dossier-{world.dossier(1).pk}").context["owing"]
    assert chosen[0].name == "UBND xã Mẫu 02"


def test_when_nobody_owes_it_the_page_says_so(world, as_):
    assert "Không đơn vị nào còn nợ việc này." in words(
        as_("coordinator").get(f"{CALL}?viec=REPLY_DUE")
    )


@pytest.mark.parametrize("query", ["?thu=NO_ADDRESS", "?loai=CALL", "?tim=Mẫu 01", ""])
def test_what_was_sent_is_found_again(world, as_, query):
    client = as_("coordinator")
    client.post(
        CALL, {"pham-vi": "tat-ca", "noi-dung": "Nộp.", "ma": "a1", "thu": "1", "sure": "1"}
    )
    assert "UBND xã Mẫu 01: đã quá hạn nộp hồ sơ" in words(client.get(f"{SENT}{query}"))
    assert "Không có lời nhắc nào khớp" in words(client.get(f"{SENT}?thu=SENT"))


def test_before_anything_was_sent_the_page_says_so(world, as_):
    assert "Chưa gửi lời nhắc nào" in words(as_("chair").get(SENT))


def test_who_is_late_is_listed_with_days_and_a_way_to_remind(world, as_):
    text = words(as_("coordinator").get(LATE))
    assert "Xã Mẫu 01</a>" in text
    assert "12 ngày" in text
    assert "chưa giải trình" in text
    assert f"don-vi=dossier-{world.dossier().pk}" in text
    assert "don-vi=" not in words(as_("chair").get(LATE))


def test_before_the_deadline_nobody_is_late(world, as_, at):
    at(story.DRAFTED)
    assert "Không đơn vị nào quá hạn." in words(as_("coordinator").get(LATE))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?loai=nop-muon", []),
        ("?loai=gia-han", []),
        ("?loai=chua-nop&tim=tu+phap", ["Phòng Tư pháp"]),
        ("?tim=xa+mau", ["Xã Mẫu 01", "Xã Mẫu 02"]),
    ],
)
def test_the_late_are_filtered(world, as_, query, names):
    page = as_("coordinator").get(f"{LATE}{query}").context["page"]
    assert [row.unit.name for row in page] == names


def test_the_late_are_sent_as_a_workbook(world, as_):
    answer = as_("chair").get(f"{LATE}danh-sach.xlsx?tim=xa+mau+01")
    sheet = load_workbook(io.BytesIO(answer.content))["Quá hạn"]
    assert [cell.value for cell in sheet[2]] == [
        *(1, "huyen-mau.xa-01", "UBND xã Mẫu 01", None, dt.datetime(2020, 1, 23)),
        *(None, "chưa nộp", 12, "chưa giải trình"),
    ]


def test_without_mail_the_coordinator_is_told(world, as_, settings):
    settings.MAIL_ON = False
    assert "chưa được cấu hình để gửi thư" in words(as_("coordinator").get(RULES))


def _queries(communes: int) -> list[int]:
    world = story.build_world(communes)
    from django.test import Client

    client = Client()
    client.force_login(world.people["coordinator"])
    client.post(f"{RULES}them/", {**TYPED, "side": "sau", "days": "60"})
    client.post(CALL, {"pham-vi": "tat-ca", "noi-dung": "Nộp.", "ma": "a1", "sure": "1"})
    found = []
    for url in (RULES, CALL, SENT, LATE, "/thong-bao/"):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        found.append(len(captured))
    return found


@pytest.mark.django_db
def test_every_page_costs_the_same_for_one_unit_and_for_twenty(at):
    at(story.DUE + dt.timedelta(days=2))
    found = []
    for communes in (1, 20):
        with transaction.atomic():
            found.append(_queries(communes))
            transaction.set_rollback(True)
    one, twenty = found
    assert one == twenty
    assert max(twenty) <= 15, twenty
