"""The styles, pages and properties of a DOCX file in the layout of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from typing import cast

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from parindex.documents.paper.layout import DECREE_30
from parindex.documents.paper.model import Letterhead
from parindex.documents.writers import docx_marks as marks
from parindex.documents.writers.moment import moment_of

BODY = "Body Text"
HEADINGS = ("Heading 1", "Heading 2")


def set_styles(document: Document) -> None:
    """Make Normal bare, Body Text the decree's paragraph, and the headings black, bold and of the body's size."""
    normal = _style(document, "Normal")
    normal.font.size = Pt(DECREE_30.body)
    marks.set_typeface(normal.element.get_or_add_rPr())
    marks.set_language(normal, "vi-VN")
    _set_spacing(normal, 0)
    _set_body(_style(document, BODY))
    for name in HEADINGS:
        _set_heading(_style(document, name))


def add_missing_styles(document: Document) -> None:
    """Give a document of somebody else the decree's paragraph and headings where it has none of its own."""
    known = {style.name for style in document.styles}
    for name, form in ((BODY, _set_body), *((heading, _set_heading) for heading in HEADINGS)):
        if name not in known:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            form(cast("ParagraphStyle", style))


def set_properties(document: Document, letterhead: Letterhead) -> None:
    """Fill the file's properties from the letterhead; its times are the document's date."""
    properties = document.core_properties
    moment = moment_of(letterhead).replace(tzinfo=None)  # python-docx writes naive times as UTC
    properties.title = _short(
        f"{letterhead.kind}: {letterhead.subject}" if letterhead.kind else letterhead.subject
    )
    properties.subject = _short(letterhead.subject)
    properties.author = properties.last_modified_by = _short(letterhead.issuer)
    properties.category = _short(letterhead.kind)
    properties.comments = ""
    properties.keywords = ""
    properties.language = "vi-VN"
    properties.revision = 1
    properties.created = properties.modified = moment


def set_page(section: Section, *, landscape: bool) -> None:
    """Give a section its paper, margins, and a page number on all pages but its first."""
    sides = (Mm(DECREE_30.page_width), Mm(DECREE_30.page_height))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = reversed(sides) if landscape else sides
    section.top_margin, section.bottom_margin = (
        Mm(DECREE_30.margin_top),
        Mm(DECREE_30.margin_bottom),
    )
    section.left_margin, section.right_margin = (
        Mm(DECREE_30.margin_left),
        Mm(DECREE_30.margin_right),
    )
    section.header_distance = section.footer_distance = Mm(DECREE_30.page_number_top)
    section.different_first_page_header_footer = True
    marks.restart_page_numbers(section._sectPr)  # noqa: SLF001 - python-docx has no page number start


def set_page_number(section: Section) -> None:
    """Put the page number into the header; later sections are linked to it."""
    paragraph = section.header.paragraphs[0]
    paragraph.style = "Normal"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    marks.add_page_number(paragraph)
    for run in paragraph.runs:
        run.font.size = Pt(DECREE_30.page_number)


def _style(document: Document, name: str) -> ParagraphStyle:
    return cast("ParagraphStyle", document.styles[name])


def _set_spacing(style: ParagraphStyle, points: float) -> None:
    form = style.paragraph_format
    form.space_before = Pt(0)
    form.space_after = Pt(points)
    form.line_spacing = 1.0
    form.widow_control = True


def _set_body(style: ParagraphStyle) -> None:
    marks.set_typeface(style.element.get_or_add_rPr())
    _set_spacing(style, DECREE_30.spacing)
    style.paragraph_format.first_line_indent = Mm(DECREE_30.indent)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _set_heading(style: ParagraphStyle) -> None:
    marks.set_typeface(style.element.get_or_add_rPr())
    style.font.size = Pt(DECREE_30.body)
    style.font.bold = True
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    _set_spacing(style, DECREE_30.spacing)
    style.paragraph_format.first_line_indent = Mm(DECREE_30.indent)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    style.paragraph_format.keep_with_next = True


def _short(value: str) -> str:
    """Core properties hold 255 characters at most and no line breaks."""
    return " ".join(value.split())[:255]
