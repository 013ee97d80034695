"""The council as sheets: who sits on it for whom and judges what, who stands in, who stands aside."""

from __future__ import annotations

from collections.abc import Iterator

from parindex.appraisal.council import AgencyRow, Council
from parindex.kernel.sheets import Cell, Column, Sheet

_PEOPLE = (
    Column(title="Vai trò", width=22),
    Column(title="Họ tên", width=28),
    Column(title="Chức vụ", width=28),
    Column(title="Cơ quan", width=34),
    Column(title="Phần thẩm định", width=70),
)
_SUBSTITUTIONS = (
    Column(title="Cơ quan", width=34),
    Column(title="Người thay", width=28),
    Column(title="Từ ngày", width=12),
    Column(title="Đến hết ngày", width=12),
    Column(title="Văn bản", width=24),
    Column(title="Lý do", width=50),
)
_RECUSALS = (
    Column(title="Người", width=28),
    Column(title="Không thẩm định", width=28),
    Column(title="Lý do", width=50),
    Column(title="Khai báo lúc", width=17),
    Column(title="Gỡ lúc", width=17),
)


def council_sheets(council: Council) -> list[Sheet]:
    """Return people, substitutions and conflicts of interest."""
    return [
        Sheet(name="Thành viên", columns=_PEOPLE, rows=list(_people(council))),
        Sheet(name="Thay thế", columns=_SUBSTITUTIONS, rows=list(_substitutions(council))),
        Sheet(name="Xung đột lợi ích", columns=_RECUSALS, rows=list(_recusals(council))),
    ]


def _people(council: Council) -> Iterator[list[Cell]]:
    for role, members in (("Chủ tịch", council.chairs), ("Thư ký", council.secretaries)):
        for member in members:
            yield [role, str(member.user), member.user.position or None, member.agency.name, None]
    for row in council.agencies:
        for member in row.members:
            user = member.user
            yield ["Thành viên", str(user), user.position or None, row.agency.name, _tasks(row)]
        if not row.members:
            yield ["Chưa có người", None, None, row.agency.name, _tasks(row)]


def _tasks(row: AgencyRow) -> str:
    return "; ".join(f"{task.node.code} {task.node.name}" for task in row.tasks)


def _substitutions(council: Council) -> Iterator[list[Cell]]:
    for row in council.substitutions:
        yield [
            row.agency.name,
            str(row.substitute),
            row.from_day,
            row.until_day,
            row.document_number,
            row.reason,
        ]


def _recusals(council: Council) -> Iterator[list[Cell]]:
    for row in council.recusals:
        yield [str(row.user), row.unit.name, row.reason, row.declared_at, row.lifted_at]
