"""A file that carries its set: read back exactly, with what people changed in the table since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parindex.criteria.exchange.annex import MARK
from parindex.criteria.exchange.grids import Cell, Pages, cell_at
from parindex.criteria.exchange.headers import Role, find_header
from parindex.criteria.exchange.layout import Line, lines_of
from parindex.criteria.exchange.review import Kind, Note
from parindex.criteria.rule_texts import NotUnderstood, shape, understand
from parindex.engine import CriteriaSet, Node
from parindex.engine.exact import plain
from parindex.viet import format_decimal

_BULLET = re.compile(r"^[-+•*]\s*")
_NUMBER = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,6})?")


@dataclass
class Merging:
    """The carried set as a document, changed where the table says something else."""

    criteria_set: CriteriaSet
    notes: list[Note]

    def document(self, pages: Pages) -> dict[str, Any]:
        """Return the document of the set as the table now has it."""
        document = self.criteria_set.dump()
        nodes = dict(_nodes(document["fields"]))
        lines = {line.code: line for line in lines_of(self.criteria_set)}
        seen: set[str] = set()
        for cells in _rows(pages):
            code = cells[Role.NUMBER].text
            if code in lines and code not in seen:
                seen.add(code)
                self._compare(nodes[code], lines[code], cells)
            else:
                message = f"dòng “{code} {cells[Role.NAME].text[:60]}” không có trong bộ đã xuất: chưa đọc"
                self._note(Kind.NOT_UNDERSTOOD, cells[Role.NAME], "", message)
        for code in lines:
            if code not in seen:
                message = "mục này không còn trong bảng, nhưng vẫn giữ theo bộ đã xuất"
                self.notes.append(
                    Note(kind=Kind.NOT_UNDERSTOOD, place=pages.file, code=code, message=message)
                )
        return document

    def _compare(self, node: dict[str, Any], line: Line, cells: Mapping[Role, Cell]) -> None:
        name, method, evidence, notes = (
            cells[role] for role in (Role.NAME, Role.METHOD, Role.EVIDENCE, Role.NOTES)
        )
        if _bare(name.text) != _bare(line.name):
            node["name"] = _bare(name.text)
            self._note(Kind.GUESSED, name, line.code, "tên đã sửa trong bảng: lấy tên mới")
        self._compare_points(node, line, cells[Role.POINTS])
        if _bare(method.text) != _bare(line.method):
            node["guidance"] = method.text
            self._say_of_rule(self.criteria_set.node(line.code), method)
        if _bare(evidence.text) != _bare(line.evidence):
            rows = (_BULLET.sub("", row).strip() for row in evidence.text.splitlines())
            node["evidence"] = [row for row in rows if row]
            self._note(
                Kind.GUESSED, evidence, line.code, "tài liệu kiểm chứng đã sửa: lấy theo bảng"
            )
        if _bare(notes.text) != _bare(line.notes):
            message = "cột Ghi chú đã sửa: chưa đọc, hãy sửa trong tệp lĩnh vực"
            self._note(Kind.NOT_UNDERSTOOD, notes, line.code, message)

    def _compare_points(self, node: dict[str, Any], line: Line, cell: Cell) -> None:
        text = cell.text.strip()
        if text == format_decimal(line.max_points) or text == plain(line.max_points):
            return
        if _NUMBER.fullmatch(text):
            node["max_points"] = text.replace(",", ".")
            message = "điểm tối đa đã sửa trong bảng: lấy điểm mới; hãy xem lại quy tắc"
            self._note(Kind.GUESSED, cell, line.code, message)
        else:
            message = f"“{text[:80]}” không phải một số điểm: giữ {format_decimal(line.max_points)}"
            self._note(Kind.NOT_UNDERSTOOD, cell, line.code, message)

    def _say_of_rule(self, node: Node, cell: Cell) -> None:
        if node.rule is None:
            self._note(Kind.GUESSED, cell, node.code, "lời hướng dẫn đã sửa: lấy theo bảng")
            return
        found = understand(
            cell.text,
            max_points=node.max_points,
            subject=node.name,
            year=self.criteria_set.year,
            points_places=self.criteria_set.points_places,
        )
        if not isinstance(found, NotUnderstood) and shape(found.rule) == shape(node.rule):
            self._note(Kind.UNDERSTOOD, cell, node.code, "cách tính viết lại, cùng một quy tắc")
            return
        message = "cách tính đã sửa, quy tắc trong dữ liệu kèm theo vẫn là quy tắc cũ: hãy sửa rule"
        self._note(Kind.NOT_UNDERSTOOD, cell, node.code, message)

    def _note(self, kind: Kind, cell: Cell, code: str, message: str) -> None:
        caution = f" ({cell.caution})" if cell.caution else ""
        self.notes.append(Note(kind=kind, place=cell.place, code=code, message=message + caution))


def without_annex(pages: Pages) -> Pages:
    """Return the pages without the table that carries the set."""
    grids = (
        grid for grid in pages.grids if not (grid.rows and cell_at(grid.rows[0], 0).text == MARK)
    )
    return Pages(file=pages.file, grids=tuple(grids), lines=pages.lines)


def _rows(pages: Pages) -> Iterator[dict[Role, Cell]]:
    for grid in pages.grids:
        header = find_header(grid)
        if header is None or grid.is_hidden:
            continue
        for row in grid.rows[header.after :]:
            if any(cell.text for cell in row) and not header.repeats(row):
                yield {role: _cell(row, header.columns.get(role)) for role in Role}


def _cell(row: tuple[Cell, ...], column: int | None) -> Cell:
    return Cell(text="", place=row[0].place) if column is None else cell_at(row, column)


def _nodes(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for node in nodes:
        yield node["code"], node
        for key in ("criteria", "components"):
            yield from _nodes(node.get(key, []))


def _bare(text: str) -> str:
    return " ".join(text.split())
