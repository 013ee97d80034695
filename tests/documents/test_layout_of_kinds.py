"""Decree 30/2020/NĐ-CP, Phụ lục I, asserted from the files of every kind; LibreOffice opens them all."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from parindex.documents import results_announcement, self_assessment_report
from parindex.documents.writers import write_docx
from tests.documents import reading
from tests.documents.examples import results, self_assessment
from tests.documents.kinds import EXAMPLES

SOFFICE = shutil.which("soffice")
EVERY = {
    **EXAMPLES,
    "self_assessment_report": lambda: self_assessment_report.compose(self_assessment()),
    "results_announcement": lambda: results_announcement.compose(results()),
}
LETTERS = ("supplement_request", "result_notice", "submission_letter", "reminder_letter")
MINUTES = ("appraisal_record", "council_minutes")
WIDE = set(EVERY) - {"supplement_request", "reminder_letter"}


@pytest.fixture(scope="module", params=EVERY)
def made(request):
    return request.param, reading.opened(write_docx(EVERY[request.param]()))


def test_pages_are_a4_with_the_margins_of_the_decree(made):
    _name, document = made
    for section in document.sections:
        sides = sorted((round(section.page_width.mm), round(section.page_height.mm)))
        margins = (section.top_margin, section.bottom_margin, section.left_margin)
        assert sides == [210, 297]
        assert [round(margin.mm) for margin in margins] == [20, 20, 30]
        assert round(section.right_margin.mm) == 15
    assert document.sections[0].orientation == WD_ORIENT.PORTRAIT


def test_the_motto_stands_top_right_in_its_sizes_with_a_line_below(made):
    _name, document = made
    nation, motto, line = document.tables[0].cell(0, 1).paragraphs
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


def test_the_issuer_is_bold_in_capitals_under_the_body_above_it(made):
    _name, document = made
    lines = [line for line in document.tables[0].cell(0, 0).paragraphs if line.text]
    assert all(line.text == line.text.upper() for line in lines)
    assert all(line.runs[0].font.size == Pt(12) for line in lines)
    assert lines[-1].runs[0].bold


def test_the_body_is_fourteen_points_of_times_new_roman_justified_and_indented(made):
    _name, document = made
    body = document.styles["Body Text"]
    assert document.styles["Normal"].font.size == Pt(14)
    assert body.element.rPr.rFonts.get(qn("w:ascii")) == "Times New Roman"
    assert body.paragraph_format.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert body.paragraph_format.first_line_indent == Mm(12.7)
    assert body.paragraph_format.space_after == Pt(6)


def test_number_and_place_are_thirteen_points_and_the_place_is_italic(made):
    name, document = made
    number, place = document.tables[0].rows[1].cells
    assert number.paragraphs[0].text.startswith("Số: ")
    assert number.paragraphs[0].runs[0].font.size == Pt(13)
    if name in MINUTES:
        assert place.text == ""  # minutes tell place and day in their text
    else:
        assert place.paragraphs[0].runs[0].font.size == Pt(13)
        assert place.paragraphs[0].runs[0].italic


def test_a_letter_has_its_subject_under_the_number_and_others_under_their_kind(made):
    name, document = made
    subject = [line.text for line in document.tables[0].cell(1, 0).paragraphs][1:]
    assert bool(subject and subject[0].startswith("V/v ")) == (name in LETTERS)
    if name not in LETTERS:
        kind = next(line for line in document.paragraphs if line.text)
        assert (kind.text, kind.runs[0].bold) == (kind.text.upper(), True)
        assert kind.alignment is WD_ALIGN_PARAGRAPH.CENTER


def test_who_signs_stands_right_and_recipients_left_in_their_sizes(made):
    name, document = made
    table = next(table for table in document.tables if "Nơi nhận:" in table.rows[-1].cells[0].text)
    recipients = table.rows[-1].cells[0].paragraphs
    assert (recipients[0].runs[0].font.size, recipients[0].runs[0].italic) == (Pt(12), True)
    assert {line.runs[0].font.size for line in recipients[1:]} == {Pt(11)}
    assert recipients[-1].text.startswith("- Lưu: VT")
    signer = table.rows[0].cells[1].paragraphs
    assert {(line.runs[0].font.size, line.runs[0].bold) for line in signer} == {(Pt(14), True)}
    assert len(table.rows) == (2 if name in MINUTES else 1)


def test_wide_annexes_lie_across_count_from_one_and_repeat_their_header(made):
    name, document = made
    annexes = document.sections[1:]
    across = {section.orientation for section in annexes}
    assert across <= {WD_ORIENT.LANDSCAPE} if name in WIDE else WD_ORIENT.LANDSCAPE not in across
    assert all(
        section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1" for section in annexes
    )
    if annexes:
        header = document.tables[-1].rows[0]
        assert header._tr.trPr.find(qn("w:tblHeader")) is not None


def test_two_signers_have_their_names_on_one_line():
    document = reading.opened(write_docx(EVERY["council_minutes"]()))
    table = next(table for table in document.tables if "THƯ KÝ" in table.rows[0].cells[0].text)
    left, right = (cell.paragraphs[-1] for cell in table.rows[0].cells)
    assert (left.text, right.text) == ("Lê Thị Bình", "Nguyễn Văn An")
    above = Pt(14 * 1.15)  # the secretary's title is one line shorter
    space = [line.paragraph_format.space_before for line in (left, right)]
    assert abs(space[0] - space[1] - above) < Pt(1)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_kind(tmp_path):
    for name, paper in EVERY.items():
        (tmp_path / f"{name}.docx").write_bytes(write_docx(paper()))
    profile = (tmp_path / "profile").as_uri()
    done = subprocess.run(
        [
            *(str(SOFFICE), "--headless", f"-env:UserInstallation={profile}"),
            *("--convert-to", "pdf", "--outdir", str(tmp_path)),
            *(str(tmp_path / f"{name}.docx") for name in EVERY),
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env=dict(os.environ) | {"HOME": str(tmp_path)},
    )
    assert b"Error" not in done.stderr
    for name in EVERY:
        reader = reading.pages((tmp_path / f"{name}.pdf").read_bytes())
        assert "Độc lập - Tự do - Hạnh phúc" in reading.page_text(reader, 0), name
