"""Standings as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from parindex.cli.tables.standings import Result, Standings, UnitResult
from parindex.viet import format_decimal

_NOTHING = "–"


def standings_text(standings: Standings, *, width: int = 100) -> str:
    """Return the ranking, then the fields with index, rank and class, in panels of the width."""
    lines = [*_ranking(standings), "", *_fields(standings, width), *_remarks(standings)]
    return "\n".join(lines)


def text_table(rows: Sequence[Sequence[str]], *, left: int) -> Iterator[str]:
    """Yield the lines of a table; all columns but number ``left`` end at the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (
            text.ljust(size) if at == left else text.rjust(size)
            for at, (text, size) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _ranking(standings: Standings) -> Iterator[str]:
    head = ["Hạng", "Đơn vị", "Điểm", "Tối đa", "Chỉ số (%)"]
    if standings.classes:
        head.append("Xếp loại")
    rows = [
        head,
        *(_ranking_row(unit, with_class=bool(standings.classes)) for unit in standings.units),
    ]
    yield from text_table(rows, left=1)


def _ranking_row(unit: UnitResult, *, with_class: bool) -> list[str]:
    total = unit.total
    texts = (_number(total.points), _number(total.max_points), _number(total.index, 2))
    row = [str(total.rank or _NOTHING), unit.name, *texts]
    return [*row, total.class_name or _NOTHING] if with_class else row


def _fields(standings: Standings, width: int) -> Iterator[str]:
    fields = standings.fields
    has_indexes = any(field.max_points is not None for field in fields)
    figures = "chỉ số % (hạng)" + (" xếp loại" if standings.classes else "")
    yield f"Từng lĩnh vực: {figures if has_indexes else 'điểm'}"
    for number, field in enumerate(fields, start=1):
        top = "" if field.max_points is None else f" (tối đa {_number(field.max_points)})"
        yield f"  [{number}] {field.title}{top}"
    names = max(len(unit.name) for unit in standings.units)
    cells = [[_cell(result) for result in unit.fields] for unit in standings.units]
    widest = max(len(cell) for row in cells for cell in row)
    panel = max(1, (width - names) // (widest + 2))
    for start in range(0, len(fields), panel):
        shown = slice(start, start + panel)
        head = ["Đơn vị", *(f"[{at + 1}]" for at in range(len(fields))[shown])]
        rows = [[unit.name, *row[shown]] for unit, row in zip(standings.units, cells, strict=True)]
        yield ""
        yield from text_table([head, *rows], left=0)


def _cell(result: Result) -> str:
    if result.index is None:
        return _number(result.points)
    return f"{_number(result.index, 2)} ({result.rank}) {result.class_name or ''}".rstrip()


def _has_own_maximum(unit: UnitResult) -> bool:
    """Tell whether a ranked unit's fields have no index: its maximum is lower than their sum."""
    return unit.total.rank is not None and all(part.index is None for part in unit.fields)


def _remarks(standings: Standings) -> Iterator[str]:
    table, found = standings.table, []
    unranked = [unit.name for unit in standings.units if unit.total.rank is None]
    if unranked:
        found.append(f"Không xếp hạng vì thiếu điểm: {'; '.join(unranked)}.")
    if all(field.max_points is None for field in table.fields):
        found.append("Tệp không ghi điểm tối đa từng lĩnh vực nên chưa có chỉ số từng lĩnh vực.")
    elif own := [unit.name for unit in standings.units if _has_own_maximum(unit)]:
        found.append(
            "Có mục không áp dụng (điểm tối đa riêng thấp hơn tổng), tệp không ghi ở lĩnh vực nào nên "
            f"không có chỉ số từng lĩnh vực: {'; '.join(own)}."
        )
    if not standings.classes:
        found.append(
            "Chưa xếp loại: thêm các ngưỡng trong quyết định của mình, "
            'ví dụ --classes "xuất sắc:90,tốt:80,khá:65,trung bình:50,yếu:0".'
        )
    if table.skipped:
        found.append(f"Không tính là đơn vị: {'; '.join(table.skipped)}.")
    if table.other_sheets:
        others = ", ".join(table.other_sheets)
        found.append(f"Đã đọc trang “{table.sheet}”; chọn trang khác bằng --sheet: {others}.")
    yield from ["", *found] if found else []


def _number(value: Decimal | None, places: int | None = None) -> str:
    return _NOTHING if value is None else format_decimal(value, places)
