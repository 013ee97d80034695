"""Where the placeholders of a DOCX stand. Word cuts a line into pieces as it likes; here it is one line again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from parindex.documents.own.placeholders import name_of

_BRACES = re.compile(r"\{\{([^{}]*)\}\}")
_TEXT, _PARAGRAPH = qn("w:t"), qn("w:p")
_BULLETS = " \t-–—•*+\N{NO-BREAK SPACE}"
STORIES = ("header", "footer")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph that holds double braces, with the pieces its text is cut into."""

    paragraph: Any
    pieces: tuple[Any, ...]
    is_body: bool  # directly in the document, not in a cell, a text box, a header or a footer

    @property
    def text(self) -> str:
        return "".join(piece.text or "" for piece in self.pieces)

    @property
    def written(self) -> tuple[str, ...]:
        """The placeholders as they are written."""
        return tuple(found[1].strip() for found in _BRACES.finditer(self.text))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name_of(written) for written in self.written)

    @property
    def rest(self) -> str:
        """The words beside the placeholders."""
        return _BRACES.sub("", self.text)

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing but a bullet stands beside the placeholders."""
        return not self.rest.strip(_BULLETS)

    def put(self, values: Mapping[str, str]) -> None:
        """Write values where their placeholders stand, each in the look of its first letter."""
        for found in reversed(list(_BRACES.finditer(self.text))):
            written = found[1].strip()
            value = " ".join(values.get(name_of(written), "").splitlines())
            self._replace(found.span(), value.upper() if written.isupper() else value)

    def _replace(self, span: tuple[int, int], value: str) -> None:
        start, end, offset = *span, 0
        for piece in self.pieces:
            text = piece.text or ""
            first, last = max(start - offset, 0), min(end - offset, len(text))
            if first < last:
                piece.text = text[:first] + value + text[last:]
                piece.set(qn("xml:space"), "preserve")
                value = ""
            offset += len(text)


def lines_of(document: Document) -> list[Line]:
    """Return every line with braces of the document, its headers and its footers, in their order."""
    found = list(_lines(document.element.body))
    for part in story_parts(document):
        found += _lines(part.element)
    return found


def line_of(paragraph: Any) -> Line:
    """Return a paragraph as one line."""
    pieces = tuple(piece for piece in paragraph.iter(_TEXT) if _owner(piece) is paragraph)
    body = paragraph.getparent()
    is_body = body is not None and body.tag == qn("w:body")
    return Line(paragraph=paragraph, pieces=pieces, is_body=is_body)


def story_parts(document: Document) -> list[Any]:
    """Return the parts that hold headers and footers."""
    parts: list[Any] = [
        relation.target_part
        for relation in document.part.rels.values()
        if not relation.is_external and relation.reltype.rsplit("/", 1)[-1] in STORIES
    ]
    return [part for part in parts if hasattr(part, "element")]


def _lines(root: Any) -> Iterator[Line]:
    for paragraph in list(root.iter(_PARAGRAPH)):
        line = line_of(paragraph)
        if "{" in line.text or "}" in line.text:
            yield line


def _owner(piece: Any) -> Any:
    """Return the paragraph a piece of text belongs to: a text box inside a line has lines of its own."""
    return next(piece.iterancestors(_PARAGRAPH), None)
