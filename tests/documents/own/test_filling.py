from __future__ import annotations

from dataclasses import replace

import docx
import pytest

from parindex.documents.choices import PaperKind
from parindex.documents.own.example import example_paper
from parindex.documents.own.filling import fill
from parindex.documents.own.starter import starter
from parindex.documents.paper import Paragraph, Run, text
from tests.documents.hostile import hostile_paper
from tests.documents.own.templates import made, template
from tests.documents.reading import lines, opened

PAPER = example_paper(PaperKind.SELF_ASSESSMENT_REPORT)


def filled(content: bytes, paper=PAPER) -> list[str]:
    return lines(opened(fill(content, paper)))


@pytest.mark.parametrize("kind", PaperKind)
def test_the_starter_of_every_kind_takes_a_whole_document(kind):
    found = filled(starter(kind), example_paper(kind))
    assert not [line for line in found if "{{" in line]
    for words in ("Dòng ví dụ 4", "- Lưu: VT.", "Nguyễn Văn Ví Dụ", "PHỤ LỤC VÍ DỤ"):
        assert any(words in line for line in found), words


def test_words_stand_where_their_names_stood_in_the_look_of_the_name():
    document = docx.Document()
    run = document.add_paragraph("Số: ").add_run("{{ so_ky_hieu }}")
    run.bold = True
    document.add_paragraph("{{ noi_dung }}")
    paragraph = opened(fill(made(document), PAPER)).paragraphs[0]
    assert [(run.text, run.bold) for run in paragraph.runs] == [
        ("Số: ", None),
        ("05/BC-UBND", True),
    ]


def test_a_name_that_word_cut_into_pieces_is_still_one_name():
    document = docx.Document()
    paragraph = document.add_paragraph("Tại {")
    for piece in ("{ di", "a_", "danh", " }", "}, rồi {{ ten_", "loai }}"):
        paragraph.add_run(piece)
    document.add_paragraph("{{ noi_dung }}")
    assert filled(made(document))[0] == "Tại Ví Dụ, rồi Báo cáo"


def test_capitals_ask_for_capitals_and_marks_and_blanks_do_not_matter():
    found = filled(template("{{ CO_QUAN }}", "{{Cơ quan}}", "{{ Số ký hiệu }}"))
    assert found[:3] == ["ỦY BAN NHÂN DÂN XÃ VÍ DỤ", "Ủy ban nhân dân xã Ví Dụ", "05/BC-UBND"]


def test_a_list_repeats_its_line_and_goes_on_in_a_line_with_other_words():
    found = filled(template("- {{ noi_nhan }}", "Kính gửi: {{ kinh_gui }}"))
    assert found[:3] == ["- Như trên;", "- Lãnh đạo UBND xã;", "- Lưu: VT."]
    assert found[3] == "Kính gửi: Ủy ban nhân dân huyện Ví Dụ; Phòng Nội vụ huyện Ví Dụ."


def test_a_line_with_nothing_to_say_is_left_out_with_its_words():
    paper = replace(PAPER, addressees=())
    assert filled(template("Kính gửi: {{ kinh_gui }}"), paper)[0] == "I. ĐỀ MỤC VÍ DỤ"


def test_a_table_can_stand_apart_from_the_content():
    found = filled(template("{{ bang_1 }}", "{{ bang_2 }}"))
    assert found[:3] == ["Bảng ví dụ", "TT | Nội dung | Số liệu", "1 | Dòng ví dụ 1 | 1,50"]
    assert found.count("1 | Dòng ví dụ 1 | 1,50") == 3  # alone, in the content, in the annex


def test_the_template_keeps_its_own_look_margins_header_and_words():
    document = docx.Document()
    document.styles.add_style("Body Text 9", 1)
    document.sections[0].header.paragraphs[0].text = "Mẫu của {{ co_quan }}"
    document.add_paragraph("Lời riêng của cơ quan")
    document.add_paragraph("{{ noi_dung }}")
    result = opened(fill(made(document), PAPER))
    assert result.sections[0].header.paragraphs[0].text == "Mẫu của Ủy ban nhân dân xã Ví Dụ"
    assert result.sections[0].left_margin == document.sections[0].left_margin
    assert result.paragraphs[0].text == "Lời riêng của cơ quan"
    assert [section.header.paragraphs[0].text for section in result.sections][1:] == ["2"]


def test_no_text_of_a_document_is_ever_read_as_a_placeholder_or_a_command():
    hostile = hostile_paper()
    own = replace(
        hostile,
        body=(text("{{ so }} {{ noi_dung }} {% for x in y %}"), *hostile.body),
        letterhead=replace(
            hostile.letterhead, subject="{{ nguoi_ky }} <w:p/> &amp;", issuer="{{ so }}"
        ),
    )
    found = filled(template("{{ trich_yeu }}", "{{ co_quan }}"), own)
    assert found[:3] == [
        "{{ nguoi_ky }} <w:p/> &amp;",
        "{{ so }}",
        "{{ so }} {{ noi_dung }} {% for x in y %}",
    ]


def test_a_word_of_two_lines_and_control_signs_do_not_break_the_file():
    paper = replace(PAPER, letterhead=replace(PAPER.letterhead, subject="một\nhai\x00\x0bba"))
    assert filled(template("{{ trich_yeu }}"), paper)[0] == "một hai ba"


def test_names_inside_a_cell_are_filled_and_an_empty_cell_keeps_its_line():
    document = docx.Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "{{ nguoi_ky_2 }}", "{{ nguoi_ky }}"
    document.add_paragraph("{{ noi_dung }}")
    result = opened(fill(made(document), PAPER))
    assert [cell.text for cell in result.tables[0].rows[0].cells] == ["", "Nguyễn Văn Ví Dụ"]
    assert len(result.tables[0].rows[0].cells[0].paragraphs) == 1


def test_content_that_ends_in_a_table_before_a_table_keeps_a_line_between_them():
    document = docx.Document()
    document.add_paragraph("{{ noi_dung }}")
    document.add_table(rows=1, cols=1)
    paper = replace(PAPER, body=PAPER.body[:5], annexes=())
    body = opened(fill(made(document), paper)).element.body
    tags = [child.tag.rsplit("}", 1)[-1] for child in body]
    assert tags[-4:] == ["tbl", "p", "tbl", "sectPr"]


def test_equal_papers_give_equal_bytes():
    content = starter(PaperKind.PERIODIC_REPORT)
    assert fill(content, PAPER) == fill(content, PAPER)


def test_a_document_with_a_paragraph_of_many_runs_keeps_them():
    runs = (Run(text="đậm", bold=True), Run(text=" nghiêng", italic=True))
    paper = replace(PAPER, body=(Paragraph(runs=runs),), annexes=())
    paragraph = opened(fill(template(), paper)).paragraphs[0]
    assert [(run.bold, run.italic) for run in paragraph.runs] == [(True, None), (None, True)]
