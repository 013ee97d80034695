"""Who is late, as a workbook for the report to the chairman."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

from parindex.cycles.models import Round
from parindex.kernel.clock import VIETNAM, moment_text
from parindex.notices.queries.lateness import Late
from parindex.notices.timing import due_words
from parindex.results.exports import Cell, Column, Sheet, write_sheet
from parindex.viet import format_date

COLUMNS = (
    Column(title="TT", width=6),
    Column(title="Mã đơn vị", width=22),
    Column(title="Đơn vị", width=30),
    Column(title="Phần trong biểu của", width=26),
    Column(title="Hạn nộp", width=24),
    Column(title="Gia hạn theo", width=24),
    Column(title="Nộp lúc", width=22),
    Column(title="Số ngày muộn", width=10),
    Column(title="Giải trình của người đứng đầu", width=60),
)


def late_xlsx(scoring_round: Round, rows: Sequence[Late], *, now: dt.datetime) -> bytes:
    """Write the list; equal lists of the same moment give equal bytes."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        created = now.astimezone(VIETNAM).replace(tzinfo=None)
        book.set_properties({"title": f"{scoring_round}: quá hạn", "created": created})
        table = [_row(number, row) for number, row in enumerate(rows, start=1)]
        write_sheet(book, Sheet(name="Quá hạn", columns=COLUMNS, rows=table))
    return stream.getvalue()


def _row(number: int, row: Late) -> list[Cell]:
    granted = row.extension
    return [
        number,
        row.unit.code,
        row.unit.body,
        row.part_of or None,
        due_words(row.due_at),
        f"{granted.document_number}, {format_date(granted.document_date)}" if granted else None,
        moment_text(row.done_at) if row.done_at else "chưa nộp",
        row.days,
        row.explanation or "chưa giải trình",
    ]
