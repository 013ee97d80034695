from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from parindex.documents import results_announcement, self_assessment_report
from parindex.documents.paper import Table
from parindex.documents.writers import write_docx
from tests.documents import reading
from tests.documents.examples import results, self_assessment
from tests.documents.hostile import HOSTILE, hostile_paper, letter

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def report():
    return reading.opened(write_docx(self_assessment_report.compose(self_assessment())))


def test_the_margins_are_those_of_the_decree(report):
    page = report.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    margins = [page.top_margin, page.bottom_margin, page.left_margin, page.right_margin]
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_the_annex_lies_across_and_counts_its_pages_from_one(report):
    annex = report.sections[1]
    assert annex.orientation is WD_ORIENT.LANDSCAPE
    assert annex.page_width > annex.page_height
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_page_numbers_stand_in_the_header_but_not_on_the_first_page(report):
    page = report.sections[0]
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml
    assert "PAGE" not in page.first_page_header._element.xml
    assert report.sections[1].header.is_linked_to_previous


def test_normal_text_is_times_new_roman_for_all_scripts(report):
    faces = report.styles["Normal"].element.rPr.rFonts
    assert {faces.get(qn(f"w:{face}")) for face in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }


@pytest.mark.parametrize("name", ["Normal", "Body Text", "Heading 1", "Heading 2"])
def test_no_style_in_use_takes_its_typeface_from_the_theme(report, name):
    faces = report.styles[name].element.rPr.rFonts
    assert not [attribute for attribute in faces.attrib if "heme" in attribute]


def test_body_text_is_fourteen_points_justified_and_indented(report):
    body = report.styles["Body Text"]
    assert report.styles["Normal"].font.size == Pt(14)
    assert body.paragraph_format.first_line_indent == Mm(12.7)
    assert body.paragraph_format.space_after == Pt(6)


def test_the_motto_has_its_size_and_a_line_below(report):
    nation, motto, line = report.tables[0].cell(0, 1).paragraphs
    assert (nation.text, nation.runs[0].font.size, nation.runs[0].bold) == (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        Pt(12),
        True,
    )
    assert (motto.text, motto.runs[0].font.size, motto.runs[0].bold) == (
        "Độc lập - Tự do - Hạnh phúc",
        Pt(13),
        True,
    )
    assert line._p.pPr.find(qn("w:pBdr")) is not None


def test_the_letterhead_has_no_borders(report):
    borders = report.tables[0]._tbl.tblPr.find(qn("w:tblBorders"))
    assert {edge.get(qn("w:val")) for edge in borders} == {"none"}


def test_every_header_row_is_flagged_to_repeat():
    document = reading.opened(write_docx(results_announcement.compose(results())))
    flags = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in document.tables[-1].rows]
    assert flags == [True, True] + [False] * 14


def test_no_row_breaks_over_two_pages(report):
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in report.tables[-1].rows)


def test_a_group_stays_with_the_row_below_it(report):
    group = report.tables[-1].rows[1].cells[1].paragraphs[0]
    detail = report.tables[-1].rows[3].cells[1].paragraphs[0]
    assert (group.paragraph_format.keep_with_next, detail.paragraph_format.keep_with_next) == (
        True,
        None,
    )


def test_recipients_stand_left_of_the_signature(report):
    recipients, signature = report.tables[2].rows[0].cells
    assert recipients.text.splitlines()[0] == "Nơi nhận:"
    assert recipients.text.splitlines()[-1] == "- Lưu: VT."
    assert signature.text.splitlines() == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Minh"]
    assert [paragraph.runs[0].font.size for paragraph in recipients.paragraphs[:2]] == [
        Pt(12),
        Pt(11),
    ]


def test_the_last_words_stay_with_the_signature(report):
    closing = next(paragraph for paragraph in report.paragraphs if paragraph.text.endswith("./."))
    assert closing.paragraph_format.keep_with_next


def test_the_file_says_what_it_is(report):
    properties = report.core_properties
    assert properties.title.startswith("Báo cáo: Tự đánh giá")
    assert properties.author == "Ủy ban nhân dân xã Bình Lư"
    assert properties.created.date().isoformat() == "2020-01-15"
    assert properties.language == "vi-VN"


def test_equal_papers_give_equal_bytes():
    assert write_docx(letter()) == write_docx(letter())


def test_hostile_text_appears_as_it_was_typed():
    text = "\n".join(reading.lines(reading.opened(write_docx(hostile_paper()))))
    assert [words for words in HOSTILE if words not in text] == []


def test_a_letter_carries_its_subject_under_the_number_and_lists_who_it_is_for():
    text = "\n".join(reading.lines(reading.opened(write_docx(letter()))))
    assert "V/v tự đánh giá" in text
    assert "Kính gửi:\n- Các cơ quan chuyên môn;\n- UBND các xã, thị trấn." in text


def test_cells_merge_as_the_header_says():
    paper = results_announcement.compose(results())
    table = next(block for block in paper.annexes[0].blocks if isinstance(block, Table))
    word = reading.opened(write_docx(paper)).tables[-1]
    assert len(word.columns) == len(table.columns)
    assert word.cell(0, 0)._tc is word.cell(1, 0)._tc
    assert word.cell(0, 2)._tc is word.cell(0, 9)._tc
    assert word.cell(1, 2).text == "Chỉ đạo, điều hành (1)"


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_file(tmp_path):
    source = tmp_path / "paper.docx"
    source.write_bytes(write_docx(results_announcement.compose(results())))
    command = [
        str(SOFFICE),
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
    ]
    done = subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
        env=dict(os.environ) | {"HOME": str(tmp_path)},
    )
    assert b"Error" not in done.stderr
    reader = reading.pages((tmp_path / "paper.pdf").read_bytes())
    assert len(reader.pages) == 2
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in reading.page_text(reader, 0)
