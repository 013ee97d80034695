from __future__ import annotations

from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parindex.documents.choices import PaperKind
from parindex.documents.models import OwnTemplate
from parindex.documents.own.starter import starter
from tests.documents.own.templates import template, upload

LIST = "/van-ban/mau/huyen-mau/"
PAGE = f"{LIST}bao-cao-tu-danh-gia/"
SEND = f"{PAGE}dua-len/"


def send(client, content: bytes, **typed):
    return client.post(SEND, {"file": upload(content), **typed})


def lines_of(answer) -> list[str]:
    content = b"".join(answer) if answer.streaming else answer.content
    return [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs]


def test_the_list_names_every_kind_and_whose_templates_they_are(world, as_):
    coordinator = as_("coordinator")
    assert coordinator.get("/van-ban/mau/").headers["Location"] == LIST
    page = coordinator.get(LIST).content.decode()
    for words in ("Báo cáo tự đánh giá", "Công văn đôn đốc", "UBND huyện Mẫu", "Phòng Nội vụ"):
        assert words in page
    assert page.count("Thể thức chung") == len(PaperKind)


def test_a_template_is_tried_put_up_used_and_taken_back(world, as_):
    coordinator, clerk = as_("coordinator"), as_("clerk-1")
    report = reverse("selfassess:report", args=[world.dossier().pk, world.sheet().pk, "docx"])
    tried = send(coordinator, template("Lời riêng {{ co_quan }}"), **{"try": "1"})
    assert lines_of(tried)[0] == "Lời riêng Ủy ban nhân dân xã Ví Dụ"
    assert OwnTemplate.objects.count() == 0

    kept = send(coordinator, template("Lời riêng {{ co_quan }}"), covers_below="on")
    assert kept.headers["Location"] == PAGE
    page = coordinator.get(PAGE).content.decode()
    assert "mau.docx" in page
    assert "Mẫu không có chỗ cho: {{ dia_danh }}" in page
    assert lines_of(clerk.get(report))[0] == "Lời riêng Ủy ban nhân dân xã Mẫu 01"
    pk = OwnTemplate.objects.get().pk
    assert lines_of(coordinator.get(f"{LIST}{pk}/xem-thu.docx"))[0].startswith("Lời riêng")
    assert lines_of(coordinator.get(f"{LIST}{pk}/tep.docx"))[0] == "Lời riêng {{ co_quan }}"

    coordinator.post(f"{LIST}{pk}/go/")
    assert lines_of(clerk.get(report))[0] != "Lời riêng Ủy ban nhân dân xã Mẫu 01"
    assert "thôi dùng" in coordinator.get(PAGE).content.decode()
    again = coordinator.post(f"{LIST}{pk}/go/", follow=True).content.decode()
    assert "Mẫu này đã thôi dùng từ trước" in again


def test_what_is_wrong_with_a_template_is_listed(world, as_):
    answer = send(as_("coordinator"), template("{{ co_quan_x }}", "{% if a %}"), covers_below="on")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Không có chỗ điền {{ co_quan_x }}. Có phải là {{ co_quan }}?" in page
    assert "mẫu không dùng lệnh" in page
    assert "checked" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [({}, "Hãy chọn tệp mẫu"), ({"file": upload(b"%PDF-1.4\n", "a.pdf")}, "Mẫu phải là tệp Word")],
)
def test_another_file_is_refused_with_a_sentence(world, as_, typed, words: str):
    answer = as_("coordinator").post(SEND, typed)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_the_starter_can_be_sent_back_as_it_is(world, as_):
    coordinator = as_("coordinator")
    content = coordinator.get(f"{PAGE}khoi-dau.docx").content
    assert content == starter(PaperKind.SELF_ASSESSMENT_REPORT)
    assert send(coordinator, content).status_code == 302


def test_an_unknown_kind_or_the_template_of_another_body_is_not_there(world, as_):
    coordinator = as_("coordinator")
    send(coordinator, template())
    pk = OwnTemplate.objects.get().pk
    for url in (
        f"{LIST}khong-co/",
        f"/van-ban/mau/huyen-mau.noi-vu/{pk}/tep.docx",
        "/van-ban/mau/x/",
    ):
        assert coordinator.get(url).status_code == 404, url


@pytest.mark.parametrize("url", [LIST, PAGE])
def test_a_page_costs_the_same_for_one_template_and_for_many(world, as_, url: str):
    coordinator = as_("coordinator")
    found = []
    for count in (1, 5):
        for _each in range(count):
            send(coordinator, template())
        coordinator.get(url)
        with CaptureQueriesContext(connection) as captured:
            coordinator.get(url)
        found.append(len(captured))
    assert found[0] == found[1] <= 9
