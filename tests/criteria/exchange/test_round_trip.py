"""A set written as a table is read back as the same set, with what was changed in the table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from parindex.cli import main
from parindex.criteria.exchange import (
    ExchangeFileError,
    Heading,
    Kind,
    read_file,
    write_file,
    write_reading,
)
from parindex.criteria.reading import read_set
from parindex.engine import parse_set

ROOT = Path(__file__).parents[3]
FOLDERS = [
    *sorted((ROOT / "data/criteria").iterdir()),
    *sorted((ROOT / "tests/support/criteria").iterdir()),
]
MINI = ROOT / "tests/support/criteria/mini-commune"
ENDINGS = [".xlsx", ".docx"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_read_after_write_is_the_identity(folder, ending, tmp_path):
    criteria_set = read_set(folder)
    path = tmp_path / f"bo{ending}"
    write_file(criteria_set, path)
    reading = read_file(path)
    assert reading.criteria_set == criteria_set
    assert [note.kind for note in reading.notes] == [Kind.UNDERSTOOD]
    write_reading(reading, tmp_path / "out")
    assert read_set(tmp_path / "out") == criteria_set


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "folder", sorted((ROOT / "data/criteria").iterdir()), ids=lambda folder: folder.name
)
def test_the_table_alone_gives_the_same_tree_and_points(folder, ending, tmp_path):
    criteria_set = read_set(folder)
    path = tmp_path / f"bo{ending}"
    write_file(criteria_set, path)
    drop_annex(path)
    reading = read_file(path, heading=Heading(year=criteria_set.year))  # not every title says it
    found = reading.criteria_set
    assert found is not None, reading.problems
    rows = [(node.code, node.name, node.max_points, node.evidence) for node in found.walk()]
    assert rows == [(n.code, n.name, n.max_points, n.evidence) for n in criteria_set.walk()]
    assert reading.count(Kind.NOT_UNDERSTOOD) <= 4
    for leaf in found.leaves:
        form = criteria_set.node(leaf.code).dump()["rule"]["form"]
        assert leaf.dump()["rule"]["form"] in {form, "judged"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_points_on_top_of_the_set_and_new_rule_forms_go_along(ending, tmp_path):
    document = read_set(MINI).dump()
    document["facts"]["days_late"] = {"type": "count", "label": "Số ngày nộp chậm", "unit": "ngày"}
    document["adjustments"] = [
        {
            "code": "P1",
            "name": "Nộp báo cáo chậm",
            "kind": "penalty",
            "max_points": "5",
            "source": "Điều 7",
            "rule": {"form": "accumulate", "fact": "days_late", "per": "0.5"},
        }
    ]
    document["adjustment_limits"] = {"penalty": "5"}
    criteria_set = parse_set(document)
    path = tmp_path / f"bo{ending}"
    write_file(criteria_set, path)
    reading = read_file(path)
    assert reading.criteria_set == criteria_set
    write_reading(reading, tmp_path / "out")
    assert read_set(tmp_path / "out") == criteria_set


def drop_annex(path):
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        del book["parindex"]
        book.save(path)
    else:
        document = docx.Document(path)
        annex = document.tables[-1]._tbl
        annex.getparent().remove(annex)
        document.save(path)


def edit(path, old, new):
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == old]
    assert cells
    cells[0].value = new
    book.save(path)
    return cells[0].coordinate


def test_a_name_changed_in_the_table_is_taken_and_said(tmp_path):
    path = tmp_path / "bo.xlsx"
    write_file(read_set(MINI), path)
    place = edit(path, "Mức độ hoàn thành kế hoạch", "Hoàn thành kế hoạch")
    reading = read_file(path)
    assert reading.criteria_set is not None
    assert reading.criteria_set.node("1.2.1").name == "Hoàn thành kế hoạch"
    assert [str(n) for n in reading.notes if n.kind is Kind.GUESSED] == [
        f"Bộ tiêu chí!{place}: mục 1.2.1: tên đã sửa trong bảng: lấy tên mới"
    ]


def test_points_changed_in_the_table_are_taken_and_the_set_is_checked_again(tmp_path):
    path = tmp_path / "bo.xlsx"
    write_file(read_set(MINI), path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    row = next(row for row in sheet.iter_rows() if row[0].value == "2.1")
    row[2].value = 1.5
    book.save(path)
    reading = read_file(path)
    assert reading.criteria_set is None
    assert any("khác tổng" in problem for problem in reading.problems)


def test_a_scoring_text_changed_in_the_table_does_not_silently_keep_the_rule(tmp_path):
    path = tmp_path / "bo.xlsx"
    write_file(read_set(MINI), path)
    old = "Từ 100% 2 điểm; từ 80% đến dưới 100% 1 điểm; dưới 80% 0 điểm."
    edit(path, old, "Từ 100%: 2 điểm; từ 70% đến dưới 100%: 1 điểm; dưới 70%: 0 điểm.")
    reading = read_file(path)
    assert [n.code for n in reading.notes if n.kind is Kind.NOT_UNDERSTOOD] == ["1.2.1"]


def test_the_same_rule_in_other_words_is_recognised(tmp_path):
    path = tmp_path / "bo.xlsx"
    write_file(read_set(MINI), path)
    old = "Từ 100% 2 điểm; từ 80% đến dưới 100% 1 điểm; dưới 80% 0 điểm."
    edit(path, old, old.replace("% 2", "%: 2") + " Số nhiệm vụ trong kế hoạch bằng 0: 0 điểm.")
    assert read_file(path).count(Kind.NOT_UNDERSTOOD) == 0


def test_rows_taken_out_or_put_in_are_said(tmp_path):
    path = tmp_path / "bo.xlsx"
    write_file(read_set(MINI), path)
    edit(path, "2.2", "2.9")
    messages = [n.message for n in read_file(path).notes if n.kind is Kind.NOT_UNDERSTOOD]
    assert len(messages) == 2
    assert "không có trong bộ đã xuất" in messages[0]
    assert "không còn trong bảng" in messages[1]


def test_a_broken_annex_is_refused(tmp_path):
    path = tmp_path / "bo.xlsx"
    write_file(read_set(MINI), path)
    book = openpyxl.load_workbook(path)
    book["parindex"]["C2"].value = "{"
    book.save(path)
    with pytest.raises(ExchangeFileError, match="đã hỏng"):
        read_file(path)


def test_points_are_numbers_in_the_sheet_and_names_are_no_formulas(tmp_path):
    path = tmp_path / "bo.xlsx"
    write_file(read_set(MINI), path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    row = next(row for row in sheet.iter_rows() if row[0].value == "1")
    assert row[2].value == Decimal(6)
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_commands_write_and_read(ending, tmp_path):
    path, out = tmp_path / f"bo{ending}", tmp_path / "out"
    written = CliRunner().invoke(main, ["criteria", "write", str(MINI), str(path)])
    assert written.exit_code == 0, written.output
    answer = CliRunner().invoke(main, ["criteria", "read", str(path), "--out", str(out)])
    assert answer.exit_code == 0, answer.output
    assert "0 chỗ chưa hiểu" in answer.output
    assert "đọc lại nguyên vẹn" in (out / "review.md").read_text(encoding="utf-8")
    assert CliRunner().invoke(main, ["criteria", "check", str(out)]).exit_code == 0
    again = CliRunner().invoke(main, ["criteria", "read", str(path), "--out", str(out)])
    assert again.exit_code == 1
    assert "đã có nội dung" in again.output


def test_the_command_refuses_other_files(tmp_path):
    answer = CliRunner().invoke(main, ["criteria", "write", str(MINI), str(tmp_path / "bo.pdf")])
    assert answer.exit_code == 1
    assert ".xlsx và .docx" in answer.output
