from __future__ import annotations

from dataclasses import replace
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.shared import Pt

from parindex.documents.paper import MOTTO, MOTTO_NATION, Note, Paper, Table
from parindex.documents.periodic_report import Collation, TextSection, compose
from parindex.documents.periodic_report.numbering import Numbering
from parindex.documents.writers import write_docx, write_pdf
from tests.documents import reading
from tests.documents.periodic_examples import FILES, MONEY, commune, district

COMMUNE = """\
ỦY BAN NHÂN DÂN XÃ GIA CÁT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Số: 07/BC-UBND | Gia Cát, ngày 28 tháng 02 năm 2024
BÁO CÁO
Kết quả công tác cải cách hành chính quý I năm 2024
Kính gửi: Ủy ban nhân dân huyện Cao Lộc (qua Phòng Nội vụ).
Thực hiện Công văn số 983/SNV-TCBC ngày 30/6/2023 của Sở Nội vụ tỉnh Lạng Sơn và Kế hoạch số 14/KH-UBND ngày \
15/01/2024 của Ủy ban nhân dân huyện Cao Lộc, Ủy ban nhân dân xã Gia Cát báo cáo kết quả thực hiện công tác cải cách \
hành chính (CCHC) quý I năm 2024 (số liệu tính từ ngày 01 tháng 12 năm 2023 đến hết ngày 29 tháng 02 năm 2024) như sau:
I. CÔNG TÁC CHỈ ĐẠO ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH
Ủy ban nhân dân xã đã ban hành 02 văn bản:
- Kế hoạch số 05/KH-UBND ngày 18/01/2024;
- Công văn số 12/UBND-VP ngày 02/02/2024.
II. KẾT QUẢ TRÊN CÁC LĨNH VỰC
1. Cải cách thể chế
Không ban hành văn bản.
2. Xây dựng chính quyền điện tử
Hồ sơ trực tuyến đạt 62,5%.
Nội dung phối hợp của Phòng Văn hóa và Thông tin:
Đã tập huấn 04 lớp.
III. KIẾN NGHỊ, ĐỀ XUẤT
Không có nội dung báo cáo.
Trên đây là kết quả thực hiện công tác cải cách hành chính quý I năm 2024, Ủy ban nhân dân xã Gia Cát kính gửi \
Ủy ban nhân dân huyện Cao Lộc (qua Phòng Nội vụ) tổng hợp./.
Nơi nhận: - Như trên; - Lưu: VT. | TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Hoàng Văn Lâm
Phụ lục
SỐ LIỆU CÔNG TÁC CẢI CÁCH HÀNH CHÍNH QUÝ I NĂM 2024
(Kèm theo Báo cáo số 07/BC-UBND ngày 28 tháng 02 năm 2024 của Ủy ban nhân dân xã Gia Cát)
Biểu số 01. Giải quyết hồ sơ thủ tục hành chính
STT | Nội dung | Đã giải quyết (hồ sơ) | Trước hạn, đúng hạn (hồ sơ) | Tỷ lệ đúng hạn (%)
1 | Hồ sơ tại bộ phận một cửa | 1.432 | 1.405 | 98,11
2 | Phản ánh, kiến nghị của cá nhân, tổ chức | 0 | – | –"""


def body_lines(paper: Paper) -> list[str]:
    return [reading.squeezed(line) for line in reading.lines(reading.opened(write_docx(paper)))]


def test_a_communes_report_reads_like_this():
    assert "\n".join(body_lines(compose(commune()))) == COMMUNE


def test_a_collated_report_says_of_how_many_reports_it_is_made_and_who_sent_none():
    said = "\n".join(body_lines(compose(district())))
    assert "cải cách hành chính quý I năm 2024 trên địa bàn huyện Cao Lộc" in said
    assert "Báo cáo được tổng hợp từ 25/27 báo cáo của các cơ quan, đơn vị." in said
    assert "Chưa có báo cáo của: Xã Xuất Lễ, Phòng Tư pháp." in said
    assert "kính gửi Ủy ban nhân dân tỉnh Lạng Sơn (qua Sở Nội vụ) tổng hợp./." in said


