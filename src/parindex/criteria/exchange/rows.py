"""The rows of a criteria table as numbered items, with what follows on unnumbered rows put to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from parindex.criteria.exchange.grids import Cell, Grid, Pages, cell_at
from parindex.criteria.exchange.headers import Header, Role, find_header
from parindex.criteria.exchange.numbering import Numeral, read_numeral, split_number
from parindex.criteria.exchange.package import ExchangeFileError
from parindex.criteria.exchange.review import Kind, Note
from parindex.criteria.rule_texts.words import condition_and_points, number
from parindex.viet import search_key

_TOTAL = re.compile(r"tong(?: cong)?(?: so)?(?: diem)?(?: toi da)?(?: [(:].{0,40})?|cong")
_POINTS = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(?:điểm|đ)?", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-([0-9]{2})-([0-9]{2})")


@dataclass
class Item:
    """A numbered row: its cells' texts, with the rows that continue it."""

    numeral: Numeral
    place: str
    name: str
    points: Decimal | None
    method: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    name_place: str = ""
    points_place: str = ""
    method_place: str = ""


@dataclass
class Table:
    """All items of a file, in order, with what was noted and the total that a last row states."""

    items: list[Item] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # the texts around the table
    total: Decimal | None = None
    total_place: str = ""
    where: str = ""

    def note(self, kind: Kind, place: str, message: str) -> None:
        self.notes.append(Note(kind=kind, place=place, message=message))


def read_table(pages: Pages, *, sheet: str = "") -> Table:
    """Return the items of the sheet or tables with a header; raises ExchangeFileError when there is none."""
    table = Table(lines=list(pages.lines))
    for grid, header in _chosen(pages, table, sheet):
        table.where = table.where or grid.name
        table.lines += [cell.text for row in grid.rows[: header.first] for cell in row if cell.text]
        for row in grid.rows[header.after :] if header.after else grid.rows:
            if any(cell.text for cell in row) and not header.repeats(row):
                _take(table, row, header)
    if not table.items:
        raise ExchangeFileError(
            f"{pages.file}: không thấy bảng tiêu chí. Cần một dòng tiêu đề có cột tiêu chí và cột "
            "“Điểm tối đa”, và các dòng có số thứ tự (I, 1, 1.1)."
        )
    return table


def _chosen(pages: Pages, table: Table, sheet: str) -> Iterator[tuple[Grid, Header]]:
    """Yield the tables to read with their headers; a table without one continues the one before."""
    last: Header | None = None
    is_sheets = not pages.lines and all(not grid.name.startswith("bảng ") for grid in pages.grids)
    for grid in pages.grids:
        if grid.is_hidden or not grid.rows or (sheet and grid.name != sheet):
            continue
        header = find_header(grid)
        if header is None and last is not None and not is_sheets:
            header = _continued(grid, last)
            if header is not None:
                table.note(
                    Kind.GUESSED,
                    grid.name,
                    "bảng không có tiêu đề: coi là phần tiếp của bảng trước",
                )
        if header is None:
            table.note(
                Kind.NOT_UNDERSTOOD, grid.name, "không có dòng tiêu đề của bảng tiêu chí: không đọc"
            )
        elif is_sheets and last is not None:
            table.note(
                Kind.NOT_UNDERSTOOD,
                grid.name,
                "trang tính này cũng có bảng tiêu chí: chưa đọc, hãy đọc riêng bằng --sheet",
            )
        else:
            last = header
            yield grid, header


def _continued(grid: Grid, last: Header) -> Header | None:
    widest = max(len(row) for row in grid.rows)
    if widest <= max(last.columns.values()):
        return None
    return Header(first=0, after=0, columns=last.columns, texts=last.texts)


