"""One workbook with more than fifty mistakes: each named by sheet, row and column, and what is right still counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from parindex.assessments.models import ComponentEntry, FactEntry
from parindex.exchange.books.dossier_form import FACTS, SCORES
from parindex.exchange.models import UploadedBook
from parindex.exchange.operations import apply_book
from tests.support import story
from tests.support.books import download, edited, planned, row_of
from tests.support.repository import ROOT

SET = ROOT / "data/criteria/lai-chau-2019-commune"
TOP, BELOW = "Tử số", "Mẫu số"


@dataclass(frozen=True)
class Planted:
    """A mistake: how it is made, which gives the cell it must be named by, and words of its sentence."""

    plant: Callable[[Any], str]
    says: str
    is_error: bool = True


def at(cell: Any) -> str:
    """Return the place of a cell as a finding names it."""
    return f"{cell.parent.title}!{cell.coordinate}"


def fact(
    code: str, value: Any, part: str = "", *, column: int = 6, shape: str = ""
) -> Callable[[Any], str]:
    """Put a value into a fact's row: column 6 is what is filled in."""

    def plant(book: Any) -> str:
        sheet = book[FACTS]
        cell = sheet.cell(row_of(sheet, code, part=part), column)
        cell.value = value
        if shape:
            cell.number_format = shape
        return at(cell)

    return plant


def ratio(code: str, above: Any, below: Any, *, named: str = TOP) -> Callable[[Any], str]:
    """Fill a ratio in; the mistake is named at one of its parts."""

    def plant(book: Any) -> str:
        places = {TOP: fact(code, above, TOP)(book), BELOW: fact(code, below, BELOW)(book)}
        return places[named]

    return plant


def score(code: str, value: Any, column: int = 5, *, shape: str = "") -> Callable[[Any], str]:
    """Put a value into a component's row: 5 score, 6 does not apply, 7 reason, 8 explanation."""

    def plant(book: Any) -> str:
        sheet = book[SCORES]
        cell = sheet.cell(row_of(sheet, code), column)
        cell.value = value
        if shape:
            cell.number_format = shape
        return at(cell)

    return plant


def renamed(
    sheet_name: str, code: str, column: int, value: Any, fill: Any = None
) -> Callable[[Any], str]:
    """Change a locked cell of a row."""

    def plant(book: Any) -> str:
        sheet = book[sheet_name]
        row = row_of(sheet, code)
        if fill is not None:
            sheet.cell(row, 6 if sheet_name == FACTS else 5).value = fill
        cell = sheet.cell(row, column)
        cell.value = value
        return at(cell)

    return plant


def merged(code: str) -> Callable[[Any], str]:
    def plant(book: Any) -> str:
        sheet = book[FACTS]
        row = row_of(sheet, code)
        sheet.cell(row, 6).value = "Có"
        sheet.merge_cells(start_row=row, end_row=row, start_column=6, end_column=7)
        return f"{FACTS}!F{row}"

    return plant


def hidden(code: str) -> Callable[[Any], str]:
    def plant(book: Any) -> str:
        sheet = book[FACTS]
        row = row_of(sheet, code)
        sheet.cell(row, 6).value = "Có"
        sheet.row_dimensions[row].hidden = True
        return f"{FACTS}!F{row}"

    return plant


def added(
    sheet_name: str, code: str | None, column: int, value: Any, named: int
) -> Callable[[Any], str]:
    """Write below the table: a code nobody knows, a code twice, or no code at all."""

    def plant(book: Any) -> str:
        sheet = book[sheet_name]
        row = sheet.max_row + 1
        if code:
            sheet.cell(row, 2 if sheet_name == FACTS else 1).value = code
        sheet.cell(row, column).value = value
        return f"{sheet_name}!{get_column_letter(named)}{row}"

    return plant


