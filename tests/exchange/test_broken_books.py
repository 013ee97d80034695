"""Workbooks that lost their shape, belong elsewhere, or were made to do harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from parindex.exchange.books.dossier_form import FACTS, SCORES
from parindex.exchange.operations import upload_dossier_book
from parindex.kernel.errors import FileRefused
from parindex.kernel.reading import package
from tests.support import story
from tests.support.books import download, edited, fact_cell, planned, score_cell, send, xlsx

# ---------------------------------------------------------------- the tables' shape


def delete_head(book):
    book[FACTS].delete_rows(4)


def rename_head(book):
    book[FACTS]["F4"].value = "Số"


def double_head(book):
    book[FACTS]["G4"].value = "Giá trị"


def drop_page(book):
    del book[SCORES]


def hide_page(book):
    fact_cell(book, "plan_issued").value = "Có"
    book[FACTS].sheet_state = "hidden"


def hide_column(book):
    fact_cell(book, "plan_issued").value = "Có"
    book[FACTS].column_dimensions["F"].hidden = True


def double_row(book):
    sheet = book[FACTS]
    for column in range(1, 8):
        sheet.cell(11, column).value = sheet.cell(5, column).value
    sheet["F11"].value = "Có"


def drop_part(book):
    sheet = book[FACTS]
    sheet["F7"].value = 5
    sheet.delete_rows(8)


@pytest.mark.parametrize(
    ("edit", "place", "says"),
    [
        (delete_head, "trang “Số liệu”", "không thấy dòng tiêu đề"),
        (rename_head, "trang “Số liệu”, dòng 4", "thiếu cột “Giá trị”"),
        (double_head, "trang “Số liệu”, dòng 4", "cột “Giá trị” có hai lần (F, G)"),
        (hide_page, "trang “Số liệu”, ô F5", "ô bị ẩn"),
        (hide_column, "trang “Số liệu”, ô F5", "ô bị ẩn"),
        (double_row, "trang “Số liệu”, ô B11", "đã có ở dòng 5"),
        (drop_part, "trang “Số liệu”, ô D7", "thiếu dòng “Mẫu số”"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_broken_table_is_named(world, edit, place, says):
    plan = planned(world, edited(download(world), edit))
    assert plan.rows == []
    assert any(str(found).startswith(place) and says in str(found) for found in plan.errors)


def test_a_sheet_that_is_gone_is_named(world):
    story.fill_in(world)
    plan = planned(world, edited(download(world), drop_page))
    assert [str(found) for found in plan.errors] == [
        "trang “Tự chấm”: tệp thiếu trang này; nội dung của trang không được nhập"
    ]


def test_columns_may_be_moved_added_and_sorted_differently(world):
    def edit(book):
        sheet = book[FACTS]
        fact_cell(book, "plan_issued").value = "Có"
        sheet.move_range("G4:G10", cols=3)
        sheet.move_range("F4:F10", cols=1)
        sheet["F4"].value = "Ghi chú của tôi"
        sheet["F5"].value = "xem lại"
        book.create_sheet("Nháp")["A1"].value = 1

    plan = planned(world, edited(download(world), edit))
    assert [row.code for row in plan.changes] == ["plan_issued"]
    assert [str(found) for found in plan.findings] == [
        "trang “Số liệu”, cột F (Ghi chú của tôi): cột thêm vào, không thuộc biểu: bỏ qua",
        "trang “Nháp”: trang thêm vào, không thuộc biểu: bỏ qua",
    ]


def test_swapped_columns_are_read_by_their_titles(world):
    def edit(book):
        sheet = book[FACTS]
        for row in range(4, 11):
            sheet.cell(row, 5).value, sheet.cell(row, 6).value = (
                sheet.cell(row, 6).value,
                sheet.cell(row, 5).value,
            )
        sheet["E5"].value = "Có"

    plan = planned(world, edited(download(world), edit))
    assert [row.code for row in plan.changes] == ["plan_issued"]
    assert "đổi chỗ" in plan.cautions[0].message


def test_rows_that_were_deleted_change_nothing_and_are_said(world):
    story.fill_in(world)
    plan = planned(world, edited(download(world), lambda book: book[SCORES].delete_rows(11)))
    assert plan.rows == []
    assert "thiếu 1 dòng (2.1): coi như không đổi" in str(plan.findings[0])


def test_hidden_rows_that_were_not_changed_are_no_mistake(world):
    def edit(book):
        book[FACTS].row_dimensions[5].hidden = True

    assert planned(world, edited(download(world), edit)).findings == ()


# ---------------------------------------------------------------- another dossier's


def test_the_form_of_another_unit_is_refused_by_its_name(world):
    with pytest.raises(FileRefused, match="UBND xã Mẫu 02, không phải của UBND xã Mẫu 01"):
        send(world, download(world, world.dossier(1), world.clerk(1)))


def test_the_form_of_another_set_is_refused(world):
    content = download(world)
    type(world.commune_set).objects.filter(pk=world.commune_set.pk).update(content_hash="0" * 64)
    with pytest.raises(FileRefused, match="bộ tiêu chí khác"):
        send(world, content)


def test_the_form_of_another_round_is_refused(world):
    content = download(world)
    world.dossier().facts.all().delete()
    dossier = world.dossier()
    dossier.sheets.update(dossier=dossier)
    type(dossier).objects.filter(pk=dossier.pk).update(unit=world.justice)
    other = type(dossier).objects.create(
        round=world.round, unit=dossier.unit, criteria_set=dossier.criteria_set
    )
    other.sheets.create(unit=dossier.unit)
    with pytest.raises(FileRefused, match="biểu của đợt khác"):
        upload_dossier_book(
            dossier_id=other.pk, upload=xlsx(content), actor=world.clerk(), now=story.DRAFTED
        )


def test_a_workbook_without_its_hidden_sheet_is_refused(world):
    def edit(book):
        del book["parindex"]

    with pytest.raises(FileRefused, match="không phải biểu tải từ hệ thống"):
        send(world, edited(download(world), edit))


@pytest.mark.parametrize("change", ["version", "dossier", "cut"])
def test_a_hidden_sheet_that_was_changed_is_refused(world, change):
    story.fill_in(world)

    def edit(book):
        sheet = book["parindex"]
        if change == "version":
            sheet["D12"].value = "7"
        elif change == "dossier":
            sheet["B3"].value = str(world.dossier(1).pk)
        else:
            sheet.delete_rows(sheet.max_row)

    with pytest.raises(FileRefused, match="Trang ẩn của biểu đã bị sửa"):
        send(world, edited(download(world), edit))


# ---------------------------------------------------------------- hostile files


def repacked(content: bytes, change) -> bytes:
    """Return the package with its parts changed: ``change`` maps a dict of parts in place."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def sheet_with(text: bytes):
    def change(parts):
        name = "xl/worksheets/sheet2.xml"
        parts[name] = parts[name].replace(b"</worksheet>", text + b"</worksheet>")

    return change


