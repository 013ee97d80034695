from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from parindex.results.exports import results_csv, results_xlsx
from parindex.results.queries import content_of
from tests.support import story


@pytest.fixture
def publication(world):
    return story.publish(world)


def reworded(publication, **changes):
    """Give the publication (in memory) other words in its first unit."""
    content = content_of(publication)
    content["units"][0].update(changes)
    publication.content = json.dumps(content, ensure_ascii=False)
    return publication


def read_csv(data: bytes) -> list[dict[str, str]]:
    stream = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(stream, delimiter=";"))


def read_xlsx(data: bytes, sheet: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    head, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_csv_opens_in_a_vietnamese_excel(publication):
    data = results_csv(publication)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    assert "7,85;10,00;78,50;Khá" in data.decode("utf-8-sig")


def test_the_csv_gives_the_figures_of_the_snapshot(publication):
    content = content_of(publication)
    rows = read_csv(results_csv(publication))
    titles = [
        "1. Công tác chỉ đạo, điều hành (6 điểm)",
        "2. Tác động của cải cách hành chính (4 điểm)",
    ]
    for row, unit in zip(rows, content["units"], strict=True):
        assert (row["Hạng"], row["Đơn vị"]) == (str(unit["rank"]), unit["name"])
        assert Decimal(row["Chỉ số (%)"].replace(",", ".")) == Decimal(unit["index"])
        assert [Decimal(row[title].replace(",", ".")) for title in titles] == [
            Decimal(field["points"]) for field in unit["fields"]
        ]


def test_the_xlsx_gives_the_figures_of_the_snapshot_down_to_the_component(publication):
    content, data = content_of(publication), results_xlsx(publication)
    for row, unit in zip(read_xlsx(data, "Xếp hạng"), content["units"], strict=True):
        assert row["Hạng"] == unit["rank"]
        assert Decimal(str(row["Điểm thẩm định"])) == Decimal(unit["points"])
    components = read_xlsx(data, "Chi tiết")
    assert [Decimal(str(row["Điểm kết luận"])) for row in components] == [
        Decimal(part["final"]) for unit in content["units"] for part in unit["components"]
    ]


def test_a_person_can_check_points_and_index_in_the_sheet_itself(publication):
    page = openpyxl.load_workbook(io.BytesIO(results_xlsx(publication)))["Xếp hạng"]
    assert (page["E2"].value, page["G2"].value) == ("=SUM(I2:J2)", "=ROUND(E2/F2*100,2)")


def test_what_the_fields_do_not_sum_to_stays_as_it_was_published(publication):
    reworded(publication, points="7.99", index="12.34")
    page = openpyxl.load_workbook(io.BytesIO(results_xlsx(publication)))["Xếp hạng"]
    assert (page["E2"].value, page["G2"].value) == (7.99, 12.34)


def test_the_xlsx_says_where_the_figures_come_from(publication):
    source = {row["Mục"]: row["Nội dung"] for row in read_xlsx(results_xlsx(publication), "Nguồn")}
    assert source["Quyết định công bố"] == "99/QĐ-UBND"
    assert source["Mã xác thực nội dung (SHA-256)"] == publication.content_hash


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", " =", "\t=", "\N{FULLWIDTH EQUALS SIGN}"])
def test_no_text_is_run_as_a_formula(publication, opening: str):
    name = f'{opening}HYPERLINK("http://example.invalid")'
    reworded(publication, name=name)
    assert read_csv(results_csv(publication))[0]["Đơn vị"] == f"'{name}"
    page = openpyxl.load_workbook(io.BytesIO(results_xlsx(publication)))["Xếp hạng"]
    assert page["C2"].data_type == "s"  # a text, kept as it was
    assert page["C2"].hyperlink is None


def test_points_with_more_decimals_are_not_rounded_away(publication):
    reworded(publication, points="7.8525")
    assert read_csv(results_csv(publication))[0]["Điểm thẩm định"] == "7,8525"


def test_a_text_longer_than_a_cell_is_cut_not_lost(publication):
    content = content_of(publication)
    content["units"][0]["components"][0]["reason"] = "x" * 40_000
    publication.content = json.dumps(content)
    reasons = [row["Lý do"] for row in read_xlsx(results_xlsx(publication), "Chi tiết")]
    assert len(reasons[0]) == 32_767


def test_a_late_unit_is_told_and_made_up_data_say_so_on_every_row(publication):
    content = content_of(publication)
    content["synthetic_note"] = "Dữ liệu trình diễn"
    content["units"][0]["is_late"] = True
    publication.content = json.dumps(content, ensure_ascii=False)
    remarks = [row["Ghi chú"] for row in read_csv(results_csv(publication))]
    assert remarks == ["Nộp sau thời hạn; Dữ liệu giả lập", "Dữ liệu giả lập"]


def test_a_field_keeps_its_maximum_where_something_does_not_apply(publication):
    content = content_of(publication)
    for unit in content["units"]:
        unit["components"][3].update(final=None, not_applicable=True)
        unit["fields"][1]["max_points"] = "3"
    publication.content = json.dumps(content, ensure_ascii=False)
    assert "2. Tác động của cải cách hành chính (4 điểm)" in read_csv(results_csv(publication))[0]


def test_a_unit_that_never_handed_in_has_gaps_not_zeros(publication):
    content = content_of(publication)
    content["absent"] = [{"code": "xa-03", "name": "Xã Mẫu 03"}]
    publication.content = json.dumps(content, ensure_ascii=False)
    last = read_csv(results_csv(publication))[-1]
    assert (last["Đơn vị"], last["Hạng"], last["Chỉ số (%)"]) == ("Xã Mẫu 03", "", "")
    assert last["Ghi chú"] == "Không nộp hồ sơ tự đánh giá"


def test_equal_publications_give_equal_bytes(publication):
    assert results_xlsx(publication) == results_xlsx(publication)
    assert results_csv(publication) == results_csv(publication)
