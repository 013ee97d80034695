"""Reads finished files back, for comparison in tests."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PageObject, PdfReader


def opened(data: bytes) -> Document:
    """Open a DOCX file from its bytes."""
    return docx.Document(BytesIO(data))


def lines(document: Document) -> list[str]:
    """Return every line of text in reading order, tables row by row with cells parted by " | "."""
    return [line for line in _lines(document) if line.strip()]


def _lines(document: Document) -> Iterator[str]:
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            yield item.text
        else:
            yield from _rows(item)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield " | ".join(cell.text for cell in row.cells)


def pages(data: bytes) -> PdfReader:
    """Open a PDF file from its bytes."""
    return PdfReader(BytesIO(data))


def page_text(reader: PdfReader, number: int) -> str:
    """Return a page's words with single spaces, in composed letters."""
    return squeezed(reader.pages[number].extract_text())


def whole_text(reader: PdfReader) -> str:
    """Return the words of all pages."""
    return " ".join(page_text(reader, number) for number in range(len(reader.pages)))


def typefaces(page: PageObject) -> list[str]:
    """Return the names of a PDF page's typefaces, without the tag of their subset."""
    resources: Any = page["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]
    return [str(font["/BaseFont"]).split("+")[-1] for font in fonts]


def squeezed(value: str) -> str:
    """Return text with single spaces, in composed letters."""
    return unicodedata.normalize("NFC", " ".join(value.split()))
