"""What the columns of a table are: the unit, the fields with their maximum points, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from parindex.cli.tables.grid import Grid, Mistakes, TableError
from parindex.cli.tables.numbers import points_text
from parindex.kernel.reading.cells import Value, cell_name, clean, is_empty
from parindex.kernel.reading.numbers import NumberError, read_number
from parindex.viet import search_key

_SEARCHED_ROWS = 60
_UNIT = re.compile(
    r"(ten )?(cac )?((don vi(?! tinh)|co quan|dia phuong|so, )[^0-9:]{0,60}"
    r"|(xa|phuong|huyen|tinh)([,/ –-]+(xa|phuong|huyen|thi xa|thi tran|thanh pho|dac khu))*)"
)
_NUMBER_COLUMN = re.compile(r"s?tt|so tt|so thu tu|no\.?|#")
_CODE_COLUMN = re.compile(r"ma( .*)?")
_TOTAL = re.compile(
    r"(tong|tong cong|tong so|cong)( diem| so diem)?( cac linh vuc| tham dinh| danh gia| dat( duoc)?| cchc| chung)?"
    r"|diem (tong|tong cong|tham dinh|dat( duoc)?|cchc)"
)
_MAXIMUM = re.compile(r"((tong )?(so )?diem )?(toi da|chuan)( ap dung)?|thang diem( toi da)?")
_DERIVED = re.compile(
    r"(xep |thu )?hang( .*)?|(xep |phan )loai( .*)?|chi so( cchc| cai cach hanh chinh| par ?index)?( nam \d+)?"
    r"( ?\(?%\)?)?|chi so .*\(%\)|diem tu (danh gia|cham).*|ty le( dat)?( ?\(?%\)?)?|ghi chu.*|quyet dinh cong bo"
)
_POINTS = r"(?P<points>[0-9]+(?:[.,][0-9]+)?)"
_IN_BRACKETS = re.compile(
    rf"[(\[]\s*(?:điểm\s+)?(?:tối đa\s*:?\s*)?{_POINTS}\s*(?P<word>điểm|đ)?\s*(?:tối đa)?\s*[)\]]\s*$",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"[-–:,]?\s*(?:tối đa\s*)?{_POINTS}\s*(?P<word>điểm|đ)\s*$", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,3})\)?(\s*=.*)?")


class Kind(Enum):
    """What a column is for."""

    UNIT = "unit"
    NUMBER = "number"
    CODE = "code"
    POINTS = "points"
    TOTAL = "total"
    MAXIMUM = "maximum"
    DERIVED = "derived"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column with its title, and the maximum that its title gives (points)."""

    at: int
    row: int
    title: str
    kind: Kind
    max_points: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Header:
    """The columns of a table, and the row (from 0) where what is below the titles begins."""

    row: int
    body: int
    columns: tuple[Column, ...]

    def of(self, kind: Kind) -> tuple[Column, ...]:
        """Return the columns of a kind."""
        return tuple(column for column in self.columns if column.kind is kind)

    def first(self, kind: Kind) -> Column | None:
        """Return the leftmost column of a kind."""
        return next(iter(self.of(kind)), None)

    @property
    def unit(self) -> int:
        return self.of(Kind.UNIT)[0].at

    @property
    def width(self) -> int:
        return max(column.at for column in self.columns) + 1


def find_header(grid: Grid) -> Header | None:
    """Return the header of a sheet: the first row with a title for units and two titles or more."""
    for row in range(min(_SEARCHED_ROWS, len(grid.rows))):
        filled = [at for at in grid.filled(row) if grid.text(row, at)]
        unit = next((at for at in filled if _UNIT.fullmatch(grid.key(row, at))), None)
        if unit is not None and len(filled) >= 2:
            return _read_header(grid, row, unit)
    return None


def is_maximum_row(grid: Grid, row: int, unit: int) -> bool:
    """Tell whether a row below the titles is "Điểm tối đa | 12 | 14,5"; ``unit`` is the units' column."""
    labels = (grid.key(row, at) for at in range(unit + 1))
    return any(_MAXIMUM.fullmatch(label.strip(" :.()")) for label in labels)


