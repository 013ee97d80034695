"""Writes the tables of a paper into a DOCX file."""

from __future__ import annotations

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.parfmt import ParagraphFormat

from parindex.documents.paper.blocks import Align, Column, HeaderCell, Row, Table
from parindex.documents.writers import docx_marks as marks

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def bare_table(document: Document, *, widths: tuple[float, ...], rows: int) -> WordTable:
    """Return a table without borders or insets that only holds parts side by side; widths in millimetres."""
    table: WordTable = document.add_table(rows=rows, cols=len(widths))
    _set_all_widths(table, widths)
    marks.set_frame(table, border="none", inset=0)
    for row in table.rows:
        marks.keep_whole(row)
    return table


def write_table(document: Document, table: Table, *, room: float) -> None:
    """Append a ruled table, `room` millimetres wide, whose header rows repeat on every page."""
    word = document.add_table(rows=len(table.header) + len(table.rows), cols=len(table.columns))
    whole = sum(column.width for column in table.columns)
    _set_all_widths(word, tuple(column.width * room / whole for column in table.columns))
    marks.set_frame(word, border="single", inset=1.2)
    word.alignment = WD_TABLE_ALIGNMENT.CENTER
    _write_header(word, table)
    # The grid of cells is read once: python-docx walks the whole table for every single cell otherwise.
    for word_row, row in zip(list(word.rows)[len(table.header) :], table.rows, strict=True):
        marks.keep_whole(word_row)
        for cell, column, value in zip(word_row.cells, table.columns, row.cells, strict=True):
            _write_cell(cell, value, column=column, row=row, size=table.size)


def _set_all_widths(table: WordTable, widths: tuple[float, ...]) -> None:
    lengths = [int(Mm(width)) for width in widths]
    marks.set_widths(table, lengths)
    for row in table.rows:
        for cell, length in zip(row.cells, lengths, strict=True):
            cell.width = Mm(length / int(Mm(1)))


def _write_header(word: WordTable, table: Table) -> None:
    taken: set[tuple[int, int]] = set()
    for y, header in enumerate(table.header):
        marks.keep_whole(word.rows[y])
        marks.repeat_as_header(word.rows[y])
        x = 0
        for cell in header:
            while (y, x) in taken:
                x += 1
            taken.update(
                (y + down, x + across) for down in range(cell.down) for across in range(cell.across)
            )
            _write_header_cell(word, cell, y=y, x=x, size=table.size)
            x += cell.across


def _write_header_cell(word: WordTable, cell: HeaderCell, *, y: int, x: int, size: float) -> None:
    merged = word.cell(y, x)
    if cell.across > 1 or cell.down > 1:
        merged = merged.merge(word.cell(y + cell.down - 1, x + cell.across - 1))
    merged.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _write_line(
        marks.first_paragraph(merged), cell.text, align=Align.CENTER, bold=True, size=size
    ).keep_with_next = True


def _write_cell(cell: _Cell, value: str, *, column: Column, row: Row, size: float) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for place, line in enumerate(value.split("\n")):
        paragraph = cell.add_paragraph() if place else marks.first_paragraph(cell)
        strong = row.bold or row.level == 1
        form = _write_line(paragraph, line, align=column.align, bold=strong, size=size)
        if row.level:
            form.keep_with_next = True


def _write_line(
    paragraph: WordParagraph, value: str, *, align: Align, bold: bool, size: float
) -> ParagraphFormat:
    paragraph.alignment = ALIGNMENTS[align]
    form: ParagraphFormat = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(1)
    marks.set_mark_size(paragraph, size)  # an empty cell is as high as its paragraph mark
    if value:
        run = paragraph.add_run(value)
        run.font.size = Pt(size)
        run.bold = bold or None
    return form
