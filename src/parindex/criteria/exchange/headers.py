"""Finding the header of a criteria table, in the words that decisions use for its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from parindex.criteria.exchange.grids import Cell, Grid, cell_at
from parindex.viet import search_key


class Role(Enum):
    """What a column holds."""

    NUMBER = "number"
    NAME = "name"
    POINTS = "points"
    METHOD = "method"
    EVIDENCE = "evidence"
    NOTES = "notes"


# In the order in which they are tried; the first that fits names the column.
_WORDS: tuple[tuple[Role | None, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words))
    for role, words in (
        (None, r"tu cham|tu danh gia|tham dinh|dat duoc|ket qua|diem cham"),
        (Role.NOTES, r"^ghi chu"),
        (Role.EVIDENCE, r"tai lieu|minh chung|kiem chung|chung minh"),
        (Role.POINTS, r"diem toi da|diem chuan|diem quy dinh|so diem"),
        (Role.METHOD, r"cach tinh|cach cham|phuong phap|huong dan|cach danh gia|cach xac dinh"),
        (Role.METHOD, r"thang diem|muc diem"),
        (Role.NAME, r"linh vuc|tieu chi|noi dung|chi so|chi tieu"),
        (Role.NUMBER, r"^(?:s?tt|so tt|so thu tu|ma|ma so|muc)$"),
    )
)
_TALLEST = 3  # rows of one header
_SEARCHED = 60  # rows from the top of a table


@dataclass(frozen=True, kw_only=True)
class Header:
    """The rows a header takes (from, to), the column of each role, and its texts for comparison."""

    first: int
    after: int
    columns: Mapping[Role, int]
    texts: frozenset[tuple[str, ...]]

    def repeats(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row is this header again (as after a page break), or numbers its columns."""
        texts = _texts(row)
        return texts in self.texts or _numbers_columns(texts)


def find_header(grid: Grid) -> Header | None:
    """Return the header of a table; None when no row names both what is scored and its points."""
    for height in range(1, _TALLEST + 1):  # low headers first: a tall one could reach into a title
        for first in range(min(len(grid.rows), _SEARCHED)):
            rows = grid.rows[first : first + height]
            if len(rows) < height or sum(bool(cell.text) for cell in rows[0]) < 2:
                continue
            columns = _columns(rows)
            if {Role.NAME, Role.POINTS} <= columns.keys():
                return Header(
                    first=first,
                    after=first + height,
                    columns=columns,
                    texts=frozenset(_texts(row) for row in rows),
                )
    return None


def _numbers_columns(texts: Sequence[str]) -> bool:
    """Tell whether a row only counts the columns: (1) (2) (3), or A B C."""
    marks = [text.strip("()") for text in texts if text]
    numbers = [str(number) for number in range(1, len(marks) + 1)]
    return len(marks) > 2 and marks in (numbers, list("abcdefghijklmn"[: len(marks)]))


def _columns(rows: Sequence[Sequence[Cell]]) -> dict[Role, int]:
    columns: dict[Role, int] = {}
    width = max((len(row) for row in rows), default=0)
    for column in range(width):
        role = _role(" ".join(_heading(row, column, is_top=row is rows[0]) for row in rows).strip())
        if role is not None:
            columns.setdefault(role, column)
    if Role.POINTS not in columns and Role.METHOD in columns:
        # A table with one column "Thang điểm" gives the maximum there.
        column = columns[Role.METHOD]
        if any("thang diem" in search_key(cell_at(row, column).text) for row in rows):
            columns[Role.POINTS] = columns.pop(Role.METHOD)
    return columns


def _heading(row: Sequence[Cell], column: int, *, is_top: bool) -> str:
    """Return a heading; in the top row a covered cell belongs to the text on its left."""
    while is_top and column and cell_at(row, column).is_covered:
        column -= 1
    return " ".join(cell_at(row, column).text.split())


def _role(text: str) -> Role | None:
    if not text or len(text) > 120:
        return None
    words = search_key(text)
    return next((role for role, pattern in _WORDS if pattern.search(words)), None)


def _texts(row: Sequence[Cell]) -> tuple[str, ...]:
    texts = [search_key(" ".join(cell.text.split())) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
