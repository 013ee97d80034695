from __future__ import annotations

from datetime import date

import pytest

from parindex.documents.paper import (
    DECREE_30,
    Column,
    HeaderCell,
    Letterhead,
    Row,
    Table,
    clean_text,
    wording,
)
from parindex.documents.paper.layout import MOTTO, MOTTO_NATION, estimated_width
from tests.documents.examples import DECISION_29, PLAN, origin


def head(*, number: str = "", dated: date | None = None) -> Letterhead:
    return origin(number=number, dated=dated).letterhead(kind="Báo cáo", subject="Tự đánh giá")


def test_a_list_ends_with_semicolons_and_one_full_stop():
    assert wording.closed_list(("Như trên;", "Phòng Nội vụ", "Lưu: VT.")) == (
        "Như trên;",
        "Phòng Nội vụ;",
        "Lưu: VT.",
    )


def test_an_empty_list_stays_empty():
    assert wording.closed_list(()) == ()


def test_a_number_below_ten_gets_its_zero():
    assert wording.number_line(head(number="5")) == "Số: 05/BC-UBND"


def test_a_number_with_a_letter_stays_as_it_is():
    assert wording.number_line(head(number="5a")) == "Số: 5a/BC-UBND"


def test_a_document_without_number_leaves_room_for_the_pen():
    assert wording.number_line(head()) == f"Số: {wording.GAP * 8}/BC-UBND"


def test_a_document_without_date_leaves_room_for_day_and_month():
    assert wording.place_line(head()).split() == ["Bình", "Lư,", "ngày", "tháng", "năm", "2020"]


def test_the_date_follows_the_decree():
    assert wording.place_line(head(dated=date(2020, 1, 5))) == "Bình Lư, ngày 05 tháng 01 năm 2020"


def test_a_long_committee_is_broken_before_its_place():
    assert wording.issuer_lines("Ủy ban nhân dân huyện Tam Đường") == (
        "ỦY BAN NHÂN DÂN",
        "HUYỆN TAM ĐƯỜNG",
    )


def test_a_short_body_stays_on_one_line():
    assert wording.issuer_lines("Phòng Nội vụ") == ("PHÒNG NỘI VỤ",)


def test_the_estimated_width_is_near_the_measured_one():
    assert estimated_width(MOTTO, size=DECREE_30.motto) == pytest.approx(
        DECREE_30.motto_length, rel=0.08
    )
    assert estimated_width(MOTTO_NATION, size=12) == pytest.approx(88.3, rel=0.08)


@pytest.mark.parametrize("words", ["PHÒNG NỘI VỤ", "ỦY BAN NHÂN DÂN", "HUYỆN TAM ĐƯỜNG"])
def test_the_line_under_a_body_is_a_third_to_a_half_of_its_name(words):
    share = wording.rule_length(words, size=12) / estimated_width(words, size=12)
    assert 1 / 3 <= share <= 1 / 2


def test_a_document_is_cited_in_full_and_listed_in_short():
    assert DECISION_29.cited().startswith(
        "Quyết định số 29/2019/QĐ-UBND ngày 19 tháng 9 năm 2019 của Ủy ban"
    )
    assert PLAN.listed() == "Kế hoạch số 08/KH-UBND, ngày 07/01/2019, UBND xã Bình Lư"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\x00b\x1fc", "abc"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("Tiê\u0301ng", "Tiếng"),
        ("12\u202e34", "1234"),
        ("x\ud800y\ufffe", "xy"),
        ("#let $x$ <b> 😀", "#let $x$ <b> 😀"),
    ],
)
def test_text_loses_only_what_no_document_can_carry(raw, clean):
    assert clean_text(raw) == clean


def test_a_row_that_does_not_fill_its_columns_is_refused():
    columns = (Column(width=1), Column(width=1))
    with pytest.raises(ValueError, match="a row of 1 cells in a table of 2 columns"):
        Table(columns=columns, header=(), rows=(Row(cells=("x",)),))


def test_a_header_that_does_not_fill_its_columns_is_refused():
    columns = (Column(width=1), Column(width=1))
    with pytest.raises(ValueError, match="a header of 1 cells"):
        Table(columns=columns, header=((HeaderCell(text="x"),),), rows=())
