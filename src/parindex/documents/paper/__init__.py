"""A document as a value: what is written, apart from how a file format writes it."""

from __future__ import annotations

from parindex.documents.paper.blocks import (
    Align,
    Block,
    Bullet,
    Column,
    HeaderCell,
    Heading,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
    bullet,
    text,
)
from parindex.documents.paper.clean import clean_paper, clean_text
from parindex.documents.paper.layout import DECREE_30, MOTTO, MOTTO_NATION, Layout
from parindex.documents.paper.model import Annex, Enactment, Letterhead, Paper, Signature

__all__ = [
    "DECREE_30",
    "MOTTO",
    "MOTTO_NATION",
    "Align",
    "Annex",
    "Block",
    "Bullet",
    "Column",
    "Enactment",
    "HeaderCell",
    "Heading",
    "Layout",
    "Letterhead",
    "Note",
    "Paper",
    "Paragraph",
    "Row",
    "Run",
    "Signature",
    "Table",
    "bullet",
    "clean_paper",
    "clean_text",
    "text",
]