def test_a_report_that_all_sent_names_nobody():
    whole = Collation(asked=27, included=27)
    assert "Chưa có báo cáo" not in "\n".join(body_lines(compose(district(collation=whole))))


def test_without_an_order_the_opening_begins_with_the_body():
    said = body_lines(compose(commune(ordered_by="", plan="")))
    assert said[5].startswith("Ủy ban nhân dân xã Gia Cát báo cáo kết quả")


def test_a_draft_and_made_up_data_say_so_at_the_start_and_in_the_annex():
    said = body_lines(compose(commune(draft=True, synthetic=True)))
    assert said[5] == "DỰ THẢO: lãnh đạo đơn vị chưa duyệt."
    assert sum("Số liệu trong văn bản này là dữ liệu minh họa" in line for line in said) == 2


def test_wide_tables_stand_across_the_page_in_an_annex_of_their_own():
    upright, across = compose(district()).annexes
    assert [(annex.number, annex.landscape) for annex in (upright, across)] == [
        ("I", False),
        ("II", True),
    ]
    captions = [block.caption for block in across.blocks if isinstance(block, Table)]
    assert captions == ["Biểu số 02. Ngân sách"]


def test_amounts_keep_their_decimals_and_a_marked_row_is_explained():
    table = next(
        block for block in compose(district()).annexes[1].blocks if isinstance(block, Table)
    )
    assert table.rows[0].cells == (
        "1",
        "Thu ngân sách trên địa bàn (*)",
        "12.500,5",
        "3.100",
        "24,80",
        "thu theo vụ",
        "",
    )
    notes = [block for block in compose(district()).annexes[1].blocks if isinstance(block, Note)]
    assert "(*) là dữ liệu minh họa" in notes[-1].runs[1].text


def test_remarks_stand_under_their_table():
    table = replace(FILES, remarks=("Dòng 1: lấy theo Văn phòng.",))
    (annex,) = compose(district(tables=(table,))).annexes
    assert annex.number == ""
    assert [type(block) for block in annex.blocks] == [Table, Note]


def test_a_report_without_tables_has_no_annex():
    assert compose(commune(tables=())).annexes == ()


def test_headings_count_anew_below_each_other():
    numbering = Numbering()
    assert [numbering.next(level) for level in (1, 2, 2, 3, 3, 1, 2, 4)] == [
        *("I.", "1.", "2.", "a)", "b)", "II.", "1.", "a)"),
    ]


def test_the_file_has_the_measures_of_the_decree():
    document = reading.opened(write_docx(compose(district())))
    portrait, _annex, landscape = document.sections
    for section in (portrait, landscape):
        margins: Any = section
        assert 20 <= round(margins.top_margin.mm, 1) <= 25
        assert 20 <= round(margins.bottom_margin.mm, 1) <= 25
        assert 30 <= round(margins.left_margin.mm, 1) <= 35
        assert 15 <= round(margins.right_margin.mm, 1) <= 20
    assert portrait.orientation == WD_ORIENT.PORTRAIT
    assert landscape.orientation == WD_ORIENT.LANDSCAPE
    normal = document.styles["Normal"].font
    assert (normal.name, normal.size) == ("Times New Roman", Pt(14))
    head = document.tables[0].rows[0].cells[1].paragraphs
    assert [paragraph.text for paragraph in head[:2]] == [MOTTO_NATION, MOTTO]
    assert all(run.bold for paragraph in head[:2] for run in paragraph.runs)


def test_the_pdf_holds_the_same_words():
    told = reading.whole_text(reading.pages(write_pdf(compose(district()))))
    for words in ("TRÊN ĐỊA BÀN", "Biểu số 02. Ngân sách", "12.500,5"):
        assert words.casefold() in told.casefold()


def test_markup_in_a_text_is_plain_text():
    section = TextSection(title="<b>#set</b>", texts=('#import "x" & <w:p/>',))
    paper = compose(commune(sections=(section,), tables=(MONEY,)))
    assert '#import "x" & <w:p/>' in body_lines(paper)
    assert '#import "x" & <w:p/>' in reading.whole_text(reading.pages(write_pdf(paper)))
