from __future__ import annotations

import datetime as dt
import io
import itertools
from decimal import Decimal

import openpyxl
import pytest

from parindex.kernel.clock import VIETNAM
from parindex.kernel.sheets import Column, Formula, Sheet, csv_bytes, xlsx_bytes

AT = dt.datetime(2020, 2, 14, 9, 0, tzinfo=VIETNAM)
COLUMNS = (
    Column(title="Đơn vị", width=28),
    Column(title="Đã làm", total=True),
    Column(title="Phải làm", total=True),
    Column(title="Tỷ lệ (%)", places=2, ratio="[Đã làm]/[Phải làm]*100"),
    Column(title="Ngày"),
    Column(title="Lúc"),
)


def row(name: str, done: int, due: int):
    share = Formula(text="[Đã làm]/[Phải làm]*100", value=Decimal(done * 100) / due)
    return (name, done, due, share, dt.date(2020, 1, 22), AT)


def sheet(*rows, **changes) -> Sheet:
    return Sheet(**{"name": "Biểu", "columns": COLUMNS, "rows": rows, **changes})


def opened(*sheets: Sheet, values: bool = False):
    data = xlsx_bytes(sheets, title="Thử", created=AT)
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def test_figures_days_and_moments_keep_their_types():
    page = opened(sheet(row("Xã A", 9, 10)), values=True).active
    cells = [cell.value for cell in page[2]]
    assert cells == ["Xã A", 9, 10, 90, dt.datetime(2020, 1, 22), dt.datetime(2020, 2, 14, 9, 0)]
    assert page["E2"].number_format == "dd/mm/yyyy"


def test_sums_are_formulas_with_their_values_and_ratios_are_computed_from_sums():
    rows = (row("Xã A", 1, 10), row("Xã B", 90, 90))
    assert [cell.value for cell in opened(sheet(*rows)).active[4]][:4] == [
        "Tổng cộng",
        "=SUM(B2:B3)",
        "=SUM(C2:C3)",
        '=IFERROR(B4/C4*100,"")',
    ]
    values = [cell.value for cell in opened(sheet(*rows), values=True).active[4]][1:4]
    assert values == [91, 100, 91]  # not (10 + 100) / 2


def test_a_table_without_rows_has_a_head_and_no_sums():
    page = opened(sheet()).active
    assert page.max_row == 1


def test_the_head_stays_in_sight_is_filtered_and_printed_on_every_page():
    book = opened(sheet(row("Xã A", 1, 2), heading=("Biểu 1", "Năm 2020"), keep=1))
    page = book.active
    assert page["A1"].value == "Biểu 1"
    assert page.freeze_panes == "B4"
    assert page.auto_filter.ref == "A3:F4"
    assert page.print_title_rows == "$3:$3"
    assert page.print_area == "'Biểu'!$A$1:$F$5"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", " =", "\t=", "http://", "{="])
def test_no_text_is_run_as_a_formula_or_a_link(opening: str):
    name = f'{opening}HYPERLINK("http://example.invalid")'
    page = opened(sheet(row(name, 1, 2))).active
    assert (page["A2"].data_type, page["A2"].hyperlink) == ("s", None)


def test_a_csv_keeps_a_text_from_being_run_and_shows_what_a_formula_comes_to():
    text = csv_bytes(sheet(row("=1+1", 1, 8))).decode("utf-8-sig")
    assert text.splitlines()[1] == "'=1+1;1;8;12,50;22/01/2020;14/02/2020 09:00"


def test_names_of_sheets_are_cut_cleaned_and_told_apart():
    book = opened(*(sheet(name="Phụ lục [1/2]: một cái tên quá dài cho một trang") for _ in "ab"))
    assert book.sheetnames == ["Phụ lục -1-2-- một cái tên quá ", "Phụ lục -1-2-- một cái tên  (2)"]


def test_equal_tables_give_equal_bytes():
    assert xlsx_bytes([sheet(row("A", 1, 2))], title="x", created=AT) == xlsx_bytes(
        [sheet(row("A", 1, 2))], title="x", created=AT
    )


def test_rows_are_taken_one_by_one():
    rows = itertools.islice((row(f"Xã {n}", n, n + 1) for n in itertools.count()), 1000)
    assert opened(sheet(*(), rows=rows)).active.max_row == 1002


def test_a_formula_names_columns_by_title_or_by_place():
    table = sheet(("Xã A", 1, 2, Formula(text="SUM([#2]:[Phải làm])", value=3), None, None))
    assert opened(table).active["D2"].value == "=SUM(B2:C2)"
