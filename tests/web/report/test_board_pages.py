"""The coordinator's side: the board, reminders, extensions, opening a period; and the work list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from parindex.notices.models import Notice
from parindex.reporting.models import FieldLead, ReportingPeriod
from parindex.reporting.operations import import_outline
from parindex.reporting.queries import report_by_id
from tests.support import reporting, story
from tests.web.test_queries import queries_of

TOKEN = "abc123"


def board(client, period, **query):
    return client.get(reverse("report:board", args=[period.code]), query).content.decode()


def test_the_board_counts_who_is_where(world, as_person, period, settings):
    reporting.submit(reporting.report_of(period, world.communes[0]), world.clerk(), world.leader())
    settings.PARINDEX_NOW = reporting.LATE
    page = board(as_person("coordinator"), period)
    assert "Quá hạn, chưa gửi (3)" in page
    assert "Chờ tiếp nhận (1)" in page
    assert page.count('name="chon"') == 3
    only = board(as_person("coordinator"), period, **{"trang-thai": "cho-nhan"})
    assert "Xã Mẫu 01" in only
    assert "Xã Mẫu 02" not in only
    nothing = board(as_person("coordinator"), period, tim="khong co")
    assert "Không có đơn vị nào theo bộ lọc này." in nothing


def test_other_overseers_read_the_board_without_buttons(as_person, period):
    page = board(as_person("chair"), period)
    assert "Gia hạn" not in page
    assert 'name="chon"' not in page


def test_a_report_is_received_from_the_board(world, as_person, period):
    report = reporting.report_of(period, world.communes[0])
    reporting.submit(report, world.clerk(), world.leader())
    answer = as_person("coordinator").post(
        reverse("report:step", args=[report.pk]), {"action": "receive", "from": "board"}
    )
    assert answer.url == reverse("report:board", args=[period.code])


def test_everything_that_was_sent_is_received_with_one_button(world, as_person, period):
    for number, commune in enumerate(world.communes):
        report = reporting.report_of(period, commune)
        reporting.submit(report, world.clerk(number), world.leader(number))
    client, address = as_person("coordinator"), reverse("report:receive_all", args=[period.code])
    assert address in board(client, period)
    page = client.post(address, follow=True).content.decode()
    assert "Đã tiếp nhận 2 báo cáo." in page
    assert address not in page
    assert "Không có báo cáo nào đang chờ" in client.post(address, follow=True).content.decode()


def test_chosen_bodies_are_reminded_once(world, as_person, period):
    report = reporting.report_of(period, world.communes[0])
    client = as_person("coordinator")
    typed = {"chon": [report.pk], "text": "Đề nghị gửi ngay.", "token": TOKEN}
    address = reverse("report:remind", args=[period.code])
    for _click in range(2):
        page = client.post(address, typed, follow=True).content.decode()
        assert "Đã nhắc 2 người của 1 đơn vị." in page
    notices = Notice.objects.filter(kind="CALL")
    assert sorted(row.user.username for row in notices) == ["clerk-1", "leader-1"]
    assert "Đề nghị gửi ngay." in notices[0].body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"chon": []}, "Hãy chọn ít nhất một đơn vị"),
        ({"text": " "}, "Hãy ghi nội dung nhắc."),
        ({"token": "!"}, "Trang đã cũ."),
    ],
)
def test_a_reminder_without_words_or_bodies_is_refused(world, as_person, period, typed, said):
    report = reporting.report_of(period, world.communes[0])
    values = {"chon": [report.pk], "text": "Gửi ngay.", "token": TOKEN, **typed}
    answer = as_person("coordinator").post(reverse("report:remind", args=[period.code]), values)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_who_has_sent_is_left_in_peace(world, as_person, period):
    report = reporting.report_of(period, world.communes[0])
    reporting.submit(report, world.clerk(), world.leader())
    answer = as_person("coordinator").post(
        reverse("report:remind", args=[period.code]),
        {"chon": [report.pk], "text": "Gửi ngay.", "token": TOKEN},
    )
    assert answer.status_code == 422


def test_more_time_is_given_by_a_document(world, as_person, period):
    report = reporting.report_of(period, world.communes[0])
    client = as_person("coordinator")
    address = reverse("report:extend", args=[report.pk])
    assert client.get(address).status_code == 200
    for typed, said in (
        ({"day": "", "document": "Công văn 12"}, "Hãy ghi hạn mới."),
        ({"day": "31/02/2020", "document": "Công văn 12"}, "Không hiểu ngày"),
        ({"day": "05/03/2020", "document": ""}, "Hãy ghi văn bản cho gia hạn."),
    ):
        refused = client.post(address, typed)
        assert refused.status_code == 422
        assert said in refused.content.decode()
    client.post(address, {"day": "05/03/2020", "time": "17:00", "document": "Công văn 12"})
    assert report_by_id(report.pk).due_at == dt.datetime(2020, 3, 5, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def outline(world, settings):
    settings.PARINDEX_NOW = reporting.WRITTEN
    return import_outline(path=reporting.OUTLINE, actor="kiểm thử", now=reporting.STARTED)


def test_a_period_is_opened_with_the_outlines_days(world, as_person, outline):
    client = as_person("coordinator")
    page = client.get(reverse("report:open")).content.decode()
    assert "số liệu từ 01/12/2019 đến hết 29/02/2020, gửi trước ngày 01/03/2020" in page
    answer = client.post(
        reverse("report:open"),
        {
            "action": "open",
            "kind": "QUARTER_1",
            "year": "2020",
            "lead-the-che": world.justice.code,
            "partner-the-che": world.home_affairs.code,
        },
    )
    period = ReportingPeriod.objects.get()
    assert answer.url == reverse("report:board", args=[period.code])
    assert (period.code, period.name) == ("huyen-mau-2020-q1", "Báo cáo CCHC quý I năm 2020")
    assert FieldLead.objects.get().partner == world.home_affairs
    assert period.reports.count() == 4


def test_looking_changes_nothing_and_keeps_what_was_chosen(as_person, outline):
    typed = {"action": "look", "kind": "HALF_YEAR", "year": "2021", "ordered_by": "Công văn 9"}
    page = as_person("coordinator").post(reverse("report:open"), typed).content.decode()
    assert "01/06/2021" in page
    assert 'value="Công văn 9"' in page
    assert not ReportingPeriod.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "YEAR", "year": "2020"},
        {"kind": "QUARTER_1", "year": "2020", "data_from": "40/12/2019"},
        {"kind": "QUARTER_1", "year": "2020", "due_day": "01/02/2020"},
    ],
)
def test_a_period_that_cannot_be_is_refused_with_a_sentence(as_person, outline, typed):
    answer = as_person("coordinator").post(reverse("report:open"), {"action": "open", **typed})
    assert answer.status_code == 422
    assert "notice error" in answer.content.decode()


def test_leads_go_on_from_the_period_before(world, as_person, period):
    page = as_person("coordinator").get(
        reverse("report:open"), {"kind": "HALF_YEAR", "year": "2020"}
    )
    words = page.content.decode()
    assert f'value="{world.justice.code}"' in words
    assert "Kỳ trước: Báo cáo CCHC quý I năm 2020" in words


def test_without_an_outline_the_page_says_what_to_do(world, as_person):
    page = as_person("coordinator").get(reverse("report:open")).content.decode()
    assert "Chưa có đề cương nào." in page
    refused = as_person("coordinator").post(reverse("report:open"), {"action": "open"})
    assert refused.status_code == 422


def test_the_work_list_names_what_to_write_to_approve_and_to_receive(world, as_person, period):
    report = reporting.report_of(period, world.communes[0])
    work = reverse("shell:work")
    assert "Báo cáo: Xã Mẫu 01" in as_person("clerk-1").get(work).content.decode()
    reporting.submit(report, world.clerk(), world.leader())
    assert "Tiếp nhận 1 báo cáo" in as_person("coordinator").get(work).content.decode()
    assert "Báo cáo: Xã Mẫu 01" not in as_person("clerk-1").get(work).content.decode()


def test_the_hub_lists_what_is_being_written_what_was_sent_and_what_is_overseen(
    world, as_person, period
):
    hub = reverse("report:hub")
    assert "Đang làm" in as_person("clerk-1").get(hub).content.decode()
    report = reporting.report_of(period, world.communes[0])
    reporting.submit(report, world.clerk(), world.leader())
    assert report_by_id(report.pk).receipt_number in as_person("clerk-1").get(hub).content.decode()
    assert period.name in as_person("coordinator").get(hub).content.decode()
    assert "Chưa có kỳ báo cáo nào." in as_person("admin").get(hub).content.decode()


def counts(communes: int) -> dict[str, int]:
    """Return the queries of each page where every commune wrote its report and half of them sent it."""
    world = story.build_world(communes)
    period = reporting.open_period(world)
    for number, unit in enumerate(world.communes):
        report = reporting.report_of(period, unit)
        if number % 2:
            reporting.submit(report, world.clerk(number), world.leader(number))
        else:
            reporting.write(report, world.clerk(number))
    own = reporting.report_of(period, world.communes[0]).pk
    pages: dict[tuple[str, str], list[Any]] = {
        ("clerk-1", "desk"): [own],
        ("clerk-1", "hub"): [],
        ("coordinator", "board"): [period.code],
        ("coordinator", "hub"): [],
        ("coordinator", "open"): [],
    }
    found = {}
    for (name, page), arguments in pages.items():
        client = Client()
        client.force_login(world.people[name])
        found[f"{page} of {name}"] = queries_of(client, reverse(f"report:{page}", args=arguments))
    return found


@pytest.mark.django_db
def test_a_page_costs_the_same_for_two_and_for_six_communes(settings):
    settings.PARINDEX_NOW = reporting.WRITTEN
    with transaction.atomic():
        few = counts(2)
        transaction.set_rollback(True)
    many = counts(6)
    assert few == many
    assert max(many.values()) <= 16
