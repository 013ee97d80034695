"""Organisations' own templates: DOCX files with words in double braces that a document is written into."""

from __future__ import annotations

from parindex.documents.choices import PaperKind
from parindex.documents.own.making import docx_for, dress_of

__all__ = ["PaperKind", "docx_for", "dress_of"]
