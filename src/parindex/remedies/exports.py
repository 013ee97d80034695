"""Plans and boards as workbooks; their words are Vietnamese whatever the reader's language is, so no gettext."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from parindex.cycles.models import Cycle
from parindex.kernel.clock import vietnam_date
from parindex.kernel.sheets import Cell, Column, Sheet, xlsx_bytes
from parindex.remedies.choices import ActionState
from parindex.remedies.queries import Ground, Progress
from parindex.remedies.queries.board import BoardRow, UnitRow
from parindex.viet import format_date

_STATES = {
    ActionState.OPEN: "Chưa làm",
    ActionState.DOING: "Đang làm",
    ActionState.DONE: "Đã xong",
    ActionState.CANCELLED: "Không làm nữa",
}
_COLUMNS = (
    Column(title="Mã mục", width=9),
    Column(title="Tiêu chí", width=40),
    Column(title="Loại", width=14),
    Column(title="Việc", width=60),
    Column(title="Người phụ trách", width=22),
    Column(title="Hạn", width=12),
    Column(title="Điểm đã mất", places=2),
    Column(title="Điểm dự kiến lấy lại", places=2, total=True),
    Column(title="Trạng thái", width=14),
    Column(title="Quá hạn", width=9),
    Column(title="Tiến độ (%)", width=9, places=0),
    Column(title="Ghi chú gần nhất", width=40),
    Column(title="Tài liệu", width=30),
)


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """A row of one unit's plan."""

    progress: Progress
    name: str
    lost: Decimal | None


def plan_xlsx(ground: Ground, lines: Iterable[PlanLine], *, now: dt.datetime) -> bytes:
    """Return a unit's actions and commitments, in the order in which they come."""
    today = vietnam_date(now)
    heading = (f"Việc khắc phục của {ground.unit.body}", ground.cycle.name)
    rows = (
        _cells(line.progress, line.name, line.lost, line.progress.is_overdue(today))
        for line in lines
    )
    sheet = Sheet(name="Việc khắc phục", columns=_COLUMNS, rows=rows, heading=heading, keep=2)
    return xlsx_bytes([sheet], title=heading[0], created=now)


def board_xlsx(
    cycle: Cycle, rows: Iterable[BoardRow], units: Iterable[UnitRow], *, now: dt.datetime
) -> bytes:
    """Return the board of a cycle: a row for each action and commitment, and a row for each unit."""
    today = vietnam_date(now)
    heading = (f"Việc khắc phục: {cycle.name}", f"Tính đến ngày {format_date(today)}")
    columns = (Column(title="Đơn vị", width=26), *_COLUMNS)
    sheets = (
        Sheet(name="Theo việc", columns=columns, rows=_board(rows, today), heading=heading, keep=2),
        Sheet(
            name="Theo đơn vị",
            columns=(
                Column(title="Đơn vị", width=30),
                Column(title="Kế hoạch", width=20),
                Column(title="Số việc", total=True),
                Column(title="Đã xong", total=True),
                Column(title="Quá hạn", total=True),
                Column(title="Điểm dự kiến lấy lại", width=16, places=2, total=True),
            ),
            rows=(_unit(row) for row in units),
            heading=heading,
            keep=1,
        ),
    )
    return xlsx_bytes(sheets, title=heading[0], created=now)


def _board(rows: Iterable[BoardRow], today: dt.date) -> Iterator[list[Cell]]:
    for row in rows:
        overdue = row.progress.is_overdue(today)
        yield [row.unit.name, *_cells(row.progress, row.name, row.lost, overdue)]


def _cells(
    progress: Progress,
    name: str,
    lost: Decimal | None,
    is_overdue: bool,  # noqa: FBT001 - one of a row's columns
) -> list[Cell]:
    return [
        progress.code,
        name,
        "Cam kết" if progress.is_commitment else "Việc khắc phục",
        progress.text,
        progress.owner,
        progress.due_on,
        lost,
        progress.expected_gain if progress.state != ActionState.CANCELLED else None,
        _STATES[progress.state],
        "x" if is_overdue else None,
        progress.percent,
        progress.note,
        "; ".join(progress.documents),
    ]


def _unit(row: UnitRow) -> list[Cell]:
    state = {"": "Chưa lập", "DRAFT": "Đang soạn", "APPROVED": "Đã duyệt"}
    said = state.get(row.state, "Chờ lãnh đạo duyệt")
    return [row.unit.name, said, row.count, row.done, row.overdue, row.expected]
