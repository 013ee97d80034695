"""A table as text in cells, wherever it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

LONGEST_CELL = 32_767  # characters


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The text of a cell and its place, as people find it ("B5", "bảng 2, dòng 5, cột 3").

    ``is_covered`` marks the cells that a merged cell hides: they hold no text of their own.
    ``caution`` is what must be said about how the text came about (a formula, a date).
    """

    text: str
    place: str
    is_covered: bool = False
    is_number: bool = False
    caution: str = ""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One sheet or one table, row by row; rows may differ in length."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Everything read from a file: its tables, and the lines around them."""

    file: str
    grids: tuple[Grid, ...]
    lines: tuple[str, ...] = field(default=())


def cell_at(row: Sequence[Cell], column: int | None) -> Cell:
    """Return a row's cell in a column, or an empty one where the row ends before it."""
    if column is not None and column < len(row):
        return row[column]
    return Cell(text="", place=row[0].place if row else "")
