"""The tables and lines of a DOCX, with merged cells and tracked insertions, without deletions."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from parindex.criteria.exchange.grids import LONGEST_CELL, Cell, Grid, Pages
from parindex.criteria.exchange.package import check_package, damaged

_MOST_COLUMNS = 63  # what Word allows
_SPACES = {qn("w:tab"): " ", qn("w:br"): "\n"}
_BROKEN = (
    OpcError,
    SyntaxError,  # how lxml names malformed XML
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
)


def read_docx(path: Path) -> Pages:
    """Return the tables of a document; raises ExchangeFileError."""
    check_package(path)
    try:
        body = docx.Document(str(path)).element.body
    except _BROKEN:
        raise damaged(path) from None
    lines: list[str] = []
    grids: list[Grid] = []
    for child in _blocks(body):
        if child.tag == qn("w:tbl"):
            grids.append(_grid(child, f"bảng {len(grids) + 1}"))
        elif text := _paragraph(child):
            lines.append(text)
    return Pages(file=path.name, grids=tuple(grids), lines=tuple(lines))


def _blocks(element: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in order, also those inside content controls."""
    for child in element:
        if child.tag in {qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")}:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")}:
            yield from _blocks(child)


def _grid(table: Any, name: str) -> Grid:
    rows = []
    for number, line in enumerate(
        (row for row in _blocks(table) if row.tag == qn("w:tr")), start=1
    ):
        rows.append(tuple(_row(line, f"{name}, dòng {number}")))
    return Grid(name=name, rows=tuple(rows))


def _row(line: Any, where: str) -> Iterator[Cell]:
    column = 1
    for cell in _blocks(line):
        if cell.tag != qn("w:tc"):
            continue
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        is_covered = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        text = "" if is_covered else _text(cell)
        yield Cell(text=text[:LONGEST_CELL], place=f"{where}, cột {column}", is_covered=is_covered)
        column += 1
        for _ in range(min(_span(cell), _MOST_COLUMNS) - 1):
            yield Cell(text="", place=f"{where}, cột {column}", is_covered=True)
            column += 1


def _span(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    text = span.get(qn("w:val"), "1") if span is not None else "1"
    return int(text) if text.isascii() and text.isdigit() else 1


def _text(cell: Any) -> str:
    lines = (_paragraph(part) for part in _blocks(cell) if part.tag == qn("w:p"))
    return "\n".join(line for line in lines if line).strip()


def _paragraph(paragraph: Any) -> str:
    nodes = paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
    return "".join(_SPACES.get(node.tag) or node.text or "" for node in nodes).strip()
