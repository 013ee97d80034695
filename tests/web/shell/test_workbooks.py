"""Every table on a screen can be had as a workbook: same address, same people, same filters."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.support import aftermath, story
from tests.web.permission_stage import build_stage

CYCLE = "/dieu-phoi/mau-2019/"


def client_of(world, username: str) -> Client:
    client = Client()
    client.force_login(world.people[username])
    return client


def book_of(client: Client, url: str):
    answer = client.get(url)
    assert answer.status_code == 200, url
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet"), url
    return load_workbook(io.BytesIO(b"".join(answer)), data_only=True)


def rows_of(page) -> list[dict[str, Any]]:
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


@pytest.fixture
def stage(world, settings):
    return build_stage(world, settings)


def test_the_board_is_sent_as_it_is_filtered_with_sums_that_can_be_checked(world, stage):
    book = book_of(client_of(world, "coordinator"), f"{CYCLE}?dot=1&tim=xa+mau+01&tep=xlsx")
    units, total = rows_of(book.worksheets[0])
    assert (units["Đơn vị"], units["Tình trạng"]) == ("Xã Mẫu 01", "Chờ đơn vị giải trình")
    assert (units["Đã tự chấm"], units["Phải tự chấm"], units["Tỷ lệ (%)"]) == (5, 5, 100)
    assert (total["Mã đơn vị"], total["Đã tự chấm"]) == ("Tổng cộng", 5)
    fields = rows_of(book.worksheets[1])[0]
    assert fields["1. Công tác chỉ đạo, điều hành"] == fields["1: phải chấm"]


def test_the_queue_gives_every_component_under_the_filters(world, stage):
    url = reverse("appraise:queue", args=[world.round.pk])
    rows = rows_of(book_of(client_of(world, "tp.appraiser"), f"{url}?tim=mau+02&tep=xlsx").active)
    assert {row["Đơn vị"] for row in rows} == {"Xã Mẫu 02", None}
    assert rows[-1]["Điểm tối đa"] == sum(row["Điểm tối đa"] for row in rows[:-1])


@pytest.mark.parametrize(
    ("url", "who", "title", "least"),
    [
        (f"{CYCLE}nhat-ky/", "chair", "Việc", 20),
        (f"{CYCLE}nhat-ky/?viec=cycle.assigned", "chair", "Việc", 4),
        (f"{CYCLE}doi-chieu/?dot=1&trang-thai=tat-ca", "secretary", "Cảnh báo", 0),
        (f"{CYCLE}phan-cong/mini-commune/tham-dinh/?xem=thanh-phan", "chair", "Nội dung", 4),
        (f"{CYCLE}hoi-dong/", "nv.appraiser", "Họ tên", 4),
        ("/thong-bao/mau-2019/nhac-viec/da-gui/", "coordinator", "Người nhận", 1),
        ("/chuan-bi/cung-cap/mau-2019/", "tp.clerk", "Cho đơn vị", 1),
    ],
)  # fmt: skip
def test_each_table_has_its_rows(world, stage, url: str, who: str, title: str, least: int):
    url += "&tep=xlsx" if "?" in url else "?tep=xlsx"
    rows = rows_of(book_of(client_of(world, who), url).worksheets[0])
    assert len(rows) >= least
    assert all(title in row for row in rows)


def test_who_may_not_see_the_page_gets_no_workbook(world, stage):
    url = reverse("appraise:queue", args=[world.round.pk])
    for address in (CYCLE, f"{CYCLE}nhat-ky/", url):
        assert client_of(world, "clerk-1").get(f"{address}?tep=xlsx").status_code == 404


def test_the_link_keeps_the_filters_and_leaves_the_page_out(world, stage):
    page = client_of(world, "coordinator").get(f"{CYCLE}?dot=1&tim=xa&trang=1").content.decode()
    assert f"{CYCLE}?dot=1&amp;tim=xa&amp;tep=xlsx" in page


def test_losses_proposals_and_changes_are_sent(world, settings):
    publication = story.publish(world)
    settings.PARINDEX_NOW = story.PUBLISHED
    clerk = client_of(world, "clerk-1")
    unit = world.communes[0].code
    url = reverse("improve:result", args=[publication.pk, unit])
    *losses, total = rows_of(book_of(clerk, f"{url}?tep=xlsx").active)
    assert total["Mất"] == pytest.approx(sum(row["Mất"] for row in losses))
    assert total["% chỉ số"] == pytest.approx(100 - 78.5)
    draft = aftermath.start_draft(world)
    changes = reverse("improve:draft_changes", args=[draft.pk])
    assert "So sánh" in book_of(client_of(world, "chair"), f"{changes}?tep=xlsx").sheetnames
    proposals = reverse("improve:proposals", args=[world.cycle.code])
    assert "Kiến nghị" in book_of(client_of(world, "chair"), f"{proposals}?tep=xlsx").sheetnames
    duties = reverse("improve:duties", args=[world.cycle.code, unit])
    assert "Phân công" in book_of(clerk, f"{duties}?tep=xlsx").sheetnames
    own = reverse("improve:own_proposals", args=[world.cycle.code, unit])
    assert "Kiến nghị" in book_of(clerk, f"{own}?tep=xlsx").sheetnames


def counted(communes: int) -> list[int]:
    world = story.build_world(communes)
    for number in range(communes):
        story.submit(world, number)
    found = []
    asked = (
        ("coordinator", CYCLE),
        ("nv.appraiser", reverse("appraise:queue", args=[world.round.pk])),
        ("coordinator", f"{CYCLE}doi-chieu/"),
        ("coordinator", f"{CYCLE}nhat-ky/"),
        ("coordinator", f"{CYCLE}hoi-dong/"),
    )
    for who, url in asked:
        client = client_of(world, who)
        b"".join(client.get(f"{url}?tep=xlsx"))
        with CaptureQueriesContext(connection) as captured:
            b"".join(client.get(f"{url}?tep=xlsx"))
        found.append(len(captured))
    return found


@pytest.mark.django_db
def test_a_workbook_costs_the_same_queries_for_one_unit_and_for_many(settings):
    settings.PARINDEX_NOW = story.APPRAISED
    found = []
    for communes in (1, 6):
        with transaction.atomic():
            found.append(counted(communes))
            transaction.set_rollback(True)
    assert found[0] == found[1]