def read_fields(
    grid: Grid, header: Header, numeric: set[int], mistakes: Mistakes
) -> tuple[Column, ...]:
    """Return the columns of fields with their maximum points; raises TableError when there is none.

    A column that holds numbers (``numeric``) and states no maximum, in its title or in a row
    "Điểm tối đa", is a mistake, unless no column states one and each unit has its own in a
    column "Điểm tối đa".
    """
    maxima = _maximum_row(grid, header, mistakes)
    fields = tuple(
        _with_maximum(column, maxima, mistakes)
        for column in header.of(Kind.POINTS)
        if column.at in numeric or column.max_points is not None or column.at in maxima
    )
    if not fields:
        raise TableError(f"{grid.source}: không thấy cột điểm của lĩnh vực nào.")
    _check_titles(fields, mistakes)
    _check_maxima(grid, header, fields, mistakes)
    return fields


def _read_header(grid: Grid, row: int, unit: int) -> Header:
    last = row
    while _continues(grid, last + 1, unit):
        last += 1
    width = max(len(grid.rows[at]) for at in range(row, last + 1))
    columns = [_read_column(grid, (row, last), at, is_unit=at == unit) for at in range(width)]
    body = last + 1
    while _is_numbering(grid, body):
        body += 1
    return Header(row=row, body=body, columns=tuple(column for column in columns if column))


def _continues(grid: Grid, row: int, unit: int) -> bool:
    """Tell whether a row goes on with titles: words right of the units, nothing at the unit."""
    filled = grid.filled(row)
    if not filled or not is_empty(grid.at(row, unit)):
        return False
    if _is_numbering(grid, row) or is_maximum_row(grid, row, unit):
        return False
    words = [
        at for at in filled if at > unit and grid.text(row, at) and not _is_number(grid, row, at)
    ]
    return len(words) == len([at for at in filled if at > unit]) > 0


def _is_number(grid: Grid, row: int, at: int) -> bool:
    try:
        return read_number(grid.at(row, at)) is not None
    except NumberError:
        return False


def _is_numbering(grid: Grid, row: int) -> bool:
    """Tell whether a row only numbers the columns: A | B | 1 | 2 | 3=1+2."""
    texts = [clean(str(grid.at(row, at))) for at in grid.filled(row)]
    hits = [_COLUMN_NUMBER.fullmatch(text) for text in texts]
    numbers = [int(hit[1]) for hit in hits if hit]
    others = [text for text, hit in zip(texts, hits, strict=True) if not hit]
    return (
        len(numbers) >= 2
        and numbers[0] <= 3
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and all(re.fullmatch(r"\(?[A-Za-z]\)?", text) for text in others)
        and len(texts) >= 3
    )


def _read_column(grid: Grid, rows: tuple[int, int], at: int, *, is_unit: bool) -> Column | None:
    """Read the titles of a column from the lowest row up: the lowest is the narrowest."""
    title, place, maximum = "", rows[0], None
    for row in range(rows[1], rows[0] - 1, -1):
        words, points = _split_maximum(grid.text(row, at))
        maximum = points if maximum is None else maximum
        if words and not title:
            title, place = words, row
    if not title and maximum is None:
        return None
    kind = Kind.UNIT if is_unit else _kind_of(title, has_maximum=maximum is not None)
    return Column(at=at, row=place, title=title, kind=kind, max_points=maximum)


def _kind_of(title: str, *, has_maximum: bool) -> Kind:
    key = search_key(title).strip(" :.")
    patterns = (
        *((_NUMBER_COLUMN, Kind.NUMBER), (_CODE_COLUMN, Kind.CODE)),
        *((_TOTAL, Kind.TOTAL), (_MAXIMUM, Kind.MAXIMUM), (_DERIVED, Kind.DERIVED)),
    )
    found = next((kind for pattern, kind in patterns if pattern.fullmatch(key)), Kind.POINTS)
    own_points = found is Kind.DERIVED and not key.startswith("diem tu ")
    return Kind.POINTS if has_maximum and own_points else found


