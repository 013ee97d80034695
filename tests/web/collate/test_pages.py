from __future__ import annotations

from io import BytesIO

import docx
import pytest
from django.urls import reverse

from parindex.reporting.choices import ReportState
from parindex.reporting.queries import report_by_id
from tests.support.collating import (
    DONE,
    approve,
    assembled,
    collate,
    drafted,
    open_upper,
    settle_all,
)
from tests.support.reporting import open_period, report_of, submit


@pytest.fixture(autouse=True)
def _story_time(settings):
    from tests.support.collating import COLLATED

    settings.PARINDEX_NOW = COLLATED


def url(name, period, *more):
    return reverse(f"collate:{name}", args=[period.code, *more])


def text_of(response):
    return response.content.decode()


def first_passage(period, code="the-che"):
    return drafted(period).section(code).passages[0]


def test_before_it_is_begun_the_page_says_what_to_do(world, as_):
    period = open_period(world)
    page = text_of(as_("coordinator").get(url("overview", period)))
    assert "Chưa có báo cáo nào được gửi đến" in page
    submit(report_of(period, world.communes[0]), world.clerk(), world.leader())
    page = text_of(as_("coordinator").get(url("overview", period)))
    assert "Tổng hợp các báo cáo đã gửi" in page
    page = text_of(as_("secretary").get(url("overview", period)))
    assert "Cơ quan điều phối sẽ tổng hợp" in page


def test_the_coordinator_collates_and_sees_sections_conflicts_and_who_is_missing(world, as_):
    period = open_period(world)
    submit(report_of(period, world.communes[0]), world.clerk(), world.leader())
    client = as_("coordinator")
    page = text_of(client.post(url("collate", period), follow=True))
    assert "Đã tổng hợp: thêm 4 đoạn" in page
    assert "Xã Mẫu 02" in page
    assert "Chưa có báo cáo" in page


def test_conflicts_stand_on_the_overview_with_both_figures(draft, period, as_):
    page = text_of(as_("coordinator").get(url("overview", period)))
    assert "Tổng các đơn vị là 12, Phòng Nội vụ báo cáo 11." in page
    assert "Chưa chọn" in page
    assert "disabled" in page  # asking for approval waits for the conflicts


def test_the_hub_lists_the_periods_with_their_state(draft, period, as_):
    page = text_of(as_("coordinator").get(reverse("collate:hub")))
    assert period.name in page
    assert "Đang soạn" in page
    assert "Chưa có kỳ báo cáo nào" in text_of(as_("clerk-1").get(reverse("collate:hub")))


def test_a_section_shows_every_passage_with_its_source_one_click_away(world, draft, period, as_):
    client = as_("coordinator")
    page = text_of(client.get(url("section", period, "chi-dao")))
    assert page.count("Nguồn: ") == 5
    passage = first_passage(period, "chi-dao")
    whole = text_of(client.get(url("source", period, passage.pk)))
    part = text_of(client.get(url("source", period, passage.pk), headers={"HX-Request": "true"}))
    for shown in (whole, part):
        assert f"/bao-cao/{passage.source.report_id}/#muc-dia-ban_chi-dao" in shown
        assert passage.source.text in shown
    assert "<html" in whole
    assert "<html" not in part


def test_a_passage_is_edited_in_place(draft, period, as_):
    client, passage = as_("coordinator"), first_passage(period)
    opened = text_of(client.get(f"{url('section', period, 'the-che')}?sua={passage.pk}"))
    assert "Lưu đoạn" in opened
    sent = {"text": "Viết lại.", "version": passage.version}
    response = client.post(url("edit_passage", period, passage.pk), sent)
    assert response.status_code == 302
    assert response["Location"].endswith(f"/muc/the-che/#doan-{passage.pk}")
    page = text_of(client.get(url("section", period, "the-che")))
    assert "Viết lại." in page
    assert "Lấy lại như nguồn" in page


