"""Writes a paper as DOCX that officials can go on editing in Word or LibreOffice."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from parindex.documents.paper import wording
from parindex.documents.paper.blocks import (
    Align,
    Block,
    Bullet,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
)
from parindex.documents.paper.clean import clean_paper
from parindex.documents.paper.layout import DECREE_30, MOTTO, MOTTO_NATION
from parindex.documents.paper.model import Annex, Letterhead, Paper, Signature
from parindex.documents.writers import docx_marks as marks
from parindex.documents.writers import docx_styles as styles
from parindex.documents.writers.docx_table import ALIGNMENTS, bare_table, write_table

_SIGNATURE_WIDTH = 85.0  # mm
_LONG = 40  # letters of a word that leaves no room beside it
_LINE = 1.15  # height of a line of Times New Roman against its size
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_docx(paper: Paper) -> bytes:
    """Return the paper as DOCX; equal papers give equal bytes."""
    clean = clean_paper(paper)
    document = docx.Document()
    styles.set_styles(document)
    styles.set_properties(document, clean.letterhead)
    styles.set_page(document.sections[0], landscape=False)
    styles.set_page_number(document.sections[0])
    _write_letterhead(document, clean.letterhead)
    if not clean.letterhead.is_letter:
        _write_title(document, clean.letterhead)
    _write_opening(document, clean)
    write_blocks(document, clean.kept_body, room=DECREE_30.text_width)
    _write_signature(document, clean)
    for annex in clean.annexes:
        write_annex(document, annex)
    return saved(document)


def _write_letterhead(document: Document, head: Letterhead) -> None:
    right = DECREE_30.text_width - DECREE_30.issuer_width
    table = bare_table(document, widths=(DECREE_30.issuer_width, right), rows=2)
    issuer, nation = table.rows[0].cells
    for name in wording.issuer_lines(head.superior) if head.superior else ():
        _line(issuer, name, size=DECREE_30.issuer)
    names = wording.issuer_lines(head.issuer)
    for name in names:
        _line(issuer, name, size=DECREE_30.issuer, bold=True)
    length = wording.rule_length(names[-1], size=DECREE_30.issuer)
    marks.add_rule(_next_paragraph(issuer), room=DECREE_30.issuer_width, length=length)
    _line(nation, MOTTO_NATION, size=DECREE_30.nation, bold=True)
    _line(nation, MOTTO, size=DECREE_30.motto, bold=True)
    marks.add_rule(_next_paragraph(nation), room=right, length=DECREE_30.motto_length)
    number, place = table.rows[1].cells
    _line(number, wording.number_line(head), size=DECREE_30.number, before=6)
    if head.is_letter:
        _line(number, f"V/v {head.subject}", size=DECREE_30.letter_subject)
    _line(place, wording.place_line(head), size=DECREE_30.place, italic=True, before=6)


def _write_title(document: Document, head: Letterhead) -> None:
    _centred(document, head.kind.upper(), before=16)
    _centred(document, head.subject, before=2, side=DECREE_30.text_width * 0.05)
    length = wording.rule_length(head.subject, size=DECREE_30.kind)
    rule = document.add_paragraph()
    marks.add_rule(rule, room=DECREE_30.text_width, length=length)
    rule.paragraph_format.space_after = Pt(12)


def _write_opening(document: Document, paper: Paper) -> None:
    if paper.enactment:
        _centred(document, paper.enactment.authority.upper(), before=6, after=8)
    _write_addressees(document, wording.closed_list(paper.addressees))
    for ground in wording.closed_list(paper.grounds):
        document.add_paragraph(style=styles.BODY).add_run(ground).italic = True
    if paper.enactment:
        _centred(document, paper.enactment.word.upper(), before=6, after=8)


def _write_addressees(document: Document, addressees: tuple[str, ...]) -> None:
    if not addressees:
        return
    first = document.add_paragraph(
        f"Kính gửi: {addressees[0]}" if len(addressees) == 1 else "Kính gửi:"
    )
    first.paragraph_format.space_before = first.paragraph_format.space_after = Pt(DECREE_30.spacing)
    if len(addressees) == 1:
        first.alignment = WD_ALIGN_PARAGRAPH.CENTER
        first.paragraph_format.space_after = Pt(DECREE_30.spacing * 2)
        return
    first.paragraph_format.left_indent = Mm(DECREE_30.indent * 2)
    for addressee in addressees:
        paragraph = document.add_paragraph(f"- {addressee}")
        paragraph.paragraph_format.left_indent = Mm(DECREE_30.indent * 3)
        paragraph.paragraph_format.space_after = Pt(DECREE_30.spacing)


def write_blocks(document: Document, blocks: tuple[Block, ...], *, room: float) -> None:
    """Append blocks at the document's end, tables `room` millimetres wide."""
    above: Block | None = None
    for block in blocks:
        _write_block(document, block, room=room)
        if type(above) in {Table, Note} and type(block) not in {Table, type(above)}:
            document.paragraphs[-1].paragraph_format.space_before = Pt(DECREE_30.spacing)
        above = block