def _take(table: Table, row: Sequence[Cell], header: Header) -> None:
    cells = {role: cell_at(row, header.columns.get(role)) for role in Role}
    cells |= {
        role: Cell(text="", place=cell.place)
        for role, cell in cells.items()
        if role not in header.columns
    }
    for cell in cells.values():
        if cell.caution:
            kind = Kind.NOT_UNDERSTOOD if not cell.text else Kind.GUESSED
            table.note(kind, cell.place, cell.caution)
    number_text, name = cells[Role.NUMBER].text, " ".join(cells[Role.NAME].text.split())
    if Role.NUMBER not in header.columns:
        number_text, name = split_number(name)
    numeral = _numeral(table, cells[Role.NUMBER], number_text)
    is_total = numeral is None and _TOTAL.fullmatch(search_key(name or number_text).strip(" :."))
    if is_total and cells[Role.POINTS].text:
        table.total, table.total_place = (
            _points(table, cells[Role.POINTS]),
            cells[Role.POINTS].place,
        )
    elif numeral is not None and not name and cells[Role.NUMBER].text:
        table.note(Kind.NOT_UNDERSTOOD, row[0].place, f"dòng số {number_text} không có tên: bỏ qua")
    elif numeral is not None:
        item = Item(
            numeral=numeral,
            place=row[0].place,
            name=name,
            points=_points(table, cells[Role.POINTS]),
            name_place=cells[Role.NAME].place,
            points_place=cells[Role.POINTS].place,
            method_place=cells[Role.METHOD].place
            if Role.METHOD in header.columns
            else row[0].place,
        )
        table.items.append(item)
        _append(item, cells)
    elif table.items:
        _continue(table, table.items[-1], cells, name)
    else:
        table.note(Kind.NOT_UNDERSTOOD, row[0].place, "dòng đứng trước mục đầu tiên: bỏ qua")


def _numeral(table: Table, cell: Cell, text: str) -> Numeral | None:
    """Read a row's number, mending what spreadsheets do to it: 1.10 kept as 1.1, 1.2 turned into a day."""
    if day := _DAY.fullmatch(text):
        text = f"{int(day[2])}.{int(day[1])}"
        table.note(Kind.GUESSED, cell.place, f"số thứ tự bị đổi thành ngày: đọc là {text}")
    numeral = read_numeral(text)
    if numeral is not None and cell.is_number and table.items:
        siblings = [
            item.numeral.text for item in table.items if item.numeral.style == numeral.style
        ]
        if siblings and siblings[-1] == text.rpartition(".")[0] + ".9" and text.endswith(".1"):
            table.note(
                Kind.GUESSED, cell.place, f"số {text} đứng sau {siblings[-1]}: đọc là {text}0"
            )
            return Numeral(f"{text}0", numeral.style)
    return numeral


def _append(item: Item, cells: dict[Role, Cell]) -> None:
    for role, lines in (
        (Role.METHOD, item.method),
        (Role.EVIDENCE, item.evidence),
        (Role.NOTES, item.notes),
    ):
        if cells[role].text:
            lines.append(cells[role].text)


def _continue(table: Table, item: Item, cells: dict[Role, Cell], name: str) -> None:
    """Put a row without a number to the item above: a scoring line, or the rest of a text."""
    points = cells[Role.POINTS]
    if name and points.text:
        item.method.append(f"{name}: {points.text}")
        message = "dòng không có số thứ tự, có điểm: coi là một mức chấm của mục này"
    elif name and (name[0] in "-+•" or condition_and_points(name.rstrip(" .;"))):
        item.method.append(name)
        message = "dòng không có số thứ tự: coi là một mức chấm của mục này"
    elif name:
        item.name = f"{item.name} {name}"
        message = "dòng không có số thứ tự: coi là phần tiếp của tên mục này"
    else:
        message = "dòng tiếp theo của mục này"
    _append(item, cells)
    table.notes.append(
        Note(
            kind=Kind.GUESSED,
            place=cells[Role.NAME].place,
            message=f"{message} ({item.numeral.text})",
        )
    )


def _points(table: Table, cell: Cell) -> Decimal | None:
    if not cell.text:
        return None
    found = _POINTS.fullmatch(cell.text.strip())
    if found is None:
        table.note(Kind.NOT_UNDERSTOOD, cell.place, f"“{cell.text[:80]}” không phải một số điểm")
        return None
    return number(found[1])