def macro(parts):
    parts["xl/vbaProject.bin"] = b"x"


def bomb(parts):
    parts["xl/bomb.xml"] = b"<a>" + b" " * (package.MOST_UNPACKED + 1) + b"</a>"


def entity(parts):
    parts["xl/sharedStrings.xml"] = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><sst/>'


def main_gone(parts):
    del parts["xl/workbook.xml"]


MERGED = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
LINKED = b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (macro, "macro"),
        (bomb, "giải nén quá lớn"),
        (entity, "hỏng"),
        (main_gone, "không phải là .xlsx"),
        (sheet_with(MERGED), "quá 200000 ô"),
        (sheet_with(LINKED), "quá 200000 ô"),
        (sheet_with(b"<row"), "hỏng"),
    ],
)
def test_a_hostile_package_is_refused_before_it_is_kept(world, change, says):
    with pytest.raises(FileRefused, match=says):
        send(world, repacked(download(world), change))
    assert world.dossier().uploaded_books.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("bieu.csv", b"a;b", "Chỉ nhận tệp .xlsx"),
        ("bieu.xlsm", b"PK\x03\x04", "Chỉ nhận tệp .xlsx"),
        ("bieu.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Chỉ nhận tệp .xlsx"),
        ("bieu.xlsx", b"M\xc3\xa3;Gi\xc3\xa1 tr\xe1\xbb\x8b\r\n1;2", "không phải là .xlsx"),
        ("bieu.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "mật khẩu"),
        ("bieu.xlsx", b"", "rỗng"),
        ("bieu.xlsx", b"PK\x03\x04" + b"\x00" * 100, "hỏng"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(world, name, content, says):
    with pytest.raises(FileRefused, match=says):
        upload_dossier_book(
            dossier_id=world.dossier().pk,
            upload=xlsx(content, name),
            actor=world.clerk(),
            now=story.DRAFTED,
        )


def test_a_text_that_looks_like_a_formula_stays_a_text(world):
    def edit(book):
        cell = score_cell(book, "2.2", 8)
        cell.value = "=cmd|' /C calc'!A0"
        cell.data_type = "s"

    plan = planned(world, edited(download(world), edit))
    assert plan.changes[0].new.explanation == "=cmd|' /C calc'!A0"
