from __future__ import annotations

from dataclasses import replace

from parindex.documents.paper import Note, Paper, Table
from parindex.documents.self_assessment_report import compose
from parindex.documents.writers import write_docx
from tests.documents import reading
from tests.documents.examples import DISTRICT, origin, self_assessment

GOLDEN = """\
ỦY BAN NHÂN DÂN XÃ BÌNH LƯ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Số: 05/BC-UBND | Bình Lư, ngày 15 tháng 01 năm 2020
BÁO CÁO
Tự đánh giá, chấm điểm, xác định Chỉ số cải cách hành chính năm 2019 của Ủy ban nhân dân xã Bình Lư
Kính gửi: Ủy ban nhân dân huyện Tam Đường (qua Phòng Nội vụ huyện).
Căn cứ Quyết định số 29/2019/QĐ-UBND ngày 19 tháng 9 năm 2019 của Ủy ban nhân dân tỉnh Lai Châu ban hành Quy định \
đánh giá, xếp loại kết quả thực hiện công tác cải cách hành chính hàng năm.
Thực hiện Công văn số 1202/UBND-NV ngày 26 tháng 12 năm 2019 của Ủy ban nhân dân huyện Tam Đường về việc thực hiện \
tự đánh giá, chấm điểm, xác định Chỉ số cải cách hành chính năm 2019, Ủy ban nhân dân xã Bình Lư báo cáo kết quả \
tự đánh giá, chấm điểm, xác định Chỉ số cải cách hành chính (CCHC) năm 2019 như sau:
I. KẾT QUẢ CHUNG
Đối chiếu với Phụ lục 03 ban hành kèm theo Quyết định số 29/2019/QĐ-UBND, tổng số điểm tự chấm là 78,25/99,00 điểm. \
Chỉ số CCHC tự xác định là 79,04%. Số liệu tính đến hết ngày 31 tháng 12 năm 2019.
Trong tổng số 90 tiêu chí, tiêu chí thành phần có điểm: 88 đã tự chấm điểm; 84 có tài liệu kiểm chứng; \
05 có giải trình; 01 không áp dụng đối với đơn vị."""


def body_lines(paper: Paper) -> list[str]:
    return [reading.squeezed(line) for line in reading.lines(reading.opened(write_docx(paper)))]


def table_of(paper: Paper) -> Table:
    return next(block for block in paper.annexes[0].blocks if isinstance(block, Table))


def test_the_report_opens_with_these_words():
    assert "\n".join(body_lines(compose(self_assessment()))[:10]) == GOLDEN


def test_the_short_table_ends_with_the_total():
    assert "| Tổng cộng | 99,00 | 78,25 | 79,04" in body_lines(compose(self_assessment()))


def test_every_explanation_is_told_under_its_component():
    text = body_lines(compose(self_assessment()))
    place = text.index(
        "1. Tiêu chí thành phần 1.2.2. Mức độ hoàn thành các nhiệm vụ trong kế hoạch cải cách hành chính năm"
    )
    assert text[place + 1] == "Tự chấm 0,75/1,00 điểm; không có tài liệu kiểm chứng."
    assert text[place + 2].startswith("Trong năm, đơn vị đã giải quyết 412 hồ sơ")
    assert text[place + 3].startswith("Ủy ban nhân dân xã cam kết")


def test_components_with_neither_evidence_nor_explanation_are_named():
    rows = tuple(replace(row, evidence=(), explanation="") for row in self_assessment().rows[:5])
    text = "\n".join(body_lines(compose(self_assessment(rows=rows))))
    assert "không có tài liệu kiểm chứng và không giải trình: 1.1.1, 1.1.2, 1.1.3." in text
    assert "Không có tiêu chí, tiêu chí thành phần phải giải trình." in text


def test_incomplete_evidence_is_listed_with_its_explanation():
    row = replace(self_assessment().rows[2], evidence_complete=False, explanation="Thiếu phụ lục.")
    text = "\n".join(body_lines(compose(self_assessment(rows=(row,)))))
    assert "tài liệu kiểm chứng chưa đầy đủ, gồm: Kế hoạch số 08/KH-UBND" in text


def test_a_department_reports_its_part_and_no_index():
    context = self_assessment(
        origin=replace(origin(), issuer="Phòng Nội vụ huyện Tam Đường"), assessed=DISTRICT
    )
    text = "\n".join(body_lines(compose(context)))
    assert (
        "Tự đánh giá, chấm điểm các tiêu chí được phân công thuộc Chỉ số cải cách hành chính năm 2019"
        in text
    )
    assert "Tỷ lệ điểm đạt được của phần được phân công là 79,04%" in text
    assert "Chỉ số CCHC tự xác định" not in text


def test_a_unit_without_difficulties_says_so():
    text = body_lines(compose(self_assessment(difficulties=(), proposals=())))
    assert text[text.index("1. Khó khăn, vướng mắc") + 1] == "Không có."


def test_the_annex_holds_a_row_for_every_node_and_the_total():
    context = self_assessment()
    assert len(table_of(compose(context)).rows) == len(context.rows) + 1


def test_no_score_zero_and_not_applicable_look_different():
    rows = [row for row in self_assessment().rows if row.is_leaf][:3]
    shown = (
        replace(rows[0], self_points=None),
        replace(rows[1], self_points=rows[1].max_points * 0),
        replace(rows[2], not_applicable=True),
    )
    cells = [row.cells[4] for row in table_of(compose(self_assessment(rows=shown))).rows[:3]]
    assert cells == ["–", "0,00", "Không áp dụng"]


def test_a_score_that_departs_from_the_computed_one_shows_its_reason():
    text = "\n".join(body_lines(compose(self_assessment())))
    assert "Lý do chấm khác điểm tính: Kế hoạch ban hành chậm 03 ngày so với quy định" in text


def test_illustrative_rows_are_marked_and_explained():
    paper = compose(self_assessment())
    assert table_of(paper).rows[2].cells[1].endswith("(*)")
    notes = [block for block in paper.annexes[0].blocks if isinstance(block, Note)]
    assert (
        notes[0].runs[1].text == "Dòng có dấu (*) là dữ liệu minh họa, không trích từ quyết định."
    )


def test_a_set_without_illustrative_rows_has_no_such_note():
    rows = tuple(replace(row, illustrative=False) for row in self_assessment().rows)
    assert len(compose(self_assessment(rows=rows)).annexes[0].blocks) == 1


def test_made_up_data_is_announced_at_the_start_and_in_the_annex():
    text = body_lines(compose(self_assessment(synthetic=True)))
    assert sum("Số liệu trong văn bản này là dữ liệu minh họa" in line for line in text) == 2
