"""Remarks that a document must carry about its own data."""

from __future__ import annotations

from parindex.documents.paper import Note, Paragraph, Run

ILLUSTRATIVE_MARK = "(*)"
_ILLUSTRATIVE = "Dòng có dấu (*) là dữ liệu minh họa, không trích từ quyết định."
_DRAFT = "DỰ THẢO: lãnh đạo đơn vị chưa duyệt."
_SYNTHETIC = "Số liệu trong văn bản này là dữ liệu minh họa, không phải kết quả chính thức."


def synthetic_warning() -> Paragraph:
    """Return the warning that opens a document made from data of a demonstration."""
    return Paragraph(runs=(Run(text=_SYNTHETIC, bold=True, italic=True),))


def draft_warning() -> Paragraph:
    """Return the line that opens a document which nobody has approved yet."""
    return Paragraph(runs=(Run(text=_DRAFT, bold=True),))


def data_notes(*, illustrative: bool, synthetic: bool) -> tuple[Note, ...]:
    """Return an annex's remark on its data, for it may be read without the document; none when there is no need.

    `illustrative`: rows or thresholds that no decision backs; `synthetic`: all data made up for a demonstration.
    """
    remarks = ((_ILLUSTRATIVE, illustrative), (_SYNTHETIC, synthetic))
    words = " ".join(remark for remark, needed in remarks if needed)
    if not words:
        return ()
    return (Note(runs=(Run(text="Ghi chú: ", bold=True), Run(text=words, italic=True))),)
