"""Which rows below the titles are units, and which are headings, sums and remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from parindex.cli.tables.grid import Grid
from parindex.cli.tables.headers import Header, Kind, is_maximum_row
from parindex.kernel.reading.cells import clean
from parindex.kernel.reading.numbers import NumberError, read_number
from parindex.viet import search_key

_SUMMARY = re.compile(
    r"tong|tong cong|tong so|cong|((diem )?(trung binh|binh quan|cao nhat|thap nhat))( .*)?"
)
_GROUP = re.compile(r"([IVX]{1,5}|[A-Z])\s*[.):/-]\s*\S.*|[^,]*:", re.ASCII)
_GROUP_WORDS = re.compile(r"(cac|khoi|nhom|cum) .*")
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9]|#")
_NOTE = re.compile(
    r"([*(-]|ghi chu|luu y|nguon|nguoi lap|lap bieu|noi nhan|xac nhan|chu tich|tm\.|kt\.|tl\.|ngay |.*, ngay ).*"
)


@dataclass
class Rows:
    """The rows below the titles; ``skipped`` tells what was left out, as it stands there."""

    grid: Grid
    header: Header
    skipped: list[str] = field(default_factory=list)

    def units(self) -> Iterator[tuple[int, str]]:
        """Yield the rows of units, each with the heading it stands under."""
        group = ""
        for row in self._filled:
            if self._is_unit(row):
                yield row, group
            else:
                words = self._words(row)
                self.skipped.append(f"dòng {row + 1} “{words[:60]}”")
                if self._last > row and not self._is_summary(row):
                    group = words

    def name(self, row: int) -> str:
        """Return what stands in the column of units."""
        return self._cell(row, self.header.unit)

    def code(self, row: int) -> str:
        """Return the code of the unit, where the table has such a column."""
        column = self.header.first(Kind.CODE)
        return self._cell(row, column.at) if column else ""

    def has_number(self, row: int, at: int) -> bool:
        """Tell whether a cell holds a number."""
        try:
            return read_number(self.grid.at(row, at)) is not None
        except NumberError:
            return False

    @cached_property
    def _filled(self) -> list[int]:
        rows = range(self.header.body, len(self.grid.rows))
        unit = self.header.unit
        filled = [row for row in rows if self.grid.filled(row)]
        return [row for row in filled if not is_maximum_row(self.grid, row, unit)]

    @cached_property
    def _last(self) -> int:
        """The last row with points: what follows may be remarks."""
        return max((row for row in self._filled if self._has_points(row)), default=-1)

    @cached_property
    def _is_numbered(self) -> bool:
        return any(self._is_counted(row) for row in self._filled if self._has_points(row))

    def _has_points(self, row: int) -> bool:
        kinds = (Kind.POINTS, Kind.TOTAL, Kind.MAXIMUM)
        columns = (column.at for kind in kinds for column in self.header.of(kind))
        return any(at > self.header.unit and self._is_meant_as_number(row, at) for at in columns)

    def _is_meant_as_number(self, row: int, at: int) -> bool:
        """Tell a number, also a broken one (#REF!, a day, 12x), from the words of a remark."""
        value = self.grid.at(row, at)
        if isinstance(value, str):
            return bool(_LIKE_A_NUMBER.match(value.strip()))
        return value is not None

    def _is_unit(self, row: int) -> bool:
        if self._is_summary(row):
            return False
        return self._has_points(row) or self._is_unit_without_points(row)

    def _is_unit_without_points(self, row: int) -> bool:
        """Tell whether a row without points names a unit, rather than a group or a remark."""
        name = self.name(row)
        if not name:
            return False
        if self.code(row) or self._is_counted(row):
            return True
        if self._is_numbered or _GROUP.fullmatch(name):
            return False
        key = search_key(name)
        if row < self._last:
            return not _GROUP_WORDS.fullmatch(key)
        after_gap = any(not self.grid.filled(at) for at in range(self._last + 1, row))
        return not after_gap and not _NOTE.fullmatch(key)

    def _is_summary(self, row: int) -> bool:
        labels = (self.grid.key(row, at).strip(" :.") for at in range(self.header.unit + 1))
        return any(_SUMMARY.fullmatch(label) for label in labels)

    def _is_counted(self, row: int) -> bool:
        """Tell whether the row has a number of its own: 1, 2, 3."""
        column = self.header.first(Kind.NUMBER)
        return column is not None and self._cell(row, column.at).strip(".").isdecimal()

    def _cell(self, row: int, at: int) -> str:
        value = self.grid.at(row, at)
        return "" if value is None else clean(str(value))

    def _words(self, row: int) -> str:
        return " ".join([self._cell(row, at) for at in self.grid.filled(row)][:2])