def test_two_people_who_edit_the_same_passage_see_both_texts(draft, period, as_):
    client, passage = as_("coordinator"), first_passage(period)
    sent = {"text": "Của người thứ nhất.", "version": passage.version}
    client.post(url("edit_passage", period, passage.pk), sent)
    response = client.post(
        url("edit_passage", period, passage.pk), sent | {"text": "Của người thứ hai."}
    )
    assert response.status_code == 409
    assert "Của người thứ nhất." in text_of(response)
    assert "Của người thứ hai." in text_of(response)
    assert f'name="version" value="{passage.version + 1}"' in text_of(response)


def test_an_empty_passage_is_refused_where_it_was_typed(draft, period, as_):
    passage = first_passage(period)
    response = as_("coordinator").post(
        url("edit_passage", period, passage.pk), {"text": " ", "version": passage.version}
    )
    assert response.status_code == 422
    assert "Bỏ đoạn" in text_of(response)


def test_passages_are_dropped_taken_back_moved_and_added(draft, period, as_):
    client, passage = as_("coordinator"), first_passage(period, "chi-dao")
    where = url("act_on_passage", period, passage.pk)
    client.post(where, {"action": "down"})
    assert drafted(period).section("chi-dao").passages[1].pk == passage.pk
    client.post(where, {"action": "drop", "version": passage.version})
    page = text_of(client.get(url("section", period, "chi-dao")))
    assert "1 đoạn đã bỏ" in page
    client.post(where, {"action": "restore"})
    assert "đoạn đã bỏ" not in text_of(client.get(url("section", period, "chi-dao")))
    client.post(url("add_passage", period, "chi-dao"), {"text": "Nhận định chung."})
    assert drafted(period).section("chi-dao").passages[-1].text == "Nhận định chung."
    response = client.post(url("add_passage", period, "chi-dao"), {"text": ""})
    assert response.status_code == 422


def test_the_tables_show_sums_and_mark_what_is_open(draft, period, as_):
    client = as_("coordinator")
    page = text_of(client.get(url("tables", period)))
    assert "100,00" in page
    assert "c-open" in page
    only = text_of(client.get(f"{url('tables', period)}?loc=mau-thuan"))
    assert "Chi ngân sách" not in only
    assert "Xem mọi dòng" in only


def test_a_figure_is_shown_down_to_each_unit_and_settled_with_a_reason(draft, period, as_):
    client, where = as_("coordinator"), url("cell", period, *DONE)
    page = text_of(client.get(where))
    assert "UBND xã Mẫu 01" in page
    assert "Phòng Nội vụ" in page
    version = assembled(period).cells[DONE].version
    sent = {"choice": "typed", "value": "mười", "reason": "Kiểm tra lại", "version": version}
    response = client.post(where, sent)
    assert response.status_code == 422
    assert "mười" in text_of(response)
    response = client.post(where, sent | {"value": "10"})
    assert response.status_code == 302
    page = text_of(client.get(where))
    assert "Kiểm tra lại" in page
    assert "Tổng các đơn vị là 12, Phòng Nội vụ báo cáo 11." in page


def test_a_whole_table_is_settled_for_one_reason(draft, period, as_):
    client, where = as_("coordinator"), url("settle_table", period, "nhiem-vu")
    assert "Chọn số một lần cho 2 ô" in text_of(client.get(url("tables", period)))
    response = client.post(where, {"choice": "lead", "reason": ""})
    assert response.status_code == 422
    page = text_of(client.post(where, {"choice": "lead", "reason": "Đã rà soát"}, follow=True))
    assert "Đã chọn số cho 2 ô." in page
    assert "Chọn số một lần" not in page
    assert client.post(url("settle_table", period, "x"), {"reason": "x"}).status_code == 422


def test_the_work_list_leads_to_what_waits(world, draft, period, as_):
    page = text_of(as_("coordinator").get(reverse("shell:work")))
    assert "Báo cáo tổng hợp: UBND huyện Mẫu" in page
    settle_all(world, draft)
    as_("coordinator").post(url("step", period), {"action": "request"})
    page = text_of(as_("district.leader").get(reverse("shell:work")))
    assert url("overview", period) in page
    assert "đang chờ anh/chị duyệt" in page


