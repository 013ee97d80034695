"""Marks of WordprocessingML which python-docx has no words for: typefaces, borders, fields, lines."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

TYPEFACE = "Times New Roman"
_FACES = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_THEME_FACES = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def element(tag: str, **attributes: str) -> Any:
    """Return a new element `w:tag` with attributes of the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_typeface(properties: Any) -> None:
    """Give run properties one typeface for all scripts, in place of the theme's."""
    faces = properties.get_or_add_rFonts()
    for theme in _THEME_FACES:
        faces.attrib.pop(qn(theme), None)
    for face in _FACES:
        faces.set(qn(face), TYPEFACE)


def set_language(style: ParagraphStyle, code: str) -> None:
    """Tell the speller which language the style's text is in."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("lang", val=code, eastAsia=code, bidi="ar-SA"))


def set_mark_size(paragraph: WordParagraph, points: float) -> None:
    """Give the mark that ends a paragraph its size: it sets the height of an empty line."""
    mark = element("rPr")
    mark.append(element("sz", val=str(round(points * 2))))
    paragraph._p.get_or_add_pPr().append(mark)  # noqa: SLF001 - python-docx has no paragraph mark


def add_page_number(paragraph: WordParagraph) -> None:
    """Append the PAGE field, as Word itself writes it."""
    for kind, code in (
        ("begin", ""),
        ("", " PAGE "),
        ("separate", ""),
        ("shown", "2"),
        ("end", ""),
    ):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = code
        elif code:
            instruction = element("instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = code
            run._r.append(instruction)  # noqa: SLF001 - python-docx has no fields
        else:
            run._r.append(element("fldChar", fldCharType=kind))  # noqa: SLF001 - as above


def add_rule(paragraph: WordParagraph, *, room: float, length: float) -> None:
    """Turn an empty paragraph into a thin line of `length` in the middle of `room` (both in millimetres).

    This is what Word makes of "---": a paragraph with a border is the one line that every office program
    prints alike; a drawn line moves.
    """
    side = max((room - length) / 2, 0)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(side)
    form.first_line_indent = Mm(0)
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(4)
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz="6", space="0", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - python-docx has no borders
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def restart_page_numbers(section_properties: Any) -> None:
    """Count this section's pages from 1."""
    for old in section_properties.findall(qn("w:pgNumType")):
        section_properties.remove(old)
    section_properties.insert_element_before(
        element("pgNumType", start="1"),
        "w:cols",
        "w:formProt",
        "w:vAlign",
        "w:titlePg",
        "w:docGrid",
    )


def repeat_as_header(row: _Row) -> None:
    """Repeat the row at the top of every page of its table."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))  # noqa: SLF001 - python-docx has no such flag


def keep_whole(row: _Row) -> None:
    """Never break the row over two pages."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no such flag
    properties.insert(0, element("cantSplit"))


def set_widths(table: WordTable, widths: list[int]) -> None:
    """Fix the widths (EMU) of a table's columns, in the grid and in the table's own width."""
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx sets no table width
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    whole = element("tblW", w=str(sum(width // 635 for width in widths)), type="dxa")
    properties.find(qn("w:tblLayout")).addprevious(whole)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def set_frame(table: WordTable, *, border: str, inset: float) -> None:
    """Draw every edge with `border` ("single" or "none") and inset the cells by `inset` millimetres at the sides."""
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no borders
    borders = element("tblBorders")
    for edge in _EDGES:
        borders.append(element(edge, val=border, sz="4", space="0", color="auto"))
    margins = element("tblCellMar")
    twips = str(round(inset * 56.7))
    for edge in ("left", "right"):
        margins.append(element(edge, w=twips, type="dxa"))
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    layout.addnext(margins)


def first_paragraph(cell: _Cell) -> WordParagraph:
    """Return the paragraph every cell is born with."""
    paragraph: WordParagraph = cell.paragraphs[0]
    return paragraph
