from __future__ import annotations

import json

import pytest

from parindex.documents.from_results import announcement_paper
from parindex.documents.writers import write_docx, write_pdf
from parindex.results.queries import content_of
from tests.documents import reading
from tests.support import story


@pytest.fixture
def publication(world):
    return story.publish(world)


def text_of(publication) -> str:
    document = reading.opened(write_docx(announcement_paper(publication)))
    return "\n".join(reading.squeezed(line) for line in reading.lines(document))


def test_the_decision_says_whose_index_it_is_and_where_it_comes_from(publication):
    text = text_of(publication)
    assert "Số: 99/QĐ-UBND" in text
    assert "năm 2019 của Ủy ban nhân dân các xã trên địa bàn huyện Mẫu" in text
    assert "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015" in text
    assert (
        "Quyết định số 01/2019/QĐ-UBND ngày 02 tháng 01 năm 2019 của Ủy ban nhân dân tỉnh Mẫu"
        in text
    )
    assert "Theo đề nghị của Trưởng phòng Nội vụ" in text
    assert publication.content_hash in text


def test_the_ranking_is_the_snapshot_s(publication):
    rows = [line for line in text_of(publication).splitlines() if "| Xã Mẫu" in line]
    assert rows == [
        f"1 | {name} | 5,00 | 2,85 | 7,85 | 10,00 | 78,50 | Khá"
        for name in ("Xã Mẫu 01", "Xã Mẫu 02")
    ]


def test_absent_units_are_named_but_not_counted(publication):
    content = content_of(publication)
    content["absent"] = [{"code": "xa-03", "name": "Xã Mẫu 03"}]
    publication.content = json.dumps(content, ensure_ascii=False)
    text = text_of(publication)
    assert "Tổng số 02 đơn vị" in text
    assert "Không nộp hồ sơ, không xếp hạng: Xã Mẫu 03." in text


def test_a_notice_is_one_by_its_number(publication):
    publication.decision_number = "12/TB-UBND"
    text = text_of(publication)
    assert "THÔNG BÁO" in text
    assert "TM. ỦY BAN NHÂN DÂN" in text


def test_a_number_without_a_symbol_gets_the_body_s(publication):
    publication.decision_number = "99"
    assert "Số: 99/QĐ-UBND" in text_of(publication)


@pytest.mark.parametrize(
    ("names", "phrase"),
    [
        (["Bản Bo", "Thị trấn Mẫu"], "Ủy ban nhân dân các xã, thị trấn trên địa bàn huyện Mẫu"),
        (["Phường Một"], "Ủy ban nhân dân các phường trên địa bàn huyện Mẫu"),
        (["Huyện Mẫu"], "Ủy ban nhân dân huyện Mẫu"),
    ],
)
def test_units_are_called_by_their_kinds(publication, names: list[str], phrase: str):
    content = content_of(publication)
    unit = content["units"][0]
    content["units"] = [{**unit, "name": name} for name in names]
    publication.content = json.dumps(content, ensure_ascii=False)
    assert f"năm 2019 của {phrase}" in text_of(publication)


def test_the_same_publication_gives_the_same_bytes(publication):
    paper = announcement_paper(publication)
    assert write_pdf(paper) == write_pdf(announcement_paper(publication))


def test_a_deputy_signs_the_decision_in_the_chairs_place(world, publication):
    people = type(world.people["district.leader"]).objects.filter(username="district.leader")
    people.update(position="Phó Chủ tịch UBND huyện Mẫu", full_name=publication.signed_by)
    found = announcement_paper(publication).signature
    assert (found.authority, found.title) == (("KT. CHỦ TỊCH",), "PHÓ CHỦ TỊCH")
    assert found.name == publication.signed_by
