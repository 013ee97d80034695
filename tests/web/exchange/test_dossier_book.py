"""On the screen: download, send back, look, write, take back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from parindex.assessments.operations import save_fact
from parindex.assessments.queries import load_workbook
from parindex.exchange.models import UploadedBook
from tests.support import story
from tests.support.books import edited, fact_cell, score_cell, xlsx


def page_of(world) -> str:
    return reverse("exchange:dossier", args=[world.dossier().pk])


def change(book):
    fact_cell(book, "wrong_documents").value = 2
    score_cell(book, "2.2").value = "0,75"
    score_cell(book, "1.1").value = 9


@pytest.fixture
def sent(world, as_person):
    """The clerk downloads, edits and sends back; the preview's address."""
    story.fill_in(world)
    clerk = as_person("clerk-1")
    content = clerk.get(reverse("exchange:workbook", args=[world.dossier().pk])).content
    answer = clerk.post(page_of(world), {"file": xlsx(edited(content, change))})
    assert answer.status_code == 302
    return clerk, answer["Location"]


def test_the_desk_leads_to_the_workbook_and_back(world, as_person):
    clerk = as_person("clerk-1")
    desk = clerk.get(reverse("selfassess:desk", args=[world.dossier().pk])).content.decode()
    assert f'href="{page_of(world)}"' in desk
    text = clerk.get(page_of(world)).content.decode()
    assert "Tải biểu .xlsx" in text
    assert "5 số liệu" in text
    assert "Chưa gửi tệp nào" in text


def test_overseers_and_strangers_find_no_workbook(world, as_person):
    for name in ("coordinator", "clerk-2", "nv.clerk"):
        assert as_person(name).get(page_of(world)).status_code == 404


def test_the_preview_names_changes_mistakes_and_what_was_understood(sent):
    clerk, preview = sent
    text = clerk.get(preview).content.decode()
    assert "Ghi 2 thay đổi vào hồ sơ" in text
    assert "1 văn bản" in text
    assert "2 văn bản" in text
    assert "Điểm phải từ 0 đến 2." in text
    assert "E6" in text
    assert "hiểu là 0,75" in text
    assert "2.1, điểm tính: 0,75 → <b>0,5</b>" in " ".join(text.split())


def test_nothing_counts_until_it_is_confirmed_and_then_it_can_be_taken_back(world, sent):
    clerk, preview = sent
    assert load_workbook(world.dossier()).values["wrong_documents"] == 1
    answer = clerk.post(f"{preview}ghi/", follow=True)
    text = answer.content.decode()
    assert "Đã ghi 2 dòng vào hồ sơ." in text
    assert "Hoàn tác lần nhập này" in text
    assert "1 dòng không được ghi" in text
    assert load_workbook(world.dossier()).values["wrong_documents"] == 2
    answer = clerk.post(f"{preview}hoan-tac/", follow=True)
    assert "Đã hoàn tác lần nhập này." in answer.content.decode()
    assert load_workbook(world.dossier()).values["wrong_documents"] == 1
    past = clerk.get(page_of(world)).content.decode()
    assert "Đã hoàn tác" in past
    assert "ghi 2 dòng" in past


def test_a_workbook_is_put_aside(world, sent):
    clerk, preview = sent
    answer = clerk.post(f"{preview}bo/", follow=True)
    assert answer.redirect_chain[-1][0] == page_of(world)
    assert "không ghi gì" in answer.content.decode()
    assert "Đã bỏ, không ghi gì" in clerk.get(preview).content.decode()


def test_a_conflict_is_ticked_to_be_written(world, sent):
    clerk, preview = sent
    save_fact(
        dossier_id=world.dossier().pk,
        fact_code="wrong_documents",
        wire=3,
        expected_version=1,
        actor=world.leader(),
        now=story.DRAFTED,
    )
    text = clerk.get(preview).content.decode()
    assert "Người khác đã sửa sau khi anh/chị tải biểu" in text
    assert 'value="FACT:wrong_documents:2"' in text
    clerk.post(f"{preview}ghi/", {"row": ["FACT:wrong_documents:2"]})
    assert load_workbook(world.dossier()).values["wrong_documents"] == 2
    assert UploadedBook.objects.get().changed == 2


def test_a_file_that_cannot_be_taken_is_refused_at_its_field(world, as_person):
    clerk = as_person("clerk-1")
    answer = clerk.post(page_of(world), {"file": xlsx(b"a;b\r\n1;2", "bieu.csv")})
    assert answer.status_code == 422
    assert "Chỉ nhận tệp .xlsx" in answer.content.decode()
    answer = clerk.post(page_of(world))
    assert answer.status_code == 422
    assert "Hãy chọn tệp" in answer.content.decode()


def test_the_table_for_other_programs(world, as_person):
    story.fill_in(world)
    clerk = as_person("clerk-1")
    answer = clerk.get(reverse("exchange:table", args=[world.dossier().pk]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Bảng;Mã;Nội dung;Phần")
    assert (
        "Số liệu;plan_tasks;Nhiệm vụ trong kế hoạch: Số nhiệm vụ hoàn thành;Tử số;nhiệm vụ;9;"
        in lines[3]
    )
    assert any(line.startswith("Tự chấm;2.2;Sáng kiến cải cách;;;;1;;0,5") for line in lines)


def test_a_closed_dossier_is_downloaded_but_takes_nothing(world, as_person):
    story.submit(world)
    clerk = as_person("clerk-1")
    text = clerk.get(page_of(world)).content.decode()
    assert "Hồ sơ đã nộp" in text
    assert "không nhận tệp" in text
    assert clerk.get(reverse("exchange:workbook", args=[world.dossier().pk])).status_code == 200
