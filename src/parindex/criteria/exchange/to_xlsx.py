"""A set as an XLSX: the table people read, and a hidden sheet from which it is read back."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from parindex.criteria.exchange import annex, layout
from parindex.engine import CriteriaSet
from parindex.engine.tree import Level

SHEET = "Bộ tiêu chí"
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}
_LAST = len(layout.HEADINGS) - 1


def xlsx_of(criteria_set: CriteriaSet) -> bytes:
    """Return the set as an XLSX file."""
    output = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(output, options) as book:
        _write_table(book, criteria_set)
        sheet = book.add_worksheet(annex.TITLE)
        rows = (annex.HEADINGS, *annex.records_of(criteria_set))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
        sheet.hide()
    return output.getvalue()


def _write_table(book: xlsxwriter.Workbook, criteria_set: CriteriaSet) -> None:
    sheet = book.add_worksheet(SHEET)
    title = book.add_format({**_FONT, "bold": True, "align": "center"})
    head = book.add_format({**_FONT, "bold": True, "align": "center", "border": 1})
    plain = book.add_format({**_FONT, "border": 1})
    strong = book.add_format({**_FONT, "border": 1, "bold": True})
    for column, width in enumerate(layout.WIDTHS):
        sheet.set_column(column, column, width)
    titles = layout.titles_of(criteria_set)
    for row, text in enumerate(titles):
        sheet.merge_range(row, 0, row, _LAST, text, title)
    top = len(titles) + 1
    for column, heading in enumerate(layout.HEADINGS):
        sheet.write_string(top, column, heading, head)
    for row, line in enumerate(layout.lines_of(criteria_set), start=top + 1):
        form = plain if line.level is Level.COMPONENT else strong
        sheet.write_string(row, 0, line.code, form)
        sheet.write_string(row, 1, line.name, form)
        sheet.write_number(row, 2, line.max_points, form)
        for column, text in enumerate((line.method, line.evidence, line.notes), start=3):
            sheet.write_string(row, column, text, plain)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
