from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from parindex.cli import main
from parindex.cli.tables import Missing, TableError, as_data, read_classes, read_table, standings_of
from parindex.cli.tables.writing import write_standings
from parindex.engine import classify, index, rank
from parindex.kernel.reading.cells import cell_name
from tests.support import story
from tests.support.repository import ROOT

CLASSES = "xuất sắc:90,tốt:80,khá:65,trung bình:50,yếu:0"
OFFICIAL = """BẢNG TỔNG HỢP ĐIỂM CẢI CÁCH HÀNH CHÍNH NĂM 2024;;;;;
UBND TỈNH MẪU;CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM;;;;
;;;;;
TT;Đơn vị;Chỉ đạo, điều hành;Thủ tục hành chính (14,5 điểm);Hiện đại hóa (12);Tổng
A;B;1;2;3;4=1+2+3
;Điểm tối đa;12;14,5;12;38,5
I;Các phòng;;;;
1;Phòng Nội vụ;11,5;14;10;35,5
2;Phòng Tư pháp;10;13,25;9,5;32,75
II;Các xã;;;;
3;Xã Bản Bo;9,5;12;11,75;33,25
4;Xã Bình Lư;11,5;14;10;35,5
;Trung bình;10,6;13,3;10,3;34,2
;;;;;
Ghi chú: số liệu tạm tính;;;;;
;;;Người lập;;
"""


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def table(tmp_path: Path):
    """Return a function that writes rows (or a text) as a CSV file and gives its path."""

    def write(content: str | list[str], name: str = "bang.csv", encoding: str = "utf-8") -> Path:
        text = content if isinstance(content, str) else "\n".join(content) + "\n"
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def sheet(path: Path, *rows: list[object], name: str = "Bảng") -> Path:
    """Write rows as XLSX; a pair (formula, value) is a formula with the result the file keeps."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet(name)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for line, row in enumerate(rows):
            for at, value in enumerate(row):
                if isinstance(value, tuple):
                    page.write_formula(line, at, value[0], None, value[1])
                elif isinstance(value, dt.date):
                    page.write_datetime(line, at, value, day)
                elif value is not None:
                    page.write(line, at, value)
    return path


def mistakes(path: Path) -> tuple[str, ...]:
    with pytest.raises(TableError) as caught:
        read_table(path)
    return caught.value.mistakes


def test_a_table_as_officials_keep_it_is_ranked(table):
    answer = run("index", table(OFFICIAL), "--classes", CLASSES)
    assert answer.exit_code == 0, answer.output
    lines = answer.output.splitlines()
    assert lines[1].split() == ["1", "Phòng", "Nội", "vụ", "35,5", "38,5", "92,21", "xuất", "sắc"]
    assert lines[2].split() == ["1", "Xã", "Bình", "Lư", "35,5", "38,5", "92,21", "xuất", "sắc"]
    assert lines[3].split() == ["3", "Xã", "Bản", "Bo", "33,25", "38,5", "86,36", "tốt"]
    assert "97,92 (1) xuất sắc" in answer.output


def test_the_guides_example_gives_what_the_guide_shows():
    guides = ROOT / "docs" / "how-to"
    output = run("index", guides / "bang-diem-mau.csv", "--classes", CLASSES).output
    shown = (guides / "rank-a-spreadsheet.md").read_text(encoding="utf-8")
    assert "\n".join(output.splitlines()[:5]) in shown


def test_what_is_no_unit_is_said(table):
    output = run("index", table(OFFICIAL)).output
    for words in ("dòng 7 “I Các phòng”", "dòng 13 “Trung bình", "Ghi chú", "Người lập"):
        assert words in output


def test_a_unit_carries_the_heading_it_stands_under(table):
    units = read_table(table(OFFICIAL)).units
    assert {unit.name: unit.group for unit in units}["Xã Bản Bo"] == "II Các xã"


def test_every_mistake_is_named_by_its_cell_at_once(table):
    path = table(
        [
            "Đơn vị;LV1 (12);LV2 (14,5);Tổng",
            "Xã A;15;3;18",
            "Xã B;10,5;chưa có;20",
            "xã a;1;;1",
            "Xã C;1;2;4,5",
            ";1;2;3",
            "Xã D;-1;1.234;0",
        ]
    )
    assert [message.split(";")[0] for message in mistakes(path)] == [
        "Ô B2: điểm 15 lớn hơn điểm tối đa 12.",
        "Ô C3: điểm “chưa có” không phải là số.",
        "Ô A4: đơn vị “xã a” đã có ở ô A2.",
        "Ô C4: thiếu điểm “LV2” của xã a",
        "Ô D5: tổng ghi 4,5 nhưng cộng các lĩnh vực được 3,0.",
        "Ô A6: dòng này có điểm nhưng không có tên đơn vị",
        "Ô B7: điểm -1 là số âm.",
        "Ô C7: điểm không rõ 1.234 là 1234 hay 1,234",
    ]
    assert run("index", path).exit_code == 1


def test_the_total_that_does_not_add_up_is_shown_with_equal_decimals(table):
    path = table(["Đơn vị;A (50);B (50);Tổng cộng", "Xã A;40;39;78,5"])
    assert mistakes(path) == ("Ô D2: tổng ghi 78,5 nhưng cộng các lĩnh vực được 79,0.",)


def test_missing_points_count_as_zero_only_when_asked(table):
    path = table(["Đơn vị;A (5);B (5)", "Xã A;4;", "Xã B;1;1", "Xã C;;"])
    found = mistakes(path)
    assert found[0].startswith("Ô C2: thiếu điểm “B” của Xã A; bỏ trống không phải là 0 điểm")
    assert found[1].startswith("Ô A4: Xã C không có điểm nào")
    zero = standings_of(read_table(path, missing=Missing.ZERO))
    assert [(unit.name, unit.total.rank) for unit in zero.units] == [
        ("Xã A", 1),
        ("Xã B", 2),
        ("Xã C", 3),
    ]
    skipped = standings_of(read_table(path, missing=Missing.SKIP))
    assert [(unit.name, unit.total.rank) for unit in skipped.units] == [
        ("Xã B", 1),
        ("Xã A", None),
        ("Xã C", None),
    ]
    assert skipped.units[1].fields[0].rank == 1
    assert (
        "Không xếp hạng vì thiếu điểm: Xã A; Xã C."
        in run("index", path, "--missing", "skip").output
    )


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("Xã A;14,5;1.234,5", ["14.5", "1234.5"]),
        ("Xã A;14.5;1,234.5", ["14.5", "1234.5"]),
        ("Xã A; 14 ;1 234", ["14", "1234"]),
        ("Xã A;0.125;1.234.567", ["0.125", "1234567"]),
    ],
)
def test_numbers_are_read_as_people_write_them(table, row, wanted):
    found = read_table(table(["Đơn vị;A (15);B (2000000)", row])).units[0]
    assert found.points == tuple(map(Decimal, wanted))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_encoding_and_separator_are_found_out(table, encoding, separator):
    text = OFFICIAL.replace(";", separator)
    assert len(read_table(table(text, encoding=encoding)).units) == 4


def test_windows_1258_is_read(table):
    # Its letters are a base with a mark, and the tone after them.
    text = "\u0110\u01a1n vi\u0323;A (12)\nXa\u0303 Bi\u0300nh L\u01b0;9\n"
    found = read_table(table(text, encoding="cp1258"))
    assert found.units[0].name == "Xã Bình Lư"


def test_commas_may_part_cells_when_decimals_are_quoted(table):
    found = read_table(table(["Đơn vị,A (12),B (8)", 'Xã A,"10,5",8']))
    assert found.units[0].points == (Decimal("10.5"), Decimal(8))


def test_a_decimal_comma_that_parted_a_cell_is_noticed(table):
    found = mistakes(table(["Đơn vị,A (12),B (8)", "Xã A,10,5,8"]))
    assert found[0].startswith("Ô D2: số này nằm ngoài các cột của tiêu đề")


def test_the_line_that_tells_excel_the_separator_is_no_row(table):
    found = mistakes(table(["sep=;", "Đơn vị;A (12)", "Xã A;13"]))
    assert found == ("Ô B2: điểm 13 lớn hơn điểm tối đa 12.",)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("LV1 (12)", "12"),
        ("Chỉ đạo, điều hành (14,5 điểm)", "14.5"),
        ("Chỉ đạo (tối đa 12 điểm)", "12"),
        ("Chỉ đạo [12]", "12"),
        ("Chỉ đạo: 12 điểm", "12"),
        ("Chỉ đạo – 12đ", "12"),
        ("Chỉ số hài lòng (10)", "10"),
        ("Công tác năm 2024 (Điểm tối đa: 12)", "12"),
    ],
)
def test_a_maximum_stands_in_the_title(table, title, wanted):
    assert read_table(table(["Đơn vị;" + title, "Xã A;1"])).fields[0].max_points == Decimal(wanted)


def test_a_year_in_brackets_is_no_maximum(table):
    found = mistakes(table(["Đơn vị;Kết quả khảo sát (2024)", "Xã A;1"]))
    assert found[0].startswith("Ô B1: cột “Kết quả khảo sát (2024)” chưa ghi điểm tối đa")


def test_titles_may_stand_in_two_rows(table):
    rows = [
        "TT;Tên đơn vị;Điểm các lĩnh vực;;Tổng điểm",
        ";;Chỉ đạo;Hiện đại hóa;",
        ";;(12);(8 điểm);(20)",
        "1;Xã A;10;8;18",
    ]
    found = read_table(table(rows))
    assert [(field.title, field.max_points) for field in found.fields] == [
        ("Chỉ đạo", Decimal(12)),
        ("Hiện đại hóa", Decimal(8)),
    ]


def test_maxima_may_be_labelled_left_of_the_units_and_columns_be_empty(table):
    rows = ["TT;Đơn vị;A;;B;Tổng", "Điểm tối đa;;12;;(8 điểm);x", "1;Xã A;10;;8;18"]
    found = read_table(table(rows))
    assert [field.max_points for field in found.fields] == [Decimal(12), Decimal(8)]


def test_wrong_maxima_are_named(table):
    path = table(
        [
            "Đơn vị;A (12);B (0);a;Tổng (30)",
            "Điểm tối đa;10;;x;40",
            "Xã A;1;0;1;2",
        ]
    )
    assert [message.partition(":")[0] for message in mistakes(path)] == [
        "Ô C1",
        "Ô D1",
        "Ô D1",
        "Ô B2",
        "Ô D2",
    ]
    path = table(["Đơn vị;A (12);B (8);Tổng (30)", "Xã A;1;0;1"])
    assert mistakes(path) == ("Ô D1: tổng điểm tối đa ghi 30 nhưng cộng các lĩnh vực được 20.",)


def test_units_may_have_a_maximum_of_their_own(table):
    rows = ["Đơn vị;A (12);B (8);Điểm tối đa", "Xã A;6;4;15", "Xã B;6;4;20", "Xã C;6;4;"]
    units = {unit.name: unit for unit in standings_of(read_table(table(rows))).units}
    assert units["Xã A"].total.index == Decimal("66.67")
    assert units["Xã A"].fields[0].index is None  # which field does not apply is not told
    assert units["Xã B"].total == units["Xã C"].total
    assert units["Xã B"].fields[0].index == Decimal("50.00")
    rows = ["Đơn vị;A (12);B (8);Điểm tối đa", "Xã A;6;4;25", "Xã B;6;4;9", "Xã C;6;4;0"]
    assert mistakes(table(rows)) == (
        "Ô D2: điểm tối đa 25 lớn hơn tổng 20 của các lĩnh vực.",
        "Ô D3: điểm tối đa của đơn vị ghi 9 nhưng cộng các lĩnh vực được 10.",
        "Ô D4: điểm tối đa phải lớn hơn 0.",
    )


def test_a_code_tells_units_of_one_name_apart(table):
    rows = ["Mã;Đơn vị;A (12)", "1;Xã A;1", "2;Xã A;2"]
    assert len(read_table(table(rows)).units) == 2
    assert mistakes(table([*rows, "2;Xã B;2"])) == ("Ô A4: mã “2” đã có ở ô A3.",)


def test_a_file_without_such_a_table_is_said(table, tmp_path):
    assert "không thấy dòng tiêu đề" in mistakes(table("một,hai\n1,2\n"))[0]
    assert "không thấy dòng tiêu đề" in mistakes(table(""))[0]
    assert "không thấy dòng tiêu đề" in mistakes(table('"' + "x" * 140_000))[0]
    assert "không có đơn vị nào" in mistakes(table("Đơn vị;A (12)\n"))[0]
    assert "không thấy cột điểm" in mistakes(table("Đơn vị;Ghi chú\nXã A;tốt\n1;2\n"))[0]
    assert "chỉ đọc được tệp .csv và .xlsx" in mistakes(table("", name="bang.xls"))[0]
    assert "không mở được như tệp XLSX" in mistakes(table("xin chào", name="bang.xlsx"))[0]
    (tmp_path / "la.csv").write_bytes(b"\xff\xfe\x00\xd8\x00\xd8")
    assert "không đọc được chữ" in mistakes(tmp_path / "la.csv")[0]


def test_xlsx_gives_results_of_formulas_and_names_those_without(tmp_path):
    path = sheet(
        tmp_path / "bang.xlsx",
        ["Đơn vị", "A (12)", "B (8)", "Tổng"],
        ["Xã A", 10.1, 7.2, ("=B2+C2", 17.3)],
        ["Xã B", 0.1, 0.2, ("=B3+C3", 0.30000000000000004)],
    )
    assert [unit.points for unit in read_table(path).units] == [
        (Decimal("10.1"), Decimal("7.2")),
        (Decimal("0.1"), Decimal("0.2")),
    ]
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["Đơn vị", "A (12)", "Tổng"])
    page.append(["Xã A", "=5+5", "=B2"])
    book.save(path)
    found = mistakes(path)
    assert found[0].startswith("Ô B2: điểm công thức =5+5 chưa có giá trị; hãy mở tệp")


def test_what_a_spreadsheet_turned_points_into_is_named(tmp_path):
    path = sheet(
        tmp_path / "bang.xlsx",
        ["Đơn vị", "A (12)", "B (8)", "C (8)"],
        ["Xã A", dt.date(2024, 5, 14), True, ("=1/0", "#DIV/0!")],
    )
    assert mistakes(path) == (
        "Ô B2: điểm là ngày 14/05/2024, không phải là số (bảng tính có thể đã tự đổi số thập phân thành ngày).",
        "Ô C2: điểm có giá trị đúng/sai, không phải là số.",
        "Ô D2: điểm bảng tính báo lỗi #DIV/0!; hãy sửa công thức.",
    )


def test_the_sheet_that_holds_the_table_is_found_or_named(tmp_path):
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Bìa"
    for name, unit in (("Năm 2023", "Xã A"), ("Năm 2024", "Xã B")):
        page = book.create_sheet(name)
        page.append(["Đơn vị", "A (12)"])
        page.append([unit, 1])
    path = tmp_path / "bang.xlsx"
    book.save(path)
    output = run("index", path).output
    assert "Đã đọc trang “Năm 2023”; chọn trang khác bằng --sheet: Bìa, Năm 2024." in output
    assert "Xã B" in run("index", path, "--sheet", "Năm 2024").output
    assert "không có trang “Năm 2022”" in run("index", path, "--sheet", "Năm 2022").output


def test_merged_headings_in_xlsx_are_read(tmp_path):
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    rows: list[list[Any]] = [
        ["KẾT QUẢ CHẤM ĐIỂM NĂM 2024"],
        ["TT", "Đơn vị", "Lĩnh vực", None, "Tổng"],
        [None, None, "Chỉ đạo (12)", "Hiện đại hóa (8)", None],
        ["I. Các xã"],
        [1, "Xã A", 10, 8, 18],
    ]
    for row in rows:
        page.append(row)
    for cells in ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "A4:E4"):
        page.merge_cells(cells)
    path = tmp_path / "bang.xlsx"
    book.save(path)
    found = read_table(path)
    assert [field.title for field in found.fields] == ["Chỉ đạo", "Hiện đại hóa"]
    assert [(unit.name, unit.group) for unit in found.units] == [("Xã A", "I. Các xã")]


def test_a_unit_without_points_below_the_others_is_no_remark(table):
    rows = ["Đơn vị;A (12)", "Xã A;1", "Xã B;", "Ghi chú: tạm tính;"]
    assert [message.partition(";")[0] for message in mistakes(table(rows))] == [
        "Ô B3: thiếu điểm “A” của Xã B"
    ]
    rows = ["TT;Đơn vị;A (12)", "1;Xã A;1", ";Khối Đảng;", "2;Xã B;2", "3;;", "4;Xã C;"]
    assert [message.partition(";")[0] for message in mistakes(table(rows))] == [
        "Ô C6: thiếu điểm “A” của Xã C"
    ]
    rows = ["Đơn vị;A (12)", "A. Khối Đảng;", "Văn phòng;1", "Các xã;", "Xã A;2"]
    assert [unit.group for unit in read_table(table(rows)).units] == ["A. Khối Đảng", "Các xã"]


def test_a_unit_needs_a_maximum_where_fields_have_none(table):
    rows = ["Đơn vị;A;B;Điểm tối đa", "Xã A;1;2;", "Xã B;1;2;x"]
    assert mistakes(table(rows)) == (
        "Ô D2: thiếu điểm tối đa của đơn vị.",
        "Ô D3: điểm tối đa “x” không phải là số.",
    )


def test_a_table_too_long_to_be_one_is_refused(tmp_path):
    rows: list[list[object]] = [["Đơn vị", "A (12)"], *([f"Xã {at}", 1] for at in range(10_001))]
    assert "có hơn 10000 dòng" in mistakes(sheet(tmp_path / "bang.xlsx", *rows))[0]


def test_classes_are_read_in_any_order():
    found = read_classes("yếu:0,tốt:79,5,khá:65")
    assert [(item.name, item.at_least) for item in found] == [
        ("tốt", Decimal("79.5")),
        ("khá", 65),
        ("yếu", 0),
    ]
    assert read_classes("tốt: 80; khá: 65,5")[1].at_least == Decimal("65.5")


@pytest.mark.parametrize("text", ["tốt", "tốt:abc", ":80", "tốt:101", "tốt:80,tốt:70", "a:80,b:80"])
def test_classes_that_cannot_be_meant_are_refused(text, table):
    answer = run("index", table("Đơn vị;A (12)\nXã A;1\n"), "--classes", text)
    assert answer.exit_code == 1
    assert "Error" in answer.output


def test_json_is_printed_and_written_alike(table, tmp_path):
    out = tmp_path / "kq.json"
    answer = CliRunner().invoke(
        main, ["index", str(table(OFFICIAL)), "--json", "--out", str(out), "--classes", CLASSES]
    )
    data = json.loads(out.read_text(encoding="utf-8"))
    assert json.loads(answer.stdout) == data
    assert data["units"][0]["fields"][2] == {
        "points": "10",
        "max_points": "12",
        "index": "83.33",
        "rank": 2,
        "class": "tốt",
    }


def test_a_file_of_another_kind_is_not_written(table, tmp_path):
    answer = run("index", table(OFFICIAL), "--out", tmp_path / "kq.pdf")
    assert answer.exit_code == 1
    assert "ghi được tệp .csv, .xlsx hoặc .json" in answer.output
    answer = run("index", table(OFFICIAL), "--out", tmp_path / "khong-co" / "kq.csv")
    assert "Không đọc hoặc ghi được tệp" in answer.output


def test_a_text_that_looks_like_a_formula_is_written_as_text(table, tmp_path):
    path = table("Đơn vị;A (12)\n=1+1;5\n")
    assert run("index", path, "--out", tmp_path / "kq.csv").exit_code == 0
    with (tmp_path / "kq.csv").open(encoding="utf-8-sig") as file:
        assert list(csv.reader(file, delimiter=";"))[1][1] == "'=1+1"
    run("index", path, "--out", tmp_path / "kq.xlsx")
    assert openpyxl.load_workbook(tmp_path / "kq.xlsx").worksheets[0]["B2"].data_type == "s"


points = st.decimals(min_value=0, max_value=12, places=2)


@st.composite
def tables(draw) -> tuple[list[Decimal], list[list[Decimal]]]:
    """Return maxima of fields and the points of units within them."""
    tops = draw(st.lists(st.sampled_from([Decimal("14.5"), Decimal(12)]), min_size=1, max_size=4))
    return tops, draw(
        st.lists(st.lists(points, min_size=len(tops), max_size=len(tops)), min_size=1, max_size=8)
    )


@given(given_table=tables(), suffix=st.sampled_from([".csv", ".xlsx"]))
def test_the_written_file_gives_the_engines_figures_and_is_read_again(
    tmp_path_factory, given_table, suffix
):
    tops, rows = given_table
    folder = tmp_path_factory.mktemp("bang")
    head = ["Đơn vị", *(f"Lĩnh vực {at} ({top})" for at, top in enumerate(tops))]
    stream = io.StringIO()
    csv.writer(stream).writerows([head, *([f"Xã {at}", *row] for at, row in enumerate(rows))])
    (folder / "bang.csv").write_text(stream.getvalue(), encoding="utf-8")
    classes = read_classes(CLASSES)
    first = standings_of(read_table(folder / "bang.csv"), classes)
    indexes = {f"Xã {at}": index(sum(row), sum(tops)) for at, row in enumerate(rows)}
    ranks = rank(indexes.items())
    assert {
        unit.name: (unit.total.index, unit.total.rank, unit.total.class_name)
        for unit in first.units
    } == {name: (value, ranks[name], classify(value, classes)) for name, value in indexes.items()}
    for at, top in enumerate(tops):
        by_field = {f"Xã {place}": index(row[at], top) for place, row in enumerate(rows)}
        field_ranks = rank(by_field.items())
        assert {
            unit.name: (unit.fields[at].index, unit.fields[at].rank) for unit in first.units
        } == {name: (value, field_ranks[name]) for name, value in by_field.items()}
    write_standings(first, folder / f"kq{suffix}")
    again = standings_of(read_table(folder / f"kq{suffix}"), classes)
    assert as_data(again)["units"] == as_data(first)["units"]


@given(st.integers(min_value=0, max_value=800))
def test_cells_are_named_as_spreadsheets_name_them(column):
    assert cell_name(6, column) == f"{get_column_letter(column + 1)}7"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("rac") / "bang.csv"
    path.write_bytes(content)
    with contextlib.suppress(TableError):
        read_table(path)


def exported(publication: Any, folder: Path) -> list[Path]:
    from parindex.results.exports import results_csv, results_xlsx

    paths = [folder / "kq.xlsx", folder / "kq.csv"]
    for path, make in zip(paths, (results_xlsx, results_csv), strict=True):
        path.write_bytes(make(publication))
    return paths


def published_units(publication: Any) -> dict[str, dict[str, Any]]:
    return {unit["name"]: unit for unit in json.loads(publication.content)["units"]}


@pytest.mark.django_db
def test_a_published_result_is_ranked_again_with_its_fields(world, tmp_path):
    publication = story.publish(world)
    units = published_units(publication)
    for path in exported(publication, tmp_path):
        found = standings_of(read_table(path))
        assert [(field.title, field.max_points) for field in found.fields] == [
            ("1. Công tác chỉ đạo, điều hành", Decimal(6)),
            ("2. Tác động của cải cách hành chính", Decimal(4)),
        ]
        assert {unit.name: (str(unit.total.index), unit.total.rank) for unit in found.units} == {
            key: (unit["index"], unit["rank"]) for key, unit in units.items()
        }
        for unit in found.units:
            assert [(part.points, str(part.index)) for part in unit.fields] == [
                (Decimal(field["points"]), field["index"]) for field in units[unit.name]["fields"]
            ]
            assert {part.rank for part in unit.fields} == {1}  # equal units
        assert "chỉ số từng lĩnh vực" not in run("index", path).output


@pytest.mark.django_db
def test_a_published_unit_with_its_own_maximum_keeps_its_index_and_has_none_by_field(
    world, tmp_path
):
    """The file says how much applied to the unit, not in which field: nothing is guessed."""
    publication = story.publish(world)
    content = json.loads(publication.content)
    unit = content["units"][1]
    part = next(row for row in unit["components"] if row["code"] == "2.1")
    part.update(final=None, not_applicable=True)
    unit["fields"][1].update(points="2.1", max_points="3", index="70.00")
    unit.update(points="7.1", max_points="9", index="78.89", rank=1)
    content["units"][0]["rank"] = 2
    publication.content = json.dumps(content, ensure_ascii=False)
    for path in exported(publication, tmp_path):
        first, second = standings_of(read_table(path)).units
        assert (first.name, str(first.total.index), first.total.rank) == (unit["name"], "78.89", 1)
        assert [part.index for part in first.fields] == [None, None]
        assert str(second.total.index) == content["units"][0]["index"]
        assert [part.rank for part in second.fields] == [1, 1]
        output = run("index", path).output
        assert f"không có chỉ số từng lĩnh vực: {unit['name']}." in output


@pytest.mark.django_db
def test_a_published_unit_that_never_handed_in_is_skipped_when_asked(world, tmp_path):
    publication = story.publish(world)
    content = json.loads(publication.content)
    content["absent"] = [{"code": "xa-09", "name": "Xã Mẫu 09"}]
    publication.content = json.dumps(content, ensure_ascii=False)
    for path in exported(publication, tmp_path):
        assert "Xã Mẫu 09 không có điểm nào" in run("index", path).output
        output = run("index", path, "--missing", "skip").output
        assert "Không xếp hạng vì thiếu điểm: Xã Mẫu 09." in output
