"""The desk of a report: writing with and without scripts, errors at the cell, steps and receipt."""

from __future__ import annotations

import pytest
from django.urls import reverse

from parindex.reporting import operations
from parindex.reporting.choices import ReportState
from parindex.reporting.models import Joint, Report
from parindex.reporting.queries import report_by_id
from tests.support import reporting
from tests.support.story import fill_in_district

HTMX = {"HX-Request": "true"}
CELL = {"table": "nhiem-vu", "row": "ke-hoach", "column": "tong"}


def url(name, report, **parts):
    return reverse(f"report:{name}", kwargs={"report_id": report.pk, **parts})


def typed_cell(client, report, text, version="0", **parts):
    address = url("save_figure", report, **{**CELL, **parts})
    return client.post(address, {"value": text, "version": version})


def test_the_desk_shows_sections_tables_and_what_is_missing(as_person, report):
    page = as_person("clerk-1").get(url("desk", report)).content.decode()
    assert "Chỉ đạo điều hành" in page
    assert "Mục “Chỉ đạo điều hành” chưa có nội dung." in page
    assert "Bảng “Nhiệm vụ” còn 2 ô chưa nhập" in page
    assert page.count("data-autosave") == 8
    assert 'id="o-nhiem-vu-ke-hoach-tong"' in page


def test_overseers_read_and_cannot_write(as_person, report):
    page = as_person("coordinator").get(url("desk", report)).content.decode()
    assert "data-autosave" not in page
    assert "Điền sẵn từ dữ liệu" not in page


def test_a_text_saves_as_it_is_typed_and_says_what_is_still_missing(as_person, report):
    client = as_person("clerk-1", **HTMX)
    answer = client.post(
        url("save_passage", report, section="chi-dao"), {"text": "Đã họp.", "version": "0"}
    )
    words = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="v-muc-chi-dao" value="1" hx-swap-oob="true"' in words
    assert "Mục “Chỉ đạo điều hành”" not in words
    assert "Mục “Thể chế” chưa có nội dung." in words


def test_without_scripts_saving_comes_back_to_the_section(as_person, report):
    answer = as_person("clerk-1").post(
        url("save_passage", report, section="chi-dao"), {"text": "Đã họp.", "version": "0"}
    )
    assert answer.url == f"{url('desk', report)}#muc-chi-dao"


def test_a_conflict_shows_both_texts_and_keeps_the_own_one(as_person, report):
    as_person("leader-1").post(
        url("save_passage", report, section="chi-dao"), {"text": "Của lãnh đạo.", "version": "0"}
    )
    mine = {"text": "Của cán bộ.", "version": "0"}
    address = url("save_passage", report, section="chi-dao")
    fragment = as_person("clerk-1", **HTMX).post(address, mine)
    assert fragment.status_code == 409
    assert "Của lãnh đạo." in fragment.content.decode()
    assert "data-keep" in fragment.content.decode()
    whole = as_person("clerk-1").post(address, mine).content.decode()
    assert "Của lãnh đạo." in whole
    assert ">Của cán bộ.</textarea>" in whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mười", "Không hiểu số lượng “mười”."),
        ("-3", "Số lượng không được âm"),
        ("1,5", "Không hiểu số lượng “1,5”."),
    ],
)
def test_an_error_stands_at_its_cell_and_what_was_typed_stays(as_person, report, text, said):
    fragment = typed_cell(as_person("clerk-1", **HTMX), report, text)
    words = fragment.content.decode()
    assert fragment.status_code == 422
    assert said in words
    assert 'id="g-o-nhiem-vu-ke-hoach-tong"' in words
    page = typed_cell(as_person("clerk-1"), report, text)
    assert page.status_code == 422
    assert f'value="{text}"' in page.content.decode()


def test_the_ratio_of_a_row_follows_what_is_typed(as_person, report):
    client = as_person("clerk-1", **HTMX)
    typed_cell(client, report, "8")
    words = typed_cell(client, report, "6", column="xong").content.decode()
    assert '<span id="r-o-nhiem-vu-ke-hoach-ty-le" hx-swap-oob="true">75,00</span>' in words


def test_a_part_larger_than_its_whole_is_said_at_its_cell(as_person, report):
    client = as_person("clerk-1", **HTMX)
    typed_cell(client, report, "9", column="xong")
    words = typed_cell(client, report, "8").content.decode()
    assert "Lớn hơn cột “Tổng số”." in words


def test_only_the_saved_cells_version_goes_to_the_page(as_person, report):
    client = as_person("clerk-1", **HTMX)
    typed_cell(client, report, "9", column="xong")
    words = typed_cell(client, report, "10").content.decode()
    assert 'id="v-o-nhiem-vu-ke-hoach-tong"' in words
    assert 'id="v-o-nhiem-vu-ke-hoach-xong"' not in words


def test_a_table_that_is_not_there_is_not_found(as_person, report):
    assert typed_cell(as_person("clerk-1"), report, "1", table="khong").status_code == 404
    assert typed_cell(as_person("clerk-1"), report, "1", row="khong").status_code == 422


def test_amounts_are_read_as_people_write_them(as_person, report):
    typed_cell(as_person("clerk-1"), report, "1.234.567,5", table="chi", row="chi", column="tien")
    table = reporting.view_of(report).table("chi")
    assert str(table.value("chi", "tien")) == "1234567.5"


