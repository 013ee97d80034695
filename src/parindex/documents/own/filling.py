"""Fills an organisation's template with a paper. Values are set as texts: nothing in them is ever read as a command."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from parindex.documents.own.placeholders import Sort, Values, known, values_of
from parindex.documents.own.slots import Line, line_of, lines_of
from parindex.documents.paper import Block, Paper, clean_paper
from parindex.documents.paper.layout import DECREE_30
from parindex.documents.writers.docx import saved, write_annex, write_blocks
from parindex.documents.writers.docx_styles import (
    add_missing_styles,
    set_page_number,
    set_properties,
)

_MM = 1440 / 25.4  # twips in a millimetre
_PARAGRAPH, _TABLE, _SECTION = qn("w:p"), qn("w:tbl"), qn("w:sectPr")
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_ONCE = (_SECTION, qn("w:bookmarkStart"), qn("w:bookmarkEnd"))


def fill(template: bytes, paper: Paper) -> bytes:
    """Return the paper in the template's dress; equal papers in equal templates give equal bytes.

    A line all of whose placeholders have nothing to say is left out. Annexes follow on pages of their own.
    """
    clean = clean_paper(paper)
    document = docx.Document(BytesIO(template))
    add_missing_styles(document)
    values = values_of(clean)
    for line in lines_of(
        document
    ):  # all are found before anything is filled: a value's braces are words
        _fill_line(document, line, values)
    for annex in clean.annexes:
        write_annex(document, annex)
        _own_header(document)
    set_properties(document, clean.letterhead)
    return saved(document)


def _fill_line(document: Document, line: Line, values: Values) -> None:
    sorts = {found.sort for name in line.names if (found := known(name))}
    if Sort.BLOCKS in sorts and line.is_body:
        _put_blocks(document, line, values.blocks.get(line.names[0], ()))
    elif _says_nothing(line, values):
        _leave_out(line.paragraph)
    elif Sort.LIST in sorts and line.is_bare:
        _repeat(line, values)
    else:
        line.put(_joined(values))


def _says_nothing(line: Line, values: Values) -> bool:
    return bool(line.names) and not any(
        values.words.get(name) or values.lists.get(name) for name in line.names
    )


def _joined(values: Values) -> dict[str, str]:
    """Return the values for one line: the items of a list one after the other."""
    return {**values.words, **{name: " ".join(items) for name, items in values.lists.items()}}


def _repeat(line: Line, values: Values) -> None:
    """Write the line once for each item of its list."""
    name = next(name for name in line.names if name in values.lists)
    first, *others = values.lists[name]
    above, joined = line.paragraph, _joined(values)
    for item in others:
        copied = deepcopy(line.paragraph)
        copied.attrib.pop(_PARAGRAPH_ID, None)
        for once in [child for child in copied.iter() if child.tag in _ONCE]:
            once.getparent().remove(once)
        above.addnext(copied)
        line_of(copied).put({**joined, name: item})
        above = copied
    line.put({**joined, name: first})


def _put_blocks(document: Document, line: Line, blocks: tuple[Block, ...]) -> None:
    """Write blocks at the end, where the writer does, then move them to the line's place."""
    body, paragraph = document.element.body, line.paragraph
    before = len(body)
    write_blocks(document, blocks, room=_room(paragraph))
    made = list(body)[before - 1 : -1] if body[-1].tag == _SECTION else list(body)[before:]
    for element in made:
        paragraph.addprevious(element)
    line.put({})
    ends_in_table = bool(made) and made[-1].tag == _TABLE
    follower = paragraph.getnext()
    if not ends_in_table or (follower is not None and follower.tag == _PARAGRAPH):
        _leave_out(paragraph)


def _leave_out(paragraph: Any) -> None:
    """Remove a line, or only its words where a file needs it: between tables, alone in a cell, ending a section."""
    neighbours = [paragraph.getprevious(), paragraph.getnext()]
    ends_section = next(paragraph.iter(_SECTION), None) is not None
    if not ends_section and any(each is not None and each.tag == _PARAGRAPH for each in neighbours):
        paragraph.getparent().remove(paragraph)
        return
    for piece in line_of(paragraph).pieces:
        piece.text = ""


def _room(paragraph: Any) -> float:
    """Return the millimetres between the margins of the section in which the line stands."""
    section = next(iter(paragraph.xpath("following::w:sectPr")), None)
    size = section.find(qn("w:pgSz")) if section is not None else None
    margins = section.find(qn("w:pgMar")) if section is not None else None
    if size is None or margins is None:
        return DECREE_30.text_width
    room = int(size.get(qn("w:w"), 0)) - sum(
        int(margins.get(qn(f"w:{side}"), 0)) for side in ("left", "right")
    )
    return room / _MM if room > 0 else DECREE_30.text_width


def _own_header(document: Document) -> None:
    """Give an annex plain page numbers instead of a letterhead that stands in the template's header."""
    section = document.sections[-1]
    for story in (
        section.header,
        section.footer,
        section.first_page_header,
        section.first_page_footer,
    ):
        story.is_linked_to_previous = False
    set_page_number(section)
