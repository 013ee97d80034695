"""The tables of those who run a cycle, as sheets: the same rows under the same filters as on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from parindex.crosschecks.queries import PlacedFlag
from parindex.kernel.sheets import Cell, Column, Formula, Sheet
from parindex.web.manage.fields import Cell as FieldCell
from parindex.web.manage.fields import field_cells
from parindex.web.manage.rows import Row
from parindex.web.manage.sharing import Share, Table
from parindex.web.manage.trail import Entry

_UNIT = (Column(title="Mã đơn vị", width=22), Column(title="Đơn vị", width=28))
_BOARD = (
    *_UNIT,
    Column(title="Tình trạng", width=24),
    Column(title="Đã tự chấm", total=True),
    Column(title="Phải tự chấm", total=True),
    Column(title="Tỷ lệ (%)", places=2, ratio="[Đã tự chấm]/[Phải tự chấm]*100"),
    Column(title="Điểm tự chấm", places=2),
    Column(title="Điểm tối đa", places=2),
    Column(title="Mục đã thẩm định", total=True),
    Column(title="Phải nộp trước", width=17),
    Column(title="Nộp lúc", width=17),
    Column(title="Muộn", width=7),
    Column(title="Việc tiếp theo", width=44),
)
_FLAGS = (
    *_UNIT,
    Column(title="Mục", width=9),
    Column(title="Tên mục", width=44),
    Column(title="Loại", width=26),
    Column(title="Cảnh báo", width=70),
    Column(title="Tình trạng", width=14),
    Column(title="Lý do bỏ qua", width=44),
    Column(title="Người bỏ qua", width=26),
)
_SHARES = (
    Column(title="Mục", width=9),
    Column(title="Nội dung", width=60),
    Column(title="Giao ở mục này", width=30),
    Column(title="Cơ quan chịu trách nhiệm", width=30),
    Column(title="Căn cứ", width=40),
)
_JOURNAL = (
    Column(title="Số", width=9),
    Column(title="Lúc", width=17),
    Column(title="Người thực hiện", width=30),
    Column(title="Việc", width=34),
    Column(title="Đơn vị, mục", width=40),
    Column(title="Nội dung", width=70),
    Column(title="Băm", width=18),
)


def board_sheets(found: Sequence[tuple[Any, list[Row]]]) -> Iterator[Sheet]:
    """Yield a sheet of units and steps for each set, and then one of units by fields."""
    for stored, rows in found:
        name = stored.annex or stored.name
        yield Sheet(name=name, columns=_BOARD, rows=[_board_row(row) for row in rows], keep=2)
    for stored, rows in found:
        yield _by_field(stored, rows)


def flags_sheet(rows: Sequence[PlacedFlag]) -> Sheet:
    """Return the cross-checks of a round."""
    return Sheet(name="Đối chiếu", columns=_FLAGS, rows=[_flag_row(row) for row in rows], keep=2)


def shares_sheet(table: Table) -> Sheet:
    """Return who answers for what."""
    return Sheet(name="Phân công", columns=_SHARES, rows=[_share_row(row) for row in table.shown])


def journal_sheet(entries: Sequence[Entry]) -> Sheet:
    """Return the journal in words, the newest first."""
    return Sheet(name="Nhật ký", columns=_JOURNAL, rows=(_entry_row(row) for row in entries))


def _board_row(row: Row) -> list[Cell]:
    dossier, share = row.dossier, None
    if row.total:
        value = Decimal(row.finished) / row.total * 100
        share = Formula(text="[Đã tự chấm]/[Phải tự chấm]*100", value=value)
    return [
        dossier.unit.code,
        dossier.unit.name,
        str(dossier.get_stage_display()),
        row.finished,
        row.total,
        share,
        row.points,
        row.max_points,
        None if row.is_body or row.is_missing else row.awarded,
        dossier.due_at,
        dossier.submitted_at,
        "x" if dossier.is_late else None,
        row.step,
    ]


def _by_field(stored: Any, rows: Sequence[Row]) -> Sheet:
    """Return how many components of every field each unit has scored, and how many there are."""
    cells = field_cells(stored, rows)
    columns = [*_UNIT]
    for field in cells.fields:
        columns.append(Column(title=f"{field.code}. {field.name}", width=14, total=True))
        columns.append(Column(title=f"{field.code}: phải chấm", width=10, total=True))
    table = [[*_unit(row), *_counts(found)] for row, found in cells.rows]
    name = f"Lĩnh vực - {stored.annex or stored.name}"
    return Sheet(name=name, columns=columns, rows=table, keep=2)


def _unit(row: Row) -> tuple[Cell, Cell]:
    return row.dossier.unit.code, row.dossier.unit.name


def _counts(cells: Sequence[FieldCell]) -> list[Cell]:
    return [count for cell in cells for count in (cell.finished, cell.total)]


def _flag_row(row: PlacedFlag) -> list[Cell]:
    dismissal = row.dismissal
    return [
        row.dossier.unit.code,
        row.dossier.unit.name,
        row.code,
        row.node.name,
        str(row.flag.kind.label),
        row.flag.sentence,
        "Đã bỏ qua" if dismissal else "Cần xem",
        dismissal.reason if dismissal else None,
        dismissal.dismissed_by if dismissal else None,
    ]


def _share_row(share: Share) -> list[Cell]:
    assigned, effective = share.row.assigned, share.row.effective
    return [
        share.code,
        share.row.node.name,
        assigned.agency.name if assigned else None,
        effective.name if effective else None,
        assigned.source if assigned else None,
    ]


def _entry_row(entry: Entry) -> list[Cell]:
    said = "; ".join(f"{label}: {text}" for label, text in entry.details)
    line = entry.line
    return [line.number, line.at, line.actor, entry.what, entry.where, said, entry.hash_start]
