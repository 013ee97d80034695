"""The blocks a paper's body and annexes are made of: plain values, the same for every writer.

All text is plain: no block holds markup, and a writer must never read any into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """Where a line stands between its margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text; `keep_with_next` keeps it on the page of the block after it."""

    runs: tuple[Run, ...]
    align: Align = Align.JUSTIFY
    indent: bool = True
    keep_with_next: bool = False


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A bold title inside the body: level 1 "I. …", level 2 "1. …"; never parted from what follows."""

    text: str
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Bullet:
    """An item that the writer opens with "- "."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Note:
    """A remark under a table, smaller than the body and without indent."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: `width` in millimetres (the writer scales all to the room it has), figures not to be broken."""

    width: float
    align: Align = Align.LEFT
    numeric: bool = False


@dataclass(frozen=True, kw_only=True)
class HeaderCell:
    """A cell of the header, over `across` columns and `down` rows."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of text cells, one per column.

    Level 0 is a detail; levels 1 and 2 open a group (field, criterion) and stay with the row after them.
    """

    cells: tuple[str, ...]
    level: int = 0
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A ruled table whose header is repeated on every page; `size` in points."""

    columns: tuple[Column, ...]
    header: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[Row, ...]
    caption: str = ""
    size: float = 12

    def __post_init__(self) -> None:
        """Refuse a row or a header that does not fill the columns: a programmer's mistake, so ValueError."""
        width = len(self.columns)
        for row in self.rows:
            if len(row.cells) != width:
                message = f"a row of {len(row.cells)} cells in a table of {width} columns"
                raise ValueError(message)
        area = sum(cell.across * cell.down for row in self.header for cell in row)
        if area != width * len(self.header):
            message = f"a header of {area} cells for {width} columns x {len(self.header)} rows"
            raise ValueError(message)


Block = Paragraph | Heading | Bullet | Note | Table


def text(value: str) -> Paragraph:
    """Return a paragraph of one plain run."""
    return Paragraph(runs=(Run(text=value),))


def bullet(value: str) -> Bullet:
    """Return an item of one plain run."""
    return Bullet(runs=(Run(text=value),))
