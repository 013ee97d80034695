"""What comes after the result, as sheets: losses of a unit, proposals, what differs between two sets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from parindex.criteria.comparing import Kind, NodeChange
from parindex.kernel.sheets import Cell, Column, Formula, Sheet
from parindex.web.improve.proposal_page import Board
from parindex.web.improve.result_page import LossView, ResultPage

_LOSSES = (
    Column(title="Lĩnh vực", width=34),
    Column(title="Mục", width=9),
    Column(title="Nội dung", width=50),
    Column(title="Điểm tối đa", places=2, total=True),
    Column(title="Điểm tự chấm", places=2, total=True),
    Column(title="Điểm thẩm định", places=2, total=True),
    Column(title="Điểm kết luận", places=2, total=True),
    Column(title="Mất", places=2, total=True),
    Column(title="% chỉ số", places=2, total=True),
    Column(title="Vì sao", width=60),
    Column(title="Giải trình, trả lời", width=60),
    Column(title="Người theo dõi", width=26),
    Column(title="Việc khắc phục", width=50),
)
_PROPOSALS = (
    Column(title="Đơn vị", width=28),
    Column(title="Bộ tiêu chí", width=34),
    Column(title="Mục", width=9),
    Column(title="Tên mục", width=44),
    Column(title="Loại", width=26),
    Column(title="Kiến nghị", width=60),
    Column(title="Điểm đề nghị", places=2),
    Column(title="Cách chấm đề nghị", width=44),
    Column(title="Gửi lúc", width=17),
    Column(title="Người gửi", width=28),
    Column(title="Tình trạng", width=18),
    Column(title="Trả lời", width=60),
    Column(title="Trả lời lúc", width=17),
)
_CHANGES = (
    Column(title="Mục", width=9),
    Column(title="Nội dung", width=50),
    Column(title="Thay đổi", width=12),
    Column(title="Phần thay đổi", width=22),
    Column(title="Trước", width=50),
    Column(title="Sau", width=50),
)
_KINDS = {Kind.ADDED: "Thêm", Kind.REMOVED: "Bỏ", Kind.CHANGED: "Đổi"}


def losses_sheet(page: ResultPage) -> Sheet:
    """Return the losses that the page shows, in its order."""
    rows = [_loss_row(view) for group in page.groups for view in group.views]
    return Sheet(name="Mất điểm", columns=_LOSSES, rows=rows, keep=3)


def proposals_sheet(board: Board) -> Sheet:
    """Return the proposals that the board shows, node by node."""
    rows = [_proposal_row(row, group.name) for group in board.groups for row in group.rows]
    return Sheet(name="Kiến nghị", columns=_PROPOSALS, rows=rows)


def own_proposals_sheet(rows: Iterable[tuple[Any, str]]) -> Sheet:
    """Return a unit's proposals with the names of what they are about."""
    table = [_proposal_row(row, name) for row, name in rows]
    return Sheet(name="Kiến nghị", columns=_PROPOSALS, rows=table)


def changes_sheet(changes: Iterable[NodeChange]) -> Sheet:
    """Return a row for each part that differs."""
    rows: list[list[Cell]] = [
        [change.code, change.name, _KINDS[change.kind], part.what.value, part.before, part.after]
        for change in changes
        for part in change.differences
    ]
    return Sheet(name="So sánh", columns=_CHANGES, rows=rows)


def _loss_row(view: LossView) -> list[Cell]:
    loss, row = view.loss, view.loss.row
    lost: Cell = row.lost
    if row.final is not None and row.max_points - row.final == row.lost:
        lost = Formula(text="[Điểm tối đa]-[Điểm kết luận]", value=row.lost)
    return [
        f"{loss.field.code}. {loss.field.name}",
        row.code,
        row.name,
        row.max_points,
        row.own,
        row.award,
        row.final,
        lost,
        loss.share,
        row.reason or row.sentence or None,
        "\n".join(f"{said.side}: {said.text}" for said in view.replies) or None,
        view.person or None,
        "\n".join(f"{one.text} ({one.percent} %)" for one in view.remedies) or None,
    ]


def _proposal_row(row: Any, name: str) -> list[Cell]:
    return [
        row.unit.name,
        row.criteria_set.name,
        row.node_code or None,
        name or None,
        str(row.get_kind_display()),
        row.text,
        row.suggested_points,
        row.suggested_rule or None,
        row.submitted_at,
        row.submitted_by,
        str(row.get_state_display()),
        row.answer or None,
        row.answered_at,
    ]
