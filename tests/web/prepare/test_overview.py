"""The lead department's matrix, the coordinator's summary, and the work list."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from parindex.preparation.models import ChaseNote
from tests.support import preparing, story


def field_of(world):
    return reverse("prepare:field", args=[world.round.pk])


def text_of(response):
    return response.content.decode()


def test_a_lead_sees_its_components_in_every_unit(prepared, as_person):
    preparing.review(prepared, 0)
    preparing.promise(prepared, 1)
    page = as_person("nv.clerk").get(field_of(prepared)).context["page"]
    assert [node.code for node in page.columns] == ["1.1"]
    assert [row.cells[0].tone for row in page.matrix] == ["risk", "none"]
    assert [gift.unit for gift in page.missing] == [prepared.communes[1]]
    other = as_person("tp.appraiser").get(field_of(prepared)).context["page"]
    assert "1.2.1" in [node.code for node in other.columns]


def test_the_matrix_is_filtered_by_state_and_name(prepared, as_person):
    preparing.review(prepared, 1)
    preparing.chase(prepared, 0)
    client = as_person("nv.leader")

    def shown(query):
        page = client.get(f"{field_of(prepared)}?{query}").context["page"]
        return [row.dossier.unit.name for row in page.matrix]

    assert shown("trang-thai=nguy-co") == ["Xã Mẫu 02"]
    assert shown("trang-thai=chua-soat") == ["Xã Mẫu 01"]
    assert shown("trang-thai=chua-tra-loi") == ["Xã Mẫu 01"]
    assert shown("trang-thai=tre") == []
    assert shown("tim=mau+02&linh-vuc=1") == ["Xã Mẫu 02"]
    assert shown("trang-thai=khong-the") == []


def test_many_components_are_grouped_by_criterion(prepared, as_person, monkeypatch):
    from parindex.web.prepare import field_page

    monkeypatch.setattr(field_page, "MOST_COLUMNS", 2)
    preparing.review(prepared, code="1.2.1")
    page = as_person("coordinator").get(field_of(prepared)).context["page"]
    assert page.is_grouped
    assert [node.code for node in page.columns] == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert page.matrix[0].cells[1].sign == "1! 1·"


def test_a_lead_presses_a_unit_in_words(prepared, as_person):
    client = as_person("nv.appraiser")
    dossier = prepared.dossier()
    assert "Nhắc Xã Mẫu 01" in " ".join(
        text_of(client.get(f"{field_of(prepared)}?nhac={dossier.pk}")).split()
    )
    url = reverse("prepare:chase", args=[prepared.round.pk, dossier.pk])
    typed = {"text": "Gửi kế hoạch", "due_on": "", "code": "1.1"}
    refused = client.post(url, typed)
    assert (refused.status_code, "Gửi kế hoạch" in text_of(refused)) == (422, True)
    assert client.post(url, typed | {"due_on": "20/12/2019"}).status_code == 302
    assert ChaseNote.objects.get().unit == prepared.communes[0]
    assert client.post(url, typed | {"due_on": "20/12/2019", "code": "2.1"}).status_code == 404
    assert client.get(f"{field_of(prepared)}?nhac=999999").status_code == 404


def test_a_department_that_leads_only_the_body_s_form_sees_that_form(prepared, as_person):
    page = as_person("coordinator").get(field_of(prepared)).context["page"]
    assert page.own_form == prepared.district_dossier()
    assert as_person("clerk-1").get(field_of(prepared)).status_code == 404


def test_the_summary_counts_what_is_in_trouble(prepared, as_person, settings):
    preparing.review(prepared)
    preparing.commit(prepared)
    preparing.promise(prepared)
    preparing.chase(prepared)
    settings.PARINDEX_NOW = preparing.NOW + dt.timedelta(days=20)
    client = as_person("coordinator")
    url = reverse("prepare:summary", args=["mau-2019"])
    row = client.get(url).context["page"].shown[0]
    assert (row.fields[0].at_risk, row.fields[0].not_reviewed) == (1, 2)
    assert (row.open, row.overdue, row.late, row.unanswered) == (1, 1, 1, 1)
    found = client.get(f"{url}?can-xem=1&tim=mau").context["page"].shown
    assert [row.unit.name for row in found] == ["Xã Mẫu 01"]


def test_the_summary_is_a_workbook_too(prepared, as_person):
    preparing.review(prepared)
    preparing.commit(prepared)
    preparing.promise(prepared)
    preparing.chase(prepared)
    answer = as_person("secretary").get(reverse("prepare:summary_file", args=["mau-2019"]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames[-3:] == ["Cam kết", "Tài liệu đã hứa", "Đôn đốc"]
    assert book[book.sheetnames[0]]["C2"].value == "1 nguy cơ, 2 chưa soát"
    assert book["Cam kết"]["C2"].value == "Ban hành kế hoạch trước ngày 20/12"
    assert book["Tài liệu đã hứa"]["C2"].value == "Phòng Tư pháp"
    assert book["Đôn đốc"]["C2"].value == "Gửi kế hoạch năm và minh chứng"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("clerk-1", ["Soát từng mục", "Trả lời 1 đề nghị", "1 cam kết đến hạn"]),
        ("tp.clerk", ["Cung cấp 1 tài liệu đã hứa", "Hướng dẫn, theo dõi lĩnh vực"]),
        ("nv.appraiser", ["Hướng dẫn, theo dõi lĩnh vực"]),
        ("coordinator", ["Theo dõi, đôn đốc chuẩn bị"]),
    ],
)
def test_the_work_list_names_what_waits(prepared, as_person, name, said):
    preparing.commit(prepared)
    preparing.promise(prepared)
    preparing.chase(prepared)
    found = text_of(as_person(name).get(reverse("shell:work")))
    assert [words for words in said if words not in found] == []


def test_what_is_asked_about_the_districts_form_waits_for_its_lead(prepared, as_person):
    from parindex.preparation.operations import ask_unit

    ask_unit(
        cycle=prepared.cycle,
        unit=prepared.district,
        code="1.2.1",
        text="Gửi số liệu",
        due_on=preparing.DUE,
        actor=prepared.actor("coordinator"),
        now=preparing.NOW,
    )
    work = reverse("shell:work")
    assert "Trả lời 1 đề nghị" in text_of(as_person("tp.leader").get(work))
    assert "Trả lời 1 đề nghị" not in text_of(as_person("nv.leader").get(work))


def test_nothing_waits_once_scoring_has_begun(prepared, as_person, settings):
    settings.PARINDEX_NOW = story.DRAFTED
    assert "Soát từng mục" not in text_of(as_person("clerk-1").get(reverse("shell:work")))
