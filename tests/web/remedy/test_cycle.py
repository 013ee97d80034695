from __future__ import annotations

import datetime as dt
import io

import openpyxl
from django.urls import reverse

from tests.support import remedying


def board(client, world, query=""):
    return client.get(reverse("remedy:cycle", args=[world.cycle.code]) + query).content.decode()


def test_before_anybody_plans_the_board_says_what_to_look_at(world, publication, as_person):
    body = board(as_person("coordinator"), world)
    assert "Chưa đơn vị nào lập việc khắc phục." in body
    units = board(as_person("coordinator"), world, "?xem=don-vi")
    assert units.count("Chưa lập") == 2


def test_before_a_result_the_board_says_what_will_bring_it(world, as_person):
    assert "Chưa có kết quả nào được công bố" in board(as_person("coordinator"), world)


def test_the_coordinator_sees_all_units_and_filters(world, publication, as_person, settings):
    remedying.make(publication, world, due_on=dt.date(2020, 3, 1))
    remedying.make(publication, world, 1, code="2.1")
    settings.PARINDEX_NOW = remedying.MAY
    client = as_person("coordinator")
    body = board(client, world)
    assert body.index("cần thêm 1 nhiệm vụ") < body.index("cần bớt 1 văn bản")
    late = board(client, world, "?trang-thai=qua-han")
    assert "cần bớt 1 văn bản" not in late
    units = board(client, world, "?xem=don-vi")
    assert "?don-vi=huyen-mau.xa-01&amp;trang-thai=qua-han" in units


def test_the_board_as_a_workbook_keeps_the_filter(world, publication, as_person):
    remedying.make(publication, world)
    remedying.make(publication, world, 1, code="2.1")
    url = reverse("remedy:cycle_file", args=[world.cycle.code])
    response = as_person("coordinator").get(f"{url}?don-vi=huyen-mau.xa-02")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Theo việc", "Theo đơn vị"]
    first = book["Theo việc"]
    assert [cell.value for cell in first[4]][:2] == ["Xã Mẫu 02", "2.1"]
    assert first["A5"].value == "Tổng cộng"
    assert first["I5"].value == "=SUM(I4:I4)"
    assert [cell.value for cell in book["Theo đơn vị"][4]][:3] == ["Xã Mẫu 01", "Đang soạn", 1]


def test_the_way_home_leads_to_the_results(as_person):
    assert as_person("clerk-1").get("/khac-phuc/")["Location"] == reverse("improve:hub")
