"""Tables as decisions lay them out, and as people keep them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import docx
import openpyxl
import pytest

from parindex.criteria.exchange import ExchangeFileError, Heading, Kind, read_file, write_reading
from parindex.criteria.reading import read_set

HEADINGS: list[Any] = [
    "TT",
    "Lĩnh vực/tiêu chí/tiêu chí thành phần",
    "Điểm tối đa",
    "Cách tính",
    "Tài liệu kiểm chứng",
    "Ghi chú",
]
ROWS: list[list[Any]] = [
    ["I", "CHỈ ĐẠO, ĐIỀU HÀNH", 3, None, None, None],
    ["1", "Kế hoạch", 2, None, None, None],
    ["1.1", "Ban hành kế hoạch", 1, "Có: 1; không: 0", "Kế hoạch", None],
    [
        "1.2",
        "Hoàn thành kế hoạch",
        1,
        "Đạt 100%: 1; từ 80% đến dưới 100%: 0,5; dưới 80%: 0",
        "- Báo cáo\n- Biên bản",
        None,
    ],
    ["2", "Sáng kiến", 1, "Hội đồng xem xét", None, "Xét cuối năm"],
]
TITLES = [
    "Phụ lục II",
    "BỘ TIÊU CHÍ XÁC ĐỊNH CHỈ SỐ CCHC CẤP XÃ NĂM 2024",
    "(Ban hành kèm theo Quyết định số 12/2024/QĐ-UBND ngày 15 tháng 3 năm 2024 của UBND tỉnh Mẫu)",
]


def sheet_file(path, rows, *, titles=TITLES, headings=HEADINGS, merge=()):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "PL2"
    for line in titles:
        sheet.append([line])
        sheet.merge_cells(
            start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=6
        )
    for row in ([headings] if headings else []) + list(rows):
        sheet.append(row)
    for area in merge:
        sheet.merge_cells(area)
    book.save(path)
    return path


def read_rows(tmp_path, rows, **keys):
    return read_file(sheet_file(tmp_path / "phu-luc.xlsx", rows, **keys))


def messages(reading, kind=Kind.NOT_UNDERSTOOD):
    return [str(note) for note in reading.notes if note.kind is kind]


def test_a_table_of_a_decision_becomes_a_set(tmp_path):
    reading = read_rows(tmp_path, ROWS)
    found = reading.criteria_set
    assert found is not None, reading.problems
    assert [(node.code, node.max_points) for node in found.walk()] == [
        ("I", Decimal(3)),
        ("I.1", Decimal(2)),
        ("I.1.1", Decimal(1)),
        ("I.1.2", Decimal(1)),
        ("I.2", Decimal(1)),
    ]
    assert found.decision.number == "12/2024/QĐ-UBND"
    assert found.decision.issued_on == dt.date(2024, 3, 15)
    assert (found.annex, found.tier, found.year) == ("Phụ lục II", "commune", 2024)
    assert found.node("I.1.2").evidence == ("Báo cáo", "Biên bản")
    assert list(found.facts) == ["ban_hanh_ke_hoach", "hoan_thanh_ke_hoach"]


def test_what_is_not_understood_is_left_to_people_with_its_cell(tmp_path):
    reading = read_rows(tmp_path, ROWS)
    assert messages(reading) == [
        "PL2!D9: mục I.2: lời không theo mẫu câu nào đã biết: “Hội đồng xem xét”"
    ]
    assert reading.criteria_set is not None
    leaf = reading.criteria_set.node("I.2")
    assert leaf.dump()["rule"]["form"] == "judged"
    assert leaf.guidance == "Hội đồng xem xét\nGhi chú: Xét cuối năm"


def test_the_folder_and_the_review_are_written(tmp_path):
    reading = read_rows(tmp_path, ROWS)
    write_reading(reading, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "01-chi-dao-dieu-hanh.yaml",
        "review.md",
        "set.yaml",
    ]
    assert read_set(tmp_path / "out") == reading.criteria_set
    review = (tmp_path / "out/review.md").read_text(encoding="utf-8")
    for words in ("Chưa hiểu: phải sửa (1)", "Đã đoán", "Đã hiểu (2)", "PL2!D9"):
        assert words in review


def test_what_the_person_says_comes_before_what_the_file_says(tmp_path):
    heading = Heading(code="mau-2025", year=2025, tier="district")
    path = sheet_file(tmp_path / "a.xlsx", ROWS)
    found = read_file(path, heading=heading).criteria_set
    assert found is not None
    assert (found.code, found.year, found.tier) == ("mau-2025", 2025, "district")


def test_a_head_that_nobody_gives_is_missing_not_invented(tmp_path):
    reading = read_rows(tmp_path, ROWS, titles=[])
    assert reading.criteria_set is None
    assert any("issued_on" in message for message in messages(reading))
    assert "decision" not in reading.document


def test_a_header_of_two_rows_with_merged_cells(tmp_path):
    top = ["STT", "Nội dung", "Điểm", None, "Hướng dẫn chấm", "Minh chứng"]
    below = [None, None, "Điểm chuẩn", "Tự chấm", None, None]
    rows = [[a, b, points, None, method, proof] for a, b, points, method, proof, _ in ROWS]
    merge = ["A4:A5", "B4:B5", "C4:D4", "E4:E5", "F4:F5"]
    reading = read_rows(
        tmp_path,
        [below, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], *rows],
        headings=top,
        merge=merge,
    )
    assert reading.criteria_set is not None, reading.problems
    assert reading.count(Kind.NOT_UNDERSTOOD) == 1


def test_scoring_lines_on_rows_of_their_own_belong_to_the_row_above(tmp_path):
    rows = [
        ["1", "Chỉ đạo", 1, None, None, None],
        ["1.1", "Kế hoạch", 1, None, None, None],
        ["1.1.1", "Hoàn thành kế hoạch", 1, None, None, None],
        [None, "Đạt 100%", 1, None, None, None],
        [None, "Từ 80% đến dưới 100%: 0,5", None, None, None, None],
        [None, "- Dưới 80%: 0", None, None, None, None],
        [None, None, None, None, "Báo cáo năm", None],
        ["Tổng cộng", None, 1, None, None, None],
    ]
    reading = read_rows(tmp_path, rows)
    assert reading.criteria_set is not None, reading.problems
    leaf = reading.criteria_set.node("1.1.1")
    assert leaf.dump()["rule"]["form"] == "steps"
    assert leaf.evidence == ("Báo cáo năm",)
    assert messages(reading) == []
    assert sum("không có số thứ tự" in line for line in messages(reading, Kind.GUESSED)) == 3


def test_a_name_goes_on_in_the_next_row_and_the_header_again(tmp_path):
    rows = [*ROWS[:3], HEADINGS, [None, "năm đúng hạn", None, None, None, None], *ROWS[3:]]
    found = read_rows(tmp_path, rows).criteria_set
    assert found is not None
    assert found.node("I.1.1").name == "Ban hành kế hoạch năm đúng hạn"


def test_points_that_do_not_add_up_are_said_with_their_cell(tmp_path):
    rows = [*ROWS, ["", "Tổng cộng", 100, None, None, None]]
    rows[1] = ["1", "Kế hoạch", 2.5, None, None, None]
    reading = read_rows(tmp_path, rows)
    assert "PL2!C6: mục I.1: điểm tối đa 2,5 khác tổng các mục con 2" in messages(reading)
    assert "PL2!C10: dòng tổng ghi 100, các lĩnh vực cộng lại 3" in messages(reading)
    assert reading.criteria_set is None


def test_a_parent_without_points_has_the_sum_and_a_leaf_without_is_said(tmp_path):
    rows: list[list[Any]] = [
        ["I", "A", None],
        ["1", "B", None, "Có: 1; không: 0"],
        ["2", "C", 1, "Có: 1; không: 0"],
    ]
    reading = read_rows(tmp_path, [[*row, *[None] * (6 - len(row))] for row in rows])
    assert any("không có điểm tối đa" in line for line in messages(reading))
    assert any("lấy tổng các mục con" in line for line in messages(reading, Kind.GUESSED))


def test_numbers_that_a_spreadsheet_changed_are_mended_and_said(tmp_path):
    rows: list[list[Any]] = [["1", "A", 2, None, None, None]]
    rows += [
        [number, f"Mục {number}", 0.2, "Có: 0,2; không: 0", None, None]
        for number in (1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 1.1)
    ]
    rows[3][0] = dt.datetime(2024, 3, 1)
    reading = read_rows(tmp_path, rows)
    found = reading.criteria_set
    assert found is not None, reading.problems
    assert [node.code for node in found.fields[0].children] == [f"1.{n}" for n in range(1, 11)]
    said = messages(reading, Kind.GUESSED)
    assert any("đọc là 1.10" in line for line in said)
    assert any("đọc là 1.3" in line for line in said)


def test_formulas_are_not_computed_and_always_said(tmp_path):
    rows = [list(row) for row in ROWS]
    rows[0][2] = "=C6+C9"
    reading = read_rows(tmp_path, rows)
    assert any("PL2!C5: ô là công thức chưa có giá trị" in line for line in messages(reading))
    assert any("lấy tổng các mục con, 3" in line for line in messages(reading, Kind.GUESSED))


def test_four_levels_under_parts_drop_the_parts(tmp_path):
    rows = [
        ["I", "ĐIỂM THẨM ĐỊNH", 1, None, None, None],
        ["1", "Chỉ đạo", 1, None, None, None],
        ["1.1", "Kế hoạch", 1, None, None, None],
        ["1.1.1", "Ban hành", 1, "Có: 1; không: 0", None, None],
        ["II", "ĐIỂM ĐIỀU TRA", 2, None, None, None],
        ["2", "Tác động", 2, None, None, None],
        ["2.1", "Hài lòng", 2, "Điểm = tỷ lệ hài lòng qua điều tra xã hội học x 2", None, None],
    ]
    reading = read_rows(tmp_path, rows)
    assert reading.criteria_set is not None, reading.problems
    assert [node.code for node in reading.criteria_set.fields] == ["1", "2"]
    assert reading.criteria_set.node("2.1").scored_by.value == "survey"


def test_a_fourth_level_is_put_into_the_guidance_and_said(tmp_path):
    rows = [
        ["I", "A", 1, None, None, None],
        ["1", "B", 1, None, None, None],
        ["1.1", "C", 1, None, None, None],
        ["1.1.1", "D", 0.5, "Có: 0,5", None, None],
        ["1.1.2", "E", 0.5, None, None, None],
        ["II", "F", 1, None, None, None],
        ["1", "G", 1, "Có: 1; không: 0", None, None],
    ]
    reading = read_rows(tmp_path, rows)
    assert reading.criteria_set is not None, reading.problems
    leaf = reading.criteria_set.node("I.1.1")
    assert leaf.dump()["rule"]["form"] == "judged"
    assert leaf.guidance == "1.1.1. D (0,5 điểm): Có: 0,5\n1.1.2. E (0,5 điểm)"
    assert sum("cấp thứ tư" in line for line in messages(reading)) == 2


def test_names_alike_have_facts_of_their_own(tmp_path):
    rows: list[list[Any]] = [["1", "A", 2], ["1.1", "Ban hành", 1], ["1.2", "Ban hành", 1]]
    rows = [[*row, "Có: 1; không: 0" if "." in row[0] else None, None, None] for row in rows]
    found = read_rows(tmp_path, rows).criteria_set
    assert found is not None
    assert list(found.facts) == ["ban_hanh", "ban_hanh_2"]


def test_another_sheet_with_a_table_is_said_and_can_be_chosen(tmp_path):
    path = sheet_file(tmp_path / "a.xlsx", ROWS)
    book = openpyxl.load_workbook(path)
    other = book.copy_worksheet(book["PL2"])
    other.title = "PL3"
    book.create_sheet("Ghi chép").append(["không phải bảng"])
    book.save(path)
    assert any(line.startswith("PL3: trang tính này cũng có") for line in messages(read_file(path)))
    assert any("PL3!D9" in line for line in messages(read_file(path, sheet="PL3")))


def test_a_file_without_a_table_says_what_is_needed(tmp_path):
    with pytest.raises(ExchangeFileError, match="không thấy bảng tiêu chí"):
        read_rows(tmp_path, [["a", "b"]], headings=None)


def word_file(path, tables):
    document = docx.Document()
    for line in TITLES:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(rows=0, cols=6)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = (
                    ""
                    if text is None
                    else str(text).replace(".", ",")
                    if isinstance(text, float)
                    else str(text)
                )
    document.save(path)
    return path


def test_a_word_table_split_over_pages_is_one_table(tmp_path):
    path = word_file(tmp_path / "a.docx", [[HEADINGS, *ROWS[:3]], ROWS[3:]])
    reading = read_file(path)
    assert reading.criteria_set is not None, reading.problems
    assert [leaf.code for leaf in reading.criteria_set.leaves] == ["I.1.1", "I.1.2", "I.2"]
    assert any("phần tiếp của bảng trước" in line for line in messages(reading, Kind.GUESSED))
    assert messages(reading)[0].startswith("bảng 2, dòng 2, cột 4: mục I.2")


def test_merged_cells_of_word_hold_their_text_once(tmp_path):
    path = word_file(tmp_path / "a.docx", [[HEADINGS, *ROWS]])
    document = docx.Document(path)
    table = document.tables[0]
    table.cell(3, 4).merge(table.cell(4, 4))
    table.cell(1, 3).merge(table.cell(1, 5))
    document.save(path)
    found = read_file(path).criteria_set
    assert found is not None
    assert found.node("I.1.1").evidence == ("Kế hoạch", "Báo cáo", "Biên bản")
    assert found.node("I.1.2").evidence == ()
