"""A template to begin with: the layout of the decree with a placeholder in every place, ready to be dressed in Word."""

from __future__ import annotations

import datetime as dt

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from parindex.documents.choices import LETTERS, PaperKind
from parindex.documents.paper import DECREE_30, MOTTO, MOTTO_NATION, Letterhead
from parindex.documents.writers import docx_marks as marks
from parindex.documents.writers import docx_styles as styles
from parindex.documents.writers.docx import saved
from parindex.documents.writers.docx_table import bare_table

_CENTER, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
_MINUTES = frozenset({PaperKind.APPRAISAL_RECORD, PaperKind.COUNCIL_MINUTES})
_SIGNATURE_WIDTH = 85.0  # mm


def starter(kind: PaperKind) -> bytes:
    """Return the template as DOCX; equal kinds give equal bytes."""
    document = docx.Document()
    styles.set_styles(document)
    styles.set_page(document.sections[0], landscape=False)
    styles.set_page_number(document.sections[0])
    _letterhead(document, is_letter=kind in LETTERS)
    if kind not in LETTERS:
        _line(document.add_paragraph(), "{{ TEN_LOAI }}", size=DECREE_30.kind, bold=True, before=16)
        _line(document.add_paragraph(), "{{ trich_yeu }}", size=DECREE_30.kind, bold=True, after=12)
    if kind is PaperKind.RESULTS_ANNOUNCEMENT:
        _line(document.add_paragraph(), "{{ THAM_QUYEN }}", size=DECREE_30.kind, bold=True, after=8)
    if kind not in _MINUTES:
        _line(document.add_paragraph(), "Kính gửi: {{ kinh_gui }}", size=DECREE_30.body, after=12)
    document.add_paragraph(style=styles.BODY).add_run("{{ can_cu }}").italic = True
    if kind is PaperKind.RESULTS_ANNOUNCEMENT:
        _line(document.add_paragraph(), "{{ QUYET_DINH }}", size=DECREE_30.kind, bold=True, after=8)
    document.add_paragraph("{{ noi_dung }}", style=styles.BODY)
    _signatures(document, with_second=kind in _MINUTES)
    styles.set_properties(document, _properties())
    return saved(document)


def _letterhead(document: Document, *, is_letter: bool) -> None:
    right = DECREE_30.text_width - DECREE_30.issuer_width
    table = bare_table(document, widths=(DECREE_30.issuer_width, right), rows=2)
    issuer, nation = table.rows[0].cells
    _line(_first(issuer), "{{ CO_QUAN_CAP_TREN }}", size=DECREE_30.issuer)
    _line(issuer.add_paragraph(), "{{ CO_QUAN }}", size=DECREE_30.issuer, bold=True)
    marks.add_rule(issuer.add_paragraph(), room=DECREE_30.issuer_width, length=25)
    _line(_first(nation), MOTTO_NATION, size=DECREE_30.nation, bold=True)
    _line(nation.add_paragraph(), MOTTO, size=DECREE_30.motto, bold=True)
    marks.add_rule(nation.add_paragraph(), room=right, length=DECREE_30.motto_length)
    number, place = table.rows[1].cells
    _line(_first(number), "Số: {{ so_ky_hieu }}", size=DECREE_30.number, before=6)
    if is_letter:
        _line(number.add_paragraph(), "V/v {{ trich_yeu }}", size=DECREE_30.letter_subject)
    _line(
        _first(place),
        "{{ dia_danh }}, {{ ngay_thang }}",
        size=DECREE_30.place,
        italic=True,
        before=6,
    )


def _signatures(document: Document, *, with_second: bool) -> None:
    left = DECREE_30.text_width - _SIGNATURE_WIDTH
    table = bare_table(document, widths=(left, _SIGNATURE_WIDTH), rows=2 if with_second else 1)
    recipients, signature = table.rows[-1].cells[0], table.rows[0].cells[1]
    if with_second:
        second = table.rows[0].cells[0]
        _line(_first(second), "{{ CHUC_VU_2 }}", size=DECREE_30.body, bold=True, before=8)
        _line(
            second.add_paragraph(),
            "{{ nguoi_ky_2 }}",
            size=DECREE_30.body,
            bold=True,
            before=DECREE_30.signature_gap,
        )
    title = _line(
        _first(recipients),
        "Nơi nhận:",
        size=DECREE_30.recipients_title,
        bold=True,
        italic=True,
    )
    item = _line(recipients.add_paragraph(), "- {{ noi_nhan }}", size=DECREE_30.recipients)
    title.alignment = item.alignment = _LEFT
    _line(_first(signature), "{{ quyen_han }}", size=DECREE_30.body, bold=True)
    _line(signature.add_paragraph(), "{{ CHUC_VU }}", size=DECREE_30.body, bold=True)
    _line(
        signature.add_paragraph(),
        "{{ nguoi_ky }}",
        size=DECREE_30.body,
        bold=True,
        before=DECREE_30.signature_gap,
    )


def _first(cell: _Cell) -> Paragraph:
    return marks.first_paragraph(cell)


def _line(
    paragraph: Paragraph,
    words: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
) -> Paragraph:
    paragraph.alignment = _CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = (
        Pt(before),
        Pt(after),
    )
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    run.bold, run.italic = bold or None, italic or None
    return paragraph


def _properties() -> Letterhead:
    return Letterhead(
        superior="",
        issuer="",
        number="",
        symbol="",
        place="",
        date=dt.date(2020, 1, 1),
        year=2020,
        kind="",
        subject="Mẫu văn bản",
    )