def _write_block(document: Document, block: Block, *, room: float) -> None:
    match block:
        case Paragraph():
            _write_paragraph(document, block)
        case Heading():
            document.add_paragraph(block.text, style=styles.HEADINGS[block.level - 1])
        case Bullet():
            _add_runs(document.add_paragraph("- ", style=styles.BODY), block.runs)
        case Note():
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(DECREE_30.note_spacing)
            # A hash fills its own line: justified, the words before it would be torn apart.
            is_torn = any(len(word) > _LONG for run in block.runs for word in run.text.split())
            paragraph.alignment = ALIGNMENTS[Align.LEFT if is_torn else Align.JUSTIFY]
            _add_runs(paragraph, block.runs, size=DECREE_30.note)
        case Table():
            if block.caption:
                _centred(document, block.caption, before=6, after=6)
            write_table(document, block, room=room)


def _write_paragraph(document: Document, block: Paragraph) -> None:
    paragraph = document.add_paragraph(style=styles.BODY)
    paragraph.alignment = ALIGNMENTS[block.align]
    if not block.indent:
        paragraph.paragraph_format.first_line_indent = Mm(0)
    if block.keep_with_next:
        paragraph.paragraph_format.keep_with_next = True
    _add_runs(paragraph, block.runs)


def _write_signature(document: Document, paper: Paper) -> None:
    left = DECREE_30.text_width - _SIGNATURE_WIDTH
    if paper.cosigner is None:
        table = bare_table(document, widths=(left, _SIGNATURE_WIDTH), rows=1)
        recipients, signature = table.rows[0].cells
        _write_recipients(recipients, paper)
        _write_signer(signature, paper.signature)
    else:
        half = DECREE_30.text_width / 2
        table = bare_table(document, widths=(half, half), rows=2)
        cosigner, signature = table.rows[0].cells
        most = max(len(who.authority) for who in (paper.cosigner, paper.signature))
        _write_signer(cosigner, paper.cosigner, lower=most - len(paper.cosigner.authority))
        _write_signer(signature, paper.signature, lower=most - len(paper.signature.authority))
        for paragraph in cosigner.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
        _write_recipients(table.rows[1].cells[0], paper)


def _write_recipients(recipients: _Cell, paper: Paper) -> None:
    _line(
        recipients,
        "Nơi nhận:",
        size=DECREE_30.recipients_title,
        bold=True,
        italic=True,
        left=True,
        before=8,
    )
    for recipient in wording.closed_list(paper.recipients):
        _line(recipients, f"- {recipient}", size=DECREE_30.recipients, left=True)


def _write_signer(cell: _Cell, signature: Signature, *, lower: int = 0) -> None:
    """Write title and name; `lower` by as many lines as the other signer's title has more."""
    for place, words in enumerate((*signature.authority, signature.title)):
        _line(cell, words, size=DECREE_30.body, bold=True, before=0 if place else 8)
    gap = DECREE_30.signature_gap + lower * DECREE_30.body * _LINE
    _line(cell, signature.name, size=DECREE_30.body, bold=True, before=gap)


def write_annex(document: Document, annex: Annex) -> None:
    """Append an annex on pages of its own."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The break sits in a paragraph that Word demands after a table: keep it from opening a page of its own.
    _flatten(document.paragraphs[-1])
    styles.set_page(section, landscape=annex.landscape)
    _centred(document, wording.annex_label(annex.number))
    _centred(document, annex.title.upper(), before=3)
    _centred(document, annex.belongs_to, before=3, after=10, bold=False, italic=True)
    room = DECREE_30.landscape_text_width if annex.landscape else DECREE_30.text_width
    write_blocks(document, annex.blocks, room=room)
    if annex.blocks and isinstance(annex.blocks[-1], Table):
        _flatten(document.add_paragraph())


def _flatten(paragraph: WordParagraph) -> None:
    paragraph.paragraph_format.line_spacing = Pt(1)
    paragraph.paragraph_format.space_after = Pt(0)


def _centred(
    document: Document,
    words: str,
    *,
    before: float = 0,
    after: float = 0,
    side: float = 0,
    bold: bool = True,
    italic: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form = paragraph.paragraph_format
    if side:
        form.left_indent = form.right_indent = Mm(side)
    form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), True
    run = paragraph.add_run(words)
    run.font.size = Pt(DECREE_30.kind)
    run.bold, run.italic = bold or None, italic or None


def _line(
    cell: _Cell,
    words: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    left: bool = False,
    before: float = 0,
) -> None:
    paragraph = _next_paragraph(cell)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    run.bold, run.italic = bold or None, italic or None


def _next_paragraph(cell: _Cell) -> WordParagraph:
    """Return the cell's own first paragraph while it is empty, or a new one."""
    only = marks.first_paragraph(cell)
    return only if len(cell.paragraphs) == 1 and not only.runs else cell.add_paragraph()


def _add_runs(
    paragraph: WordParagraph, runs: tuple[Run, ...], *, size: float | None = None
) -> None:
    for run in runs:
        made = paragraph.add_run(run.text)
        made.bold, made.italic = run.bold or None, run.italic or None
        if size:
            made.font.size = Pt(size)


def saved(document: Document) -> bytes:
    """Save, then pack again with one fixed time: python-docx stamps every part with the clock."""
    first, packed = BytesIO(), BytesIO()
    document.save(first)
    with (
        zipfile.ZipFile(first) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            fixed = zipfile.ZipInfo(part.filename, date_time=_ZIP_EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(part))
    return packed.getvalue()
