"""A set as a DOCX: the table people read, and an annex from which it is read back."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table

from parindex.criteria.exchange import annex, layout
from parindex.engine import CriteriaSet
from parindex.engine.tree import Level
from parindex.viet import format_decimal

_ROOM = 257  # millimetres across a landscape A4 page
_ANNEX_TITLE = "Dữ liệu để nạp lại bộ tiêu chí (máy đọc; không sửa tay)"
_ANNEX_WIDTHS = (20, 40, 197)


def docx_of(criteria_set: CriteriaSet) -> bytes:
    """Return the set as a DOCX file."""
    document = docx.Document()
    _set_page(document)
    for text in layout.titles_of(criteria_set):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True
    lines = layout.lines_of(criteria_set)
    rows = [
        (
            line.code,
            line.name,
            format_decimal(line.max_points),
            line.method,
            line.evidence,
            line.notes,
        )
        for line in lines
    ]
    strong = [line.level is not Level.COMPONENT for line in lines]
    unit = _ROOM / sum(layout.WIDTHS)
    widths = [width * unit for width in layout.WIDTHS]
    _add_table(document, [layout.HEADINGS, *rows], widths, strong=[True, *strong], size=11)
    document.add_paragraph(_ANNEX_TITLE).paragraph_format.page_break_before = True
    records = [annex.HEADINGS, *annex.records_of(criteria_set)]
    _add_table(document, records, _ANNEX_WIDTHS, strong=[False] * len(records), size=6)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(12)


def _add_table(
    document: Document,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    strong: Sequence[bool],
    size: float,
) -> None:
    table = document.add_table(rows=len(rows), cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    _repeat_first_row(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)  # the grid: what LibreOffice goes by
    # python-docx walks the whole table for every row it is asked for by number: asked once here.
    for place, (row, texts, is_strong) in enumerate(zip(table.rows, rows, strong, strict=True)):
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(widths[column])
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(size)
            run.bold = is_strong and (column < 3 or place == 0)


def _repeat_first_row(table: Table) -> None:
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx offers no word for it
    properties.append(OxmlElement("w:tblHeader"))