PLANTED = (
    # numbers
    Planted(fact("late_reports", "hai"), "“hai” không phải là số"),
    Planted(fact("publicity_sessions", "1.234,5"), "phải là số nguyên, không phải 1234,5"),
    Planted(fact("initiatives", "1.234"), "không rõ 1.234 là 1234 hay 1,234"),
    Planted(fact("unlawful_documents", -1), "số âm (-1)"),
    Planted(fact("control_late_reports", 2.5), "phải là số nguyên, không phải 2,5"),
    Planted(fact("extra_papers", "=2+3"), "ô là công thức =2+3"),
    Planted(fact("repeated_requests", dt.datetime(2019, 5, 1)), "là ngày 01/05/2019, không phải"),
    Planted(fact("disciplined_staff", True), "đúng/sai, không phải là số"),
    Planted(fact("finance_violations", 0.5, shape="0%"), "dạng phần trăm"),
    Planted(fact("online_guidance_sessions", "12 buổi"), "“12 buổi” không phải là số"),
    Planted(fact("online_guidance_visits", 1e16), "số quá lớn"),
    Planted(fact("new_rural_criteria", "#DIV/0!"), "#DIV/0!"),
    Planted(fact("reform_budget", "50 triệu đồng"), "“50 triệu đồng” không phải là số"),
    Planted(fact("poverty_target", 0.1234567), "quá 6 chữ số thập phân"),
    # ratios
    Planted(ratio("plan_tasks", 11, 10), "Tử số (11) không được lớn hơn mẫu số (10)"),
    Planted(ratio("publicity_tasks", 5, None, named=BELOW), "Còn thiếu"),
    Planted(ratio("findings_resolved", None, 5), "Còn thiếu"),
    Planted(ratio("assigned_tasks", 1.5, 3), "phải là số nguyên"),
    Planted(ratio("capital_disbursed", "nhiều", 10), "không phải là số"),
    Planted(ratio("mediation", 3, "=COUNT(A1:A9)", named=BELOW), "ô là công thức"),
    Planted(ratio("receipts_given", dt.time(8, 30), 9), "là thời gian, không phải"),
    # answers
    Planted(fact("plan_assigns_work", "rồi"), "“rồi” không phải là Có hoặc Không"),
    Planted(fact("plan_states_outputs", 1), "“1” không phải là Có hoặc Không"),
    Planted(fact("document_review", "gần đủ"), "không có trong danh sách; hãy chọn một trong"),
    Planted(fact("procedure_review", 2), "không có trong danh sách"),
    Planted(merged("publicity_plan"), "ô bị gộp"),
    Planted(hidden("self_check_plan"), "ô bị ẩn nhưng có thay đổi"),
    # days
    Planted(fact("plan_issued_on", "31/02/2019"), "không phải là ngày"),
    Planted(fact("legal_education_plan_on", 43808, shape="0"), "“43808” không phải là ngày"),
    Planted(fact("control_plan_on", dt.datetime(2091, 1, 5)), "ở tương lai"),
    Planted(fact("evaluation_done_on", dt.datetime(1905, 1, 5)), "năm 1905 không hợp lý"),
    Planted(fact("settlement_sent_on", "12/26/2019"), "không phải là ngày"),
    # locked cells and rows
    Planted(renamed(FACTS, "self_check_done", 2, "so_la"), "không có số liệu mã “so_la”"),
    Planted(renamed(FACTS, "emulation_linked", 3, "Số khác", "Có"), "ô khóa bị sửa"),
    Planted(renamed(FACTS, "legal_access", 4, TOP, "Có"), "cột này phải là"),
    Planted(added(FACTS, None, 6, 7, named=2), "không có mã số liệu"),
    Planted(added(FACTS, "posting_place", 6, "Có", named=2), "mã này đã có ở dòng"),
    # scores
    Planted(score("1.1.1", 2), "Điểm phải từ 0 đến 1."),
    Planted(score("1.1.2", -0.5), "Điểm phải từ 0 đến 1."),
    Planted(score("1.2.2", 0.3), "mỗi bậc 0,25"),
    Planted(score("1.1.3", 0.333), "2 chữ số thập phân"),
    Planted(score("1.1.4", "nửa điểm"), "“nửa điểm” không phải là số"),
    Planted(score("1.2.1", "=1/2"), "ô là công thức"),
    Planted(score("1.3.1", dt.datetime(2019, 5, 1)), "là ngày 01/05/2019"),
    Planted(score("1.3.2", 0.5, shape="0%"), "dạng phần trăm"),
    Planted(score("1.4.1", "x", 6), "áp dụng cho mọi đơn vị"),
    Planted(score("2.1.1", "không", 6), "chỉ gõ “x” hoặc để trống"),
    Planted(score("1.4.2", "a" * 20_001, 8), "văn bản dài 20001 ký tự"),
    Planted(score("1.5.1", '=CONCATENATE("a","b")', 7), "ô là công thức"),
    Planted(score("2", 5), "dòng này là nhóm"),
    Planted(renamed(SCORES, "3.1.1", 2, "Mục khác", 0.5), "ô khóa bị sửa"),
    Planted(renamed(SCORES, "3.1.2", 1, "9.9", 1), "không có mục mã “9.9”"),
    Planted(added(SCORES, None, 5, 1, named=1), "dòng có nội dung nhưng không có mã mục"),
    Planted(added(SCORES, "3.1.3", 5, 0.5, named=1), "mã này đã có ở dòng"),
    # understood, and said
    Planted(ratio("legal_sent", "3", 4), "số được gõ thành chữ “3”, hiểu là 3", is_error=False),
    Planted(
        ratio("audit_recommendations", "1.234,5", 2000),
        "số được gõ thành chữ “1.234,5”, hiểu là 1234,5",
        is_error=False,
    ),
    Planted(score("2.1.3", "0,75"), "hiểu là 0,75", is_error=False),
    Planted(score("2.2.2", "dài\x0b \x7f", 8), "ký tự điều khiển", is_error=False),
    Planted(renamed(SCORES, "2.3.1", 3, 5, 1), "điểm tối đa của mục này vẫn là 1", is_error=False),
)


