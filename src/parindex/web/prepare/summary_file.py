"""The summary as a workbook: units by fields, every commitment, every promise, every chase."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from parindex.kernel.clock import VIETNAM, moment_text, vietnam_date
from parindex.preparation.queries.overview import records_of
from parindex.results.exports import Cell, Column, Sheet, write_sheet
from parindex.viet import format_date
from parindex.web.prepare.summary_page import FieldCount, Part, SummaryRow, build_parts

NAME_MAX = 31  # letters, the most a sheet's name holds


def summary_xlsx(cycle: Any, *, now: dt.datetime) -> bytes:
    """Write the summary; headers are Vietnamese whatever the reader's language is."""
    records = records_of(cycle)
    sheets = [
        *(_part_sheet(part, number) for number, part in enumerate(build_parts(cycle, now=now), 1)),
        _commitments(row for record in records.values() for row in record.commitments),
        _contributions((row for record in records.values() for row in record.contributions), now),
        _notes(row for record in records.values() for row in record.notes),
    ]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        created = now.astimezone(VIETNAM).replace(tzinfo=None)
        book.set_properties({"title": f"{cycle.name}: chuẩn bị", "created": created})
        for sheet in sheets:
            write_sheet(book, sheet)
    return stream.getvalue()


def _part_sheet(part: Part, number: int) -> Sheet:
    columns = [
        Column(title="Mã đơn vị", width=22),
        Column(title="Đơn vị", width=28),
        *(Column(title=f"{node.code}. {node.name}", width=18) for node in part.fields),
        Column(title="Cam kết đang thực hiện"),
        Column(title="Cam kết quá hạn"),
        Column(title="Cam kết không thực hiện được"),
        Column(title="Tài liệu hứa quá hạn"),
        Column(title="Đôn đốc chưa trả lời"),
    ]
    return Sheet(
        name=f"{number}. {part.stored.annex or part.stored.code}"[:NAME_MAX].replace("/", "-"),
        columns=columns,
        rows=[_row(row) for row in part.rows],
    )


def _row(row: SummaryRow) -> Sequence[Cell]:
    counts: list[Cell] = [_field(count) for count in row.fields]
    figures: list[Cell] = [row.open, row.overdue, row.broken, row.late, row.unanswered]
    return [row.unit.code, row.unit.name, *counts, *figures]


def _field(count: FieldCount) -> str:
    """Say what of a field is in trouble: "2 nguy cơ, 1 không thể, 3 chưa soát"."""
    named = (
        (count.impossible, "không thể"),
        (count.at_risk, "nguy cơ"),
        (count.not_reviewed, "chưa soát"),
    )
    return ", ".join(f"{number} {word}" for number, word in named if number) or "thuận lợi"


def _commitments(rows: Iterable[Any]) -> Sheet:
    columns = (
        Column(title="Đơn vị", width=28),
        Column(title="Mục", width=9),
        Column(title="Nội dung cam kết", width=60),
        Column(title="Điểm cam kết", places=2),
        Column(title="Hạn", width=12),
        Column(title="Văn bản", width=18),
        Column(title="Cam kết với", width=26),
        Column(title="Tình trạng", width=20),
        Column(title="Kết quả, lý do", width=50),
    )
    table: list[list[Cell]] = [
        [
            row.unit.name,
            row.code,
            row.text,
            row.target_points,
            format_date(row.due_on),
            row.document_number or None,
            row.made_to,
            row.get_state_display(),
            row.result or None,
        ]
        for row in rows
    ]
    return Sheet(name="Cam kết", columns=columns, rows=table)


def _contributions(rows: Iterable[Any], now: dt.datetime) -> Sheet:
    today = vietnam_date(now)
    columns = (
        Column(title="Cho đơn vị", width=28),
        Column(title="Mục", width=9),
        Column(title="Cơ quan cung cấp", width=28),
        Column(title="Tài liệu, nội dung", width=60),
        Column(title="Hạn", width=12),
        Column(title="Đã cung cấp lúc", width=22),
        Column(title="Quá hạn", width=9),
        Column(title="Ghi chú", width=40),
    )
    table: list[list[Cell]] = [
        [
            row.unit.name,
            row.code,
            row.giver.name,
            row.what,
            format_date(row.due_on),
            moment_text(row.kept_at) if row.kept_at else None,
            "x" if row.kept_at is None and row.due_on < today else None,
            row.note or None,
        ]
        for row in rows
    ]
    return Sheet(name="Tài liệu đã hứa", columns=columns, rows=table)


def _notes(rows: Iterable[Any]) -> Sheet:
    columns = (
        Column(title="Đơn vị", width=28),
        Column(title="Mục", width=9),
        Column(title="Nội dung đôn đốc", width=60),
        Column(title="Người đôn đốc", width=28),
        Column(title="Hạn", width=12),
        Column(title="Trả lời", width=60),
        Column(title="Trả lời lúc", width=22),
    )
    table: list[list[Cell]] = [
        [
            row.unit.name,
            row.code,
            row.text,
            row.asked_by,
            format_date(row.due_on),
            row.answered_text or None,
            moment_text(row.answered_at) if row.answered_at else None,
        ]
        for row in rows
    ]
    return Sheet(name="Đôn đốc", columns=columns, rows=table)
