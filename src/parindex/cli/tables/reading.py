"""A table of units with points per field, from a file; every mistake named by its cell, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from pathlib import Path

from parindex.cli.tables.csv_file import read_csv
from parindex.cli.tables.grid import Grid, Mistakes, TableError
from parindex.cli.tables.headers import Column, Header, Kind, find_header, read_fields
from parindex.cli.tables.numbers import points_text
from parindex.cli.tables.rows import Rows
from parindex.cli.tables.xlsx_file import read_sheets
from parindex.kernel.reading.cells import cell_name
from parindex.kernel.reading.numbers import NumberError, read_number

_HOW_TO_GO_ON = (
    "bỏ trống không phải là 0 điểm "
    "(thêm --missing zero để tính 0, --missing skip để không xếp hạng đơn vị này)"
)


class Missing(Enum):
    """What empty points mean: a mistake, no points, or a unit that is not ranked."""

    REFUSE = "refuse"
    ZERO = "zero"
    SKIP = "skip"


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """A unit with its points per field, None where the table has none.

    ``max_points`` is the maximum of this unit alone, where the table has such a column.
    """

    name: str
    code: str
    group: str
    row: int
    points: tuple[Decimal | None, ...]
    max_points: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """The units of a table in its order; ``skipped`` are the lines that are no unit, as they stand."""

    source: str
    sheet: str
    other_sheets: tuple[str, ...]
    fields: tuple[Column, ...]
    units: tuple[UnitRow, ...]
    skipped: tuple[str, ...]


def read_table(path: Path, *, sheet: str | None = None, missing: Missing = Missing.REFUSE) -> Table:
    """Return the table of a CSV or XLSX file; raises TableError with everything that is wrong.

    Without ``sheet`` the first sheet that holds such a table is read.
    """
    grids = _grids(path, sheet)
    for grid in grids:
        header = find_header(grid)
        if header is not None:
            others = tuple(other.sheet for other in grids if other is not grid)
            return _read(grid, header, missing, others)
    raise TableError(
        f"{path.name}: không thấy dòng tiêu đề. Cần một dòng có cột “Đơn vị” và các cột lĩnh vực kèm "
        "điểm tối đa, ví dụ: Đơn vị | Chỉ đạo, điều hành (12) | Hiện đại hóa (14,5) | Tổng."
    )


def _grids(path: Path, sheet: str | None) -> list[Grid]:
    kind = path.suffix.lower()
    if kind in {".xlsx", ".xlsm"}:
        return read_sheets(path, sheet)
    if kind in {".csv", ".tsv", ".txt"}:
        return [read_csv(path)]
    raise TableError(
        f"{path.name}: chỉ đọc được tệp .csv và .xlsx; hãy lưu lại ở một trong hai dạng."
    )


def _read(grid: Grid, header: Header, missing: Missing, other_sheets: tuple[str, ...]) -> Table:
    rows, mistakes = Rows(grid, header), Mistakes()
    found = list(rows.units())
    if not found:
        raise TableError(f"{grid.source}: dưới dòng tiêu đề {header.row + 1} không có đơn vị nào.")
    numeric = {
        column.at
        for column in header.of(Kind.POINTS)
        if any(rows.has_number(row, column.at) for row, _ in found)
    }
    fields = read_fields(grid, header, numeric, mistakes)
    body = _Body(rows, fields, missing, mistakes)
    units = tuple(body.unit(row, group) for row, group in found)
    body.check_same(Kind.CODE, {unit.row: unit.code for unit in units if unit.code})
    body.check_same(Kind.UNIT, {unit.row: unit.name for unit in units if not unit.code})
    mistakes.stop_if_any()
    return Table(
        source=grid.source,
        sheet=grid.sheet,
        other_sheets=other_sheets,
        fields=fields,
        units=units,
        skipped=tuple(rows.skipped),
    )


@dataclass
class _Body:
    """The rows of units, read and checked cell by cell."""

    rows: Rows
    fields: tuple[Column, ...]
    missing: Missing
    mistakes: Mistakes
    unreadable: set[tuple[int, int]] = field(default_factory=set)

    def unit(self, row: int, group: str) -> UnitRow:
        name = self.rows.name(row)
        if not name:
            self.mistakes.add(
                row,
                self._header.unit,
                "dòng này có điểm nhưng không có tên đơn vị; nếu là điểm tối đa, hãy ghi “Điểm tối đa” vào đây.",
            )
        points = self._all_points(row)
        unit = UnitRow(
            name=name,
            code=self.rows.code(row),
            group=group,
            row=row,
            points=points,
            max_points=self._own_maximum(row),
        )
        known = [value for value in points if value is not None]
        if len(known) == len(points):
            self._check_totals(row, sum(known, Decimal(0)), unit.max_points)
        self._check_outside(row)
        return unit

    def check_same(self, kind: Kind, texts: Mapping[int, str]) -> None:
        """Report a code, or a name without a code, that stands twice."""
        column = self._header.first(kind)
        seen: dict[str, int] = {}
        for row, text in texts.items():
            first = seen.setdefault(text.casefold() or str(row), row)
            if column and first != row:
                what = "mã" if kind is Kind.CODE else "đơn vị"
                place = cell_name(first, column.at)
                self.mistakes.add(row, column.at, f"{what} “{text}” đã có ở ô {place}.")

    @property
    def _header(self) -> Header:
        return self.rows.header

    def _all_points(self, row: int) -> tuple[Decimal | None, ...]:
        found = tuple(self._points(row, column) for column in self.fields)
        empty = [
            column
            for column, points in zip(self.fields, found, strict=True)
            if points is None and (row, column.at) not in self.unreadable
        ]
        if self.missing is Missing.REFUSE and self.rows.name(row):
            self._refuse(row, empty)
        if self.missing is not Missing.ZERO:
            return found
        return tuple(Decimal(0) if points is None else points for points in found)

    def _refuse(self, row: int, empty: list[Column]) -> None:
        name = self.rows.name(row)
        if len(empty) == len(self.fields) > 1:
            message = f"{name} không có điểm nào; {_HOW_TO_GO_ON}."
            self.mistakes.add(row, self._header.unit, message)
            return
        for column in empty:
            message = f"thiếu điểm “{column.title}” của {name}; {_HOW_TO_GO_ON}."
            self.mistakes.add(row, column.at, message)

    def _points(self, row: int, column: Column) -> Decimal | None:
        points, top = self._number(row, column.at, "điểm"), column.max_points
        if points is not None and points < 0:
            self.mistakes.add(row, column.at, f"điểm {points_text(points)} là số âm.")
        elif points is not None and top is not None and points > top:
            message = f"điểm {points_text(points)} lớn hơn điểm tối đa {points_text(top)}."
            self.mistakes.add(row, column.at, message)
        return points

    def _number(self, row: int, at: int, what: str) -> Decimal | None:
        try:
            return read_number(self.rows.grid.at(row, at))
        except NumberError as error:
            self.unreadable.add((row, at))
            self.mistakes.add(row, at, f"{what} {error}.")
            return None

    def _own_maximum(self, row: int) -> Decimal | None:
        """Return the maximum of this unit alone: less than the sum where something does not apply."""
        column = self._header.first(Kind.MAXIMUM)
        if column is None:
            return None
        top = self._number(row, column.at, "điểm tối đa")
        known = [part.max_points for part in self.fields if part.max_points is not None]
        total = sum(known, Decimal(0))
        if top is None:
            if not known and (row, column.at) not in self.unreadable and self._has_any(row):
                self.mistakes.add(row, column.at, "thiếu điểm tối đa của đơn vị.")
        elif top <= 0:
            self.mistakes.add(row, column.at, "điểm tối đa phải lớn hơn 0.")
        elif known and top > total:
            said = points_text(top, total), points_text(total, top)
            message = f"điểm tối đa {said[0]} lớn hơn tổng {said[1]} của các lĩnh vực."
            self.mistakes.add(row, column.at, message)
        return top

    def _has_any(self, row: int) -> bool:
        return any(self.rows.has_number(row, column.at) for column in self.fields)

    def _check_totals(self, row: int, total: Decimal, top: Decimal | None) -> None:
        for column in self._header.of(Kind.TOTAL):
            said = self._number(row, column.at, "tổng")
            if said is not None and said != total:
                texts = points_text(said, total), points_text(total, said)
                message = f"tổng ghi {texts[0]} nhưng cộng các lĩnh vực được {texts[1]}."
                self.mistakes.add(row, column.at, message)
        own = self._header.first(Kind.MAXIMUM)
        if own and top is not None and total > top > 0:
            texts = points_text(total, top), points_text(top, total)
            message = (
                f"điểm tối đa của đơn vị ghi {texts[1]} nhưng cộng các lĩnh vực được {texts[0]}."
            )
            self.mistakes.add(row, own.at, message)

    def _check_outside(self, row: int) -> None:
        """Report numbers right of a CSV table: a decimal comma has parted a cell in two."""
        if not self.rows.grid.is_csv:
            return
        for at in self.rows.grid.filled(row):
            if at >= self._header.width and self.rows.has_number(row, at):
                self.mistakes.add(
                    row,
                    at,
                    "số này nằm ngoài các cột của tiêu đề; nếu số thập phân viết bằng dấu phẩy thì tệp CSV "
                    "phải phân cách cột bằng dấu chấm phẩy.",
                )
