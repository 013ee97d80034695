"""From numbered items to fields, criteria and components."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from parindex.criteria.exchange.numbering import levels_of
from parindex.criteria.exchange.review import Kind, Note
from parindex.criteria.exchange.rows import Item, Table
from parindex.viet import format_decimal

_DEEPEST = 2  # components


@dataclass
class Branch:
    """An item with its code and what stands below it."""

    item: Item
    code: str
    level: int
    children: list[Branch] = field(default_factory=list)
    points: Decimal | None = None

    def walk(self) -> Iterator[Branch]:
        """Yield this branch and all below, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def grow(table: Table) -> list[Branch]:
    """Return the fields; notes what only groups, what is too deep, and where points do not add up."""
    levels = levels_of([item.numeral for item in table.items])
    fields: list[Branch] = []
    path: list[Branch] = []
    for item in table.items:
        level = levels.of(item.numeral)
        if level is None:
            message = f"“{item.name}” chỉ gom các lĩnh vực: không thành một mục"
            table.note(Kind.GUESSED, item.place, message)
            continue
        if level > _DEEPEST and path:
            _fold(table, path[-1], item)
            continue
        while path and path[-1].level >= level:
            path.pop()
        if level and not path:
            table.note(
                Kind.NOT_UNDERSTOOD,
                item.place,
                f"mục {item.numeral.text} không nằm dưới lĩnh vực nào: bỏ qua",
            )
            continue
        branch = Branch(item=item, code=_code(item, path), level=len(path))
        (path[-1].children if path else fields).append(branch)
        path.append(branch)
    for branch in fields:
        _add_up(table, branch)
    return fields


def _code(item: Item, path: list[Branch]) -> str:
    if not path:
        return item.numeral.text
    parent = path[-1].code
    text = item.numeral.text
    return text if text.startswith(f"{parent}.") else f"{parent}.{item.numeral.last}"


def _fold(table: Table, branch: Branch, item: Item) -> None:
    """Put a row of a fourth level into the text of the component above: the set has three levels."""
    points = f" ({format_decimal(item.points)} điểm)" if item.points is not None else ""
    text = "; ".join(item.method)
    branch.item.method.append(
        f"{item.numeral.text}. {item.name}{points}{': ' if text else ''}{text}"
    )
    branch.item.evidence += item.evidence
    table.note(
        Kind.NOT_UNDERSTOOD,
        item.place,
        f"mục {item.numeral.text} ở cấp thứ tư: ghi vào hướng dẫn của mục {branch.code}",
    )


def _add_up(table: Table, branch: Branch) -> Decimal | None:
    """Give every branch its points; a parent without points has its children's."""
    branch.points = branch.item.points
    below = [_add_up(table, child) for child in branch.children]
    if not below:
        if branch.points is None:
            _say(table, Kind.NOT_UNDERSTOOD, branch, "không có điểm tối đa")
        return branch.points
    total = sum((points or Decimal(0) for points in below), Decimal(0))
    if branch.points is None:
        branch.points = total
        message = f"không ghi điểm tối đa: lấy tổng các mục con, {format_decimal(total)}"
        _say(table, Kind.GUESSED, branch, message)
    elif branch.points != total:
        message = f"điểm tối đa {format_decimal(branch.points)} khác tổng các mục con {format_decimal(total)}"
        _say(table, Kind.NOT_UNDERSTOOD, branch, message)
    return branch.points


def _say(table: Table, kind: Kind, branch: Branch, message: str) -> None:
    table.notes.append(
        Note(kind=kind, place=branch.item.points_place, code=branch.code, message=message)
    )
