"""An uploaded workbook: checked before it is kept, opened without computing anything."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from django.core.files.base import File
from django.utils.translation import gettext as _

from parindex.kernel.errors import FileRefused
from parindex.kernel.reading.cells import Value
from parindex.kernel.reading.package import MEGABYTE, PackageDamaged, PackageTooLarge, measure
from parindex.kernel.uploads import check_upload

MOST_BYTES = 20 * MEGABYTE
MOST_COLUMNS = 400
_DIGITS = 15  # what a spreadsheet shows of a number; the sixteenth is binary noise
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
)


@dataclass(frozen=True)
class Formula:
    """A cell that computes; its text is shown, its result is not taken."""

    text: str


@dataclass(frozen=True)
class Broken:
    """A cell in which the spreadsheet reports an error: #DIV/0!."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell with what tells about it besides its value."""

    value: Value | Formula | Broken = None
    is_percent: bool = False
    is_merged: bool = False

    @property
    def is_empty(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    @property
    def text(self) -> str:
        """Return the words of the cell; a number as it is written, nothing for anything else."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, int | Decimal) and not isinstance(self.value, bool):
            return format(Decimal(self.value), "f")
        return ""


NOTHING = Cell()


@dataclass(frozen=True, kw_only=True)
class Page:
    """A sheet; rows and columns count from 1."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @cached_property
    def _filled(self) -> Mapping[int, list[int]]:
        filled: dict[int, list[int]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            if not cell.is_empty:
                filled.setdefault(row, []).append(column)
        return filled

    @property
    def rows(self) -> Iterable[int]:
        """Return the rows that hold something, from the top."""
        return self._filled.keys()

    def columns_at(self, row: int) -> Sequence[int]:
        """Return the columns of a row that hold something."""
        return self._filled.get(row, ())

    def at(self, row: int, column: int) -> Cell:
        """Return a cell; outside the sheet everything is empty."""
        return self.cells.get((row, column), NOTHING)

    def hides(self, row: int, column: int) -> bool:
        """Tell whether nobody sees the cell."""
        return self.is_hidden or row in self.hidden_rows or column in self.hidden_columns


@dataclass(frozen=True, kw_only=True)
class Book:
    """A workbook: its sheets by name."""

    pages: Mapping[str, Page]


def check_book(upload: File[bytes]) -> None:
    """Raise FileRefused unless the upload is an XLSX that can be opened without harm."""
    name = (upload.name or "").rsplit("/", 1)[-1]
    if not name.lower().endswith(".xlsx"):
        raise FileRefused(
            _(
                "Chỉ nhận tệp .xlsx. “%(name)s” là loại khác: hãy mở bằng chương trình bảng tính, "
                "chọn Lưu thành (Save As) rồi chọn “Excel Workbook (*.xlsx)”."
            )
            % {"name": name[:80]}
        )
    if (upload.size or 0) > MOST_BYTES:
        raise FileRefused(
            _(
                "Tệp lớn hơn %(most)d MB. Biểu tải từ hệ thống nhỏ hơn nhiều: hãy bỏ hình ảnh chèn thêm."
            )
            % {"most": MOST_BYTES // MEGABYTE}
        )
    upload.seek(0)
    if upload.read(len(_OLE)) == _OLE:
        raise FileRefused(
            _(
                "Tệp có mật khẩu mở, hoặc là .xls cũ đổi tên. Hãy bỏ mật khẩu, lưu thành .xlsx rồi gửi lại."
            )
        )
    check_upload(upload)
    upload.seek(0)
    try:
        measure(upload, main="xl/workbook.xml")
    except PackageTooLarge as error:
        raise FileRefused(
            _("Tệp chứa quá nhiều: %(what)s Hãy tải biểu mới, dán số liệu vào rồi gửi lại.")
            % {"what": error}
        ) from None
    except PackageDamaged:
        raise _damaged() from None


def open_book(file: IO[bytes] | File[bytes]) -> Book:
    """Return the sheets of a workbook that passed ``check_book``; raises FileRefused."""
    import openpyxl  # noqa: PLC0415 - slow to import, and every command would pay
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that are not read
            book = openpyxl.load_workbook(file, keep_links=False)
            return Book(pages={sheet.title: _page(sheet) for sheet in book.worksheets})
    except (InvalidFileException, *_BROKEN):
        raise _damaged() from None


def _page(sheet: Any) -> Page:
    merged = _covered(sheet.merged_cells.ranges)
    written = {
        place: _cell(cell, is_merged=place in merged)
        for place, cell in sheet._cells.items()  # noqa: SLF001 - a far corner must cost nothing
        if place[1] <= MOST_COLUMNS
    }
    covered = {place: Cell(is_merged=True) for place in merged if place not in written}
    cells = covered | written
    return Page(
        name=sheet.title,
        cells=cells,
        is_hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(at for at, row in sheet.row_dimensions.items() if row.hidden),
        hidden_columns=frozenset(_hidden_columns(sheet.column_dimensions.values())),
    )


def _covered(ranges: Iterable[Any]) -> set[tuple[int, int]]:
    return {
        (row, column)
        for area in ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1)
    }


def _hidden_columns(dimensions: Iterable[Any]) -> Iterable[int]:
    for columns in dimensions:
        if columns.hidden and columns.min and columns.max:
            yield from range(columns.min, min(columns.max, MOST_COLUMNS) + 1)


def _cell(cell: Any, *, is_merged: bool) -> Cell:
    shown = str(getattr(cell, "number_format", ""))
    return Cell(value=_value(cell), is_percent="%" in shown, is_merged=is_merged)


def _value(cell: Any) -> Value | Formula | Broken:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if kind == "f":
        return Formula(str(getattr(value, "text", value) or "="))
    if kind == "e":
        return Broken(str(value))
    if isinstance(value, float):
        return Decimal(format(value, f".{_DIGITS}g"))
    if value is None or isinstance(value, str | bool | int | dt.date | dt.time | dt.timedelta):
        return value
    return str(value)


def _damaged() -> FileRefused:
    return FileRefused(
        _("Tệp bị hỏng, không mở được như bảng tính .xlsx. Hãy lưu lại rồi gửi lại.")
    )
