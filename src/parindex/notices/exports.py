"""Who is late, as a workbook for the report to the chairman."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from parindex.cycles.models import Round
from parindex.kernel.sheets import Cell, Column, Sheet, xlsx_bytes
from parindex.notices.models import Notice
from parindex.notices.queries.lateness import Late
from parindex.viet import format_date

COLUMNS = (
    Column(title="TT", width=6),
    Column(title="Mã đơn vị", width=22),
    Column(title="Đơn vị", width=30),
    Column(title="Phần trong biểu của", width=26),
    Column(title="Phải nộp trước", width=17),
    Column(title="Gia hạn theo", width=24),
    Column(title="Nộp lúc", width=17),
    Column(title="Số ngày muộn", width=10),
    Column(title="Giải trình của người đứng đầu", width=60),
)

_SENT = (
    Column(title="Lúc", width=17),
    Column(title="Người nhận", width=28),
    Column(title="Đơn vị", width=28),
    Column(title="Loại", width=26),
    Column(title="Nội dung", width=60),
    Column(title="Đã đọc lúc", width=17),
    Column(title="Thư", width=18),
    Column(title="Gửi thư lúc", width=17),
    Column(title="Lỗi gửi thư", width=40),
)


def late_xlsx(scoring_round: Round, rows: Sequence[Late], *, now: dt.datetime) -> bytes:
    """Write the list; equal lists of the same moment give equal bytes."""
    table = [_row(number, row) for number, row in enumerate(rows, start=1)]
    sheet = Sheet(name="Quá hạn", columns=COLUMNS, rows=table, keep=3)
    return xlsx_bytes([sheet], title=f"{scoring_round}: quá hạn", created=now)


def sent_sheet(rows: Iterable[Notice]) -> Sheet:
    """Return what was sent to whom; rows are read one by one."""
    return Sheet(name="Đã gửi", columns=_SENT, rows=(_sent_row(row) for row in rows))


def _sent_row(row: Notice) -> list[Cell]:
    return [
        row.created_at,
        str(row.user),
        row.unit.name if row.unit else None,
        str(row.get_kind_display()),
        row.title,
        row.read_at,
        str(row.get_mail_state_display()),
        row.mailed_at,
        row.mail_error or None,
    ]


def _row(number: int, row: Late) -> list[Cell]:
    granted = row.extension
    return [
        number,
        row.unit.code,
        row.unit.body,
        row.part_of or None,
        row.due_at,
        f"{granted.document_number}, {format_date(granted.document_date)}" if granted else None,
        row.done_at or "chưa nộp",
        row.days,
        row.explanation or "chưa giải trình",
    ]
