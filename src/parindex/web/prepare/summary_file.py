"""The summary as a workbook: units by fields, every commitment, every promise, every chase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from parindex.kernel.clock import vietnam_date
from parindex.kernel.sheets import Cell, Column, Sheet, xlsx_bytes
from parindex.preparation.queries.overview import records_of
from parindex.web.prepare.summary_page import FieldCount, Part, SummaryRow, build_parts


def summary_xlsx(cycle: Any, *, now: dt.datetime) -> bytes:
    """Write the summary; headers are Vietnamese whatever the reader's language is."""
    with override("vi"):
        return _written(cycle, now=now)


def _written(cycle: Any, *, now: dt.datetime) -> bytes:
    records = records_of(cycle)
    sheets = [
        *(_part_sheet(part, number) for number, part in enumerate(build_parts(cycle, now=now), 1)),
        commitments_sheet(row for record in records.values() for row in record.commitments),
        contributions_sheet(
            (row for record in records.values() for row in record.contributions), now
        ),
        _notes(row for record in records.values() for row in record.notes),
    ]
    title = _("%(cycle)s: chuẩn bị") % {"cycle": cycle.name}
    return xlsx_bytes(sheets, title=title, created=now)


def _part_sheet(part: Part, number: int) -> Sheet:
    columns = [
        Column(title=_("Mã đơn vị"), width=22),
        Column(title=_("Đơn vị"), width=28),
        *(Column(title=f"{node.code}. {node.name}", width=18) for node in part.fields),
        Column(title=_("Cam kết đang thực hiện"), total=True),
        Column(title=_("Cam kết quá hạn"), total=True),
        Column(title=_("Cam kết không thực hiện được"), total=True),
        Column(title=_("Tài liệu hứa quá hạn"), total=True),
        Column(title=_("Đôn đốc chưa trả lời"), total=True),
    ]
    return Sheet(
        name=f"{number}. {part.stored.annex or part.stored.code}",
        columns=columns,
        rows=[_row(row) for row in part.rows],
        keep=2,
    )


def _row(row: SummaryRow) -> Sequence[Cell]:
    counts: list[Cell] = [_field(count) for count in row.fields]
    figures: list[Cell] = [row.open, row.overdue, row.broken, row.late, row.unanswered]
    return [row.unit.code, row.unit.name, *counts, *figures]


def _field(count: FieldCount) -> str:
    """Say what of a field is in trouble: "2 nguy cơ, 1 không thể, 3 chưa soát"."""
    named = (
        (count.impossible, _("không thể")),
        (count.at_risk, _("nguy cơ")),
        (count.not_reviewed, _("chưa soát")),
    )
    return ", ".join(f"{number} {word}" for number, word in named if number) or _("thuận lợi")


def commitments_sheet(rows: Iterable[Any]) -> Sheet:
    """Return the commitments with their state."""
    columns = (
        Column(title=_("Đơn vị"), width=28),
        Column(title=_("Mục"), width=9),
        Column(title=_("Nội dung cam kết"), width=60),
        Column(title=_("Điểm cam kết"), places=2),
        Column(title=_("Hạn"), width=12),
        Column(title=_("Văn bản"), width=18),
        Column(title=_("Cam kết với"), width=26),
        Column(title=_("Tình trạng"), width=20),
        Column(title=_("Kết quả, lý do"), width=50),
    )
    table: list[list[Cell]] = [
        [
            row.unit.name,
            row.code,
            row.text,
            row.target_points,
            row.due_on,
            row.document_number or None,
            row.made_to,
            row.get_state_display(),
            row.result or None,
        ]
        for row in rows
    ]
    return Sheet(name=_("Cam kết"), columns=columns, rows=table)


def contributions_sheet(rows: Iterable[Any], now: dt.datetime) -> Sheet:
    """Return the promises, with what is overdue."""
    today = vietnam_date(now)
    columns = (
        Column(title=_("Cho đơn vị"), width=28),
        Column(title=_("Mục"), width=9),
        Column(title=_("Cơ quan cung cấp"), width=28),
        Column(title=_("Tài liệu, nội dung"), width=60),
        Column(title=_("Hạn"), width=12),
        Column(title=_("Đã cung cấp lúc"), width=22),
        Column(title=_("Quá hạn"), width=9),
        Column(title=_("Ghi chú"), width=40),
    )
    table: list[list[Cell]] = [
        [
            row.unit.name,
            row.code,
            row.giver.name,
            row.what,
            row.due_on,
            row.kept_at,
            "x" if row.kept_at is None and row.due_on < today else None,
            row.note or None,
        ]
        for row in rows
    ]
    return Sheet(name=_("Tài liệu đã hứa"), columns=columns, rows=table)


def _notes(rows: Iterable[Any]) -> Sheet:
    columns = (
        Column(title=_("Đơn vị"), width=28),
        Column(title=_("Mục"), width=9),
        Column(title=_("Nội dung đôn đốc"), width=60),
        Column(title=_("Người đôn đốc"), width=28),
        Column(title=_("Hạn"), width=12),
        Column(title=_("Trả lời"), width=60),
        Column(title=_("Trả lời lúc"), width=22),
    )
    table: list[list[Cell]] = [
        [
            row.unit.name,
            row.code,
            row.text,
            row.asked_by,
            row.due_on,
            row.answered_text or None,
            row.answered_at,
        ]
        for row in rows
    ]
    return Sheet(name=_("Đôn đốc"), columns=columns, rows=table)
