"""Writers: a paper in, the bytes of a file out. Same paper, same bytes."""

from __future__ import annotations

from parindex.documents.writers.docx import write_docx
from parindex.documents.writers.pdf import PdfError, write_pdf

__all__ = ["PdfError", "write_docx", "write_pdf"]