def _split_maximum(text: str) -> tuple[str, Decimal | None]:
    """Part "Chỉ đạo, điều hành (14,5 điểm)" into the title and 14.5; a year is no maximum."""
    hit = _IN_BRACKETS.search(text) or _AT_END.search(text)
    if hit is None:
        return text, None
    points = Decimal(hit["points"].replace(",", "."))
    if hit["word"] is None and 1990 <= points <= 2100 and "tối đa" not in hit[0].lower():
        return text, None
    return clean(text[: hit.start()]).rstrip(" :-–"), points


def _maximum_row(grid: Grid, header: Header, mistakes: Mistakes) -> dict[int, tuple[int, Decimal]]:
    """Return row and number for each column of the first row "Điểm tối đa"."""
    for row in range(header.body, len(grid.rows)):
        if is_maximum_row(grid, row, header.unit):
            return dict(_numbers_of(grid, row, header, mistakes))
    return {}


def _numbers_of(
    grid: Grid, row: int, header: Header, mistakes: Mistakes
) -> Iterator[tuple[int, tuple[int, Decimal]]]:
    for column in (*header.of(Kind.POINTS), *header.of(Kind.TOTAL)):
        try:
            number = read_number(_bare(grid, row, column.at))
        except NumberError as error:
            if column.kind is Kind.POINTS:
                mistakes.add(row, column.at, f"điểm tối đa {error}.")
            continue
        if number is not None:
            yield column.at, (row, number)


def _bare(grid: Grid, row: int, at: int) -> Value:
    """Return a cell of the row of maxima; "(12)" and "12 điểm" are 12 there."""
    _, points = _split_maximum(grid.text(row, at))
    return grid.at(row, at) if points is None else points


def _with_maximum(
    column: Column, maxima: dict[int, tuple[int, Decimal]], mistakes: Mistakes
) -> Column:
    if column.at not in maxima:
        return column
    row, number = maxima[column.at]
    if column.max_points is not None and column.max_points != number:
        said = points_text(column.max_points, number)
        message = f"điểm tối đa ghi {points_text(number)} nhưng tiêu đề cột ghi {said}."
        mistakes.add(row, column.at, message)
    return replace(column, max_points=number)


def _check_titles(fields: tuple[Column, ...], mistakes: Mistakes) -> None:
    seen: dict[str, Column] = {}
    for column in fields:
        first = seen.setdefault(column.title.casefold(), column)
        if first is not column:
            place = cell_name(first.row, first.at)
            mistakes.add(column.row, column.at, f"cột “{column.title}” đã có ở ô {place}.")


def _check_maxima(
    grid: Grid, header: Header, fields: tuple[Column, ...], mistakes: Mistakes
) -> None:
    none_has = all(column.max_points is None for column in fields)
    if none_has and header.of(Kind.MAXIMUM):
        return
    for column in fields:
        if column.max_points is None:
            mistakes.add(
                column.row,
                column.at,
                f"cột “{column.title}” chưa ghi điểm tối đa; hãy ghi trong tiêu đề, ví dụ "
                f"“{column.title or 'Tên lĩnh vực'} (12)”, hoặc thêm dòng “Điểm tối đa” dưới tiêu đề.",
            )
        elif column.max_points <= 0:
            mistakes.add(column.row, column.at, "điểm tối đa phải lớn hơn 0.")
    if all(column.max_points for column in fields):
        _check_total_of_maxima(grid, header, fields, mistakes)


def _check_total_of_maxima(
    grid: Grid, header: Header, fields: tuple[Column, ...], mistakes: Mistakes
) -> None:
    total = sum((column.max_points or Decimal(0) for column in fields), Decimal(0))
    row = _maximum_row(grid, header, Mistakes())
    for column in header.of(Kind.TOTAL):
        at, said = row.get(column.at, (column.row, column.max_points))
        if said is not None and said != total:
            texts = points_text(said, total), points_text(total, said)
            message = f"tổng điểm tối đa ghi {texts[0]} nhưng cộng các lĩnh vực được {texts[1]}."
            mistakes.add(at, column.at, message)