def test_from_the_first_word_to_the_receipt(world, as_person, report):
    clerk, leader = as_person("clerk-1"), as_person("leader-1")
    reporting.write(report, world.clerk())
    step = url("step", report)
    assert clerk.post(step, {"action": "request"}).status_code == 302
    page = leader.get(url("desk", report)).content.decode()
    seen = page.split('name="seen_hash" value="')[1].split('"')[0]
    assert leader.post(step, {"action": "approve", "seen_hash": seen}).status_code == 302
    answer = clerk.post(step, {"action": "submit"})
    assert answer.url == url("receipt", report)
    receipt = clerk.get(answer.url).content.decode()
    assert f"BC-2020-{report.pk:05d}" in receipt
    assert "Gửi đúng hạn" in receipt


def test_an_unfinished_report_is_refused_with_a_sentence(as_person, report):
    answer = as_person("clerk-1").post(url("step", report), {"action": "request"})
    assert answer.status_code == 422
    assert "chỗ chưa xong" in answer.content.decode()


def test_late_asks_the_head_for_an_explanation_and_keeps_it(world, as_person, report, settings):
    reporting.approve(report, world.clerk(), world.leader())
    settings.PARINDEX_NOW = reporting.LATE
    assert (
        "cần tài khoản của người đứng đầu"
        in as_person("clerk-1").get(url("desk", report)).content.decode()
    )
    leader = as_person("leader-1")
    refused = leader.post(url("step", report), {"action": "submit", "late_explanation": " "})
    assert refused.status_code == 422
    leader.post(url("step", report), {"action": "submit", "late_explanation": "Mất điện."})
    assert report_by_id(report.pk).is_late


def test_the_coordinator_receives_and_returns(world, as_person, report):
    reporting.submit(report, world.clerk(), world.leader())
    coordinator = as_person("coordinator")
    coordinator.post(url("step", report), {"action": "receive"})
    assert report_by_id(report.pk).state == ReportState.RECEIVED
    refused = coordinator.post(url("step", report), {"action": "send_back", "reason": ""})
    assert refused.status_code == 422
    coordinator.post(url("step", report), {"action": "send_back", "reason": "Sai tổng."})
    page = as_person("clerk-1").get(url("desk", report)).content.decode()
    assert "Sai tổng." in page


def test_an_unknown_button_is_told_to_reload(as_person, report):
    answer = as_person("clerk-1").post(url("step", report), {"action": "nhay"})
    assert "Hãy tải lại trang" in answer.content.decode()


def test_prefilling_says_what_it_did(world, as_person, period):
    fill_in_district(world)
    report = reporting.report_of(period, world.home_affairs)
    clerk = as_person("nv.clerk")
    page = clerk.post(url("prefill", report), follow=True).content.decode()
    assert "Đã điền sẵn 1 mục và 0 ô số liệu." in page
    assert "Tính từ phiếu tự chấm của huyện" in page
    again = clerk.post(url("prefill", report), follow=True).content.decode()
    assert "Không có gì mới để điền sẵn" in again


def test_two_departments_write_one_section(world, as_person, period):
    report = reporting.report_of(period, world.justice)
    joint = Joint.objects.get(report=report)
    partner, lead = as_person("nv.clerk"), as_person("tp.clerk")
    assert "Gửi nội dung phối hợp" in partner.get(reverse("shell:work")).content.decode()
    address = url("joint", report, joint_id=joint.pk)
    empty = partner.post(address, {"text": " ", "version": "0"})
    assert empty.status_code == 422
    partner.post(address, {"text": "Phần của Nội vụ.", "version": "0"})
    page = lead.get(url("desk", report)).content.decode()
    assert "Đưa vào mục" in page
    lead.post(address, {"action": "take", "version": "0"})
    assert "Phần của Nội vụ." in reporting.view_of(report).section("dia-ban.the-che").text


def test_a_lead_asks_and_withdraws(world, as_person, period):
    report = reporting.report_of(period, world.home_affairs)
    lead = as_person("nv.clerk")
    address = url("ask_joint", report, section="dia-ban.chi-dao")
    assert lead.post(address, {"agency": "khong"}).status_code == 422
    lead.post(address, {"agency": world.justice.code})
    joint = Joint.objects.get(report=report)
    lead.post(url("joint", report, joint_id=joint.pk), {"action": "withdraw"})
    assert not Joint.objects.filter(report=report).exists()


def test_a_collated_report_has_pages_of_its_own(world, as_person, period):
    body = Report.objects.create(period=period, unit=world.district, kind="BODY")
    assert as_person("coordinator").get(url("desk", body)).status_code == 404


def test_what_is_read_only_says_why(world, as_person, report):
    reporting.approve(report, world.clerk(), world.leader())
    page = as_person("clerk-1").get(url("desk", report)).content.decode()
    assert "Muốn sửa, hãy rút lại" in page
    operations.recall_report(report_id=report.pk, actor=world.clerk(), now=reporting.WRITTEN)
    assert "data-autosave" in as_person("clerk-1").get(url("desk", report)).content.decode()


@pytest.mark.parametrize(("fmt", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_a_report_is_printed_as_it_stands(as_person, report, fmt, begins):
    answer = as_person("clerk-1").get(url("download", report, fmt=fmt))
    assert answer.content.startswith(begins)
    assert f"bao-cao-cchc-huyen-mau.xa-01-mau-2020-q1.{fmt}" in answer["Content-Disposition"]
