"""Remarks that a document must carry about its own data."""

from __future__ import annotations

from parindex.documents.paper import Note, Paragraph, Run

ILLUSTRATIVE_MARK = "(*)"
_ILLUSTRATIVE = "Dòng có dấu (*) là dữ liệu minh họa, không trích từ quyết định."
_SYNTHETIC = "Số liệu trong văn bản này là dữ liệu minh họa, không phải kết quả chính thức của cơ quan, đơn vị nào."


def illustrative_note() -> Note:
    """Return the footnote of a table with rows or thresholds that no decision backs."""
    return Note(runs=(Run(text="Ghi chú: ", bold=True), Run(text=_ILLUSTRATIVE, italic=True)))


def synthetic_warning() -> Paragraph:
    """Return the warning that opens a document made from data of a demonstration."""
    return Paragraph(runs=(Run(text=_SYNTHETIC, bold=True, italic=True),))


def synthetic_note() -> Note:
    """Return the same warning for an annex, which may be read without the document."""
    return Note(runs=(Run(text=_SYNTHETIC, italic=True),))