def test_the_work_list_says_when_a_collation_can_begin(world, as_):
    period = open_period(world)
    client = as_("coordinator")
    assert "Bắt đầu tổng hợp" not in text_of(client.get(reverse("shell:work")))
    submit(report_of(period, world.communes[0]), world.clerk(), world.leader())
    assert "Bắt đầu tổng hợp" in text_of(client.get(reverse("shell:work")))


def test_a_ratio_cannot_be_typed(draft, period, as_):
    where = url("cell", period, *DONE._replace(column="ty-le"))
    assert "Ghi số được chọn" not in text_of(as_("coordinator").get(where))


def test_from_approval_to_the_level_above(world, draft, period, as_):
    upper = open_upper(world)
    settle_all(world, draft)
    client, leader = as_("coordinator"), as_("district.leader")
    page = text_of(client.post(url("step", period), {"action": "request"}, follow=True))
    assert "Đang chờ lãnh đạo duyệt." in page
    page = text_of(leader.get(url("overview", period)))
    seen = page.split('name="seen_hash" value="')[1].split('"')[0]
    response = leader.post(url("step", period), {"action": "return", "reason": ""})
    assert response.status_code == 422
    leader.post(url("step", period), {"action": "approve", "seen_hash": seen})
    assert report_by_id(draft.pk).state == ReportState.APPROVED
    page = text_of(client.get(url("overview", period)))
    assert "Lãnh đạo hoặc văn thư của UBND huyện Mẫu gửi" in page
    assert client.post(url("send_up", period), {"period": upper.code}).status_code == 404
    page = text_of(leader.get(url("overview", period)))
    assert "Gửi lên cấp trên" in page
    page = text_of(leader.post(url("send_up", period), {"period": upper.code}, follow=True))
    assert "số biên nhận BC-2020-" in page
    assert "Mở báo cáo đã gửi" in page
    response = client.post(url("step", period), {"action": "recall"})
    assert response.status_code == 422


def test_above_the_source_of_a_passage_leads_on_to_the_communes(world, draft, period, as_):
    upper = open_upper(world)
    approve(world, draft)
    as_("district.leader").post(url("send_up", period), {"period": upper.code})
    above = as_("snv")
    above.post(url("collate", upper))
    passage = first_passage(upper, "chi-dao")
    page = text_of(above.get(url("source", upper, passage.pk)))
    assert "Báo cáo này lại được tổng hợp từ" in page
    assert "Xã Mẫu 01: Chỉ đạo điều hành." in page


def test_the_paper_comes_as_docx_and_pdf(draft, period, as_):
    client = as_("coordinator")
    response = client.get(url("download", period, "docx"))
    words = [row.text for row in docx.Document(BytesIO(b"".join(response))).paragraphs]
    assert "DỰ THẢO: lãnh đạo đơn vị chưa duyệt." in words
    assert response["Content-Disposition"].endswith(f'bao-cao-tong-hop-{period.code}.docx"')
    assert client.get(url("download", period, "pdf")).content.startswith(b"%PDF")


def test_an_overseer_reads_and_writes_nothing(draft, period, as_):
    client, passage = as_("secretary"), first_passage(period)
    assert "Sửa" not in text_of(client.get(url("section", period, "the-che"))).split("<main")[1]
    assert client.post(url("collate", period)).status_code == 404
    assert client.post(url("edit_passage", period, passage.pk), {"text": "x"}).status_code == 404
    assert client.post(url("cell", period, *DONE), {"choice": "sum"}).status_code == 404


def test_what_is_not_there_is_not_found(world, draft, period, as_):
    client = as_("coordinator")
    assert client.get(url("section", period, "ket-qua")).status_code == 404
    assert client.get(url("cell", period, "a", "b", "c")).status_code == 404
    assert client.get(url("source", period, 999999)).status_code == 404
    assert as_("clerk-1").get(url("overview", period)).status_code == 404


def test_a_new_report_after_collation_is_announced(world, as_):
    period = open_period(world)
    submit(report_of(period, world.communes[0]), world.clerk(), world.leader())
    collate(world, period)
    client = as_("coordinator")
    submit(report_of(period, world.communes[1]), world.clerk(1), world.leader(1))
    page = text_of(client.get(url("overview", period)))
    assert "Tổng hợp lại" in page