@pytest.fixture
def real(db):
    """One commune with the real set of Lai Châu 2019: 86 components, 109 facts."""
    return story.build_world(communes=1, commune_criteria=SET)


def plant_all(planted, places):
    def edit(book):
        for one in planted:
            places[one.plant(book)] = one
        fact("plan_covers_district_tasks", "Có")(book)
        ratio("targets_met", 18, 20)(book)
        score("8.3.2", 1)(book)

    return edit


def test_each_of_more_than_fifty_mistakes_is_named_by_its_cell(real):
    assert len(PLANTED) >= 50
    places: dict[str, Planted] = {}
    # openpyxl writes no control characters: a spreadsheet keeps them escaped
    plan = planned(real, edited(download(real), plant_all(_escaped(PLANTED), places)))
    assert len(places) == len(PLANTED)
    found = {f"{one.sheet}!{one.cell}": one for one in plan.findings if one.row}
    assert sorted(found.keys() ^ places.keys() - _doubled(found)) == []
    wrong = [
        f"{place}: {found[place].message}"
        for place, planted_one in places.items()
        if planted_one.says not in found[place].message
        or planted_one.is_error != found[place].is_error
    ]
    assert wrong == []


def _doubled(found):
    """Rows that lost their code are missing besides."""
    return {place for place, one in found.items() if "thiếu dòng" in one.message}


def _escaped(planted):
    """A sheet keeps what XML cannot as _x000B_; DEL it keeps as it is."""
    return [
        Planted(score("2.2.2", "dài_x000B_ \x7f", 8), one.says, one.is_error)
        if "điều khiển" in one.says
        else one
        for one in planted
    ]


def test_what_is_right_is_written_and_nothing_that_is_wrong(real):
    planned(real, edited(download(real), plant_all(_escaped(PLANTED), {})))
    book = UploadedBook.objects.get()
    assert FactEntry.objects.count() == 0
    apply_book(book_id=book.pk, actor=real.clerk(), now=story.DRAFTED)
    facts = dict(FactEntry.objects.values_list("fact_code", "raw"))
    assert facts == {
        "plan_covers_district_tasks": "true",
        "targets_met": '{"denominator":20,"numerator":18}',
        "legal_sent": '{"denominator":4,"numerator":3}',
        "audit_recommendations": '{"denominator":"2000","numerator":"1234.5"}',
    }
    scores = dict(ComponentEntry.objects.values_list("code", "self_score"))
    assert scores == {
        "2.1.3": Decimal("0.75"),
        "2.2.2": None,
        "2.3.1": Decimal(1),
        "8.3.2": Decimal(1),
    }
    assert ComponentEntry.objects.get(code="2.2.2").explanation == "dài"


def test_a_finding_says_its_whole_place_in_words(real):
    plan = planned(real, edited(download(real), fact("late_reports", "hai")))
    [finding] = plan.findings
    row = finding.row
    assert str(finding) == f"trang “Số liệu”, ô F{row} (Giá trị): “hai” không phải là số"
