"""What a simulation found, for a terminal, as JSON and as XLSX."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from parindex.cli.tables.printing import text_table
from parindex.cli.tables.writing import Cell, write_sheets
from parindex.engine.simulation import Move, Shift, Simulation
from parindex.viet import format_decimal

_SHOWN = 20  # lines of a list in the terminal; files have all
_NOTHING = "–"
_UNIT_HEAD = (
    *("Hạng mới", "Hạng cũ", "Lên/xuống", "Mã", "Đơn vị", "Chỉ số mới (%)", "Chỉ số cũ (%)"),
    *("Chênh", "Loại mới", "Loại cũ"),
)
_FIELD_HEAD = ("Đơn vị", "Lĩnh vực", "Điểm cũ", "Điểm mới", "Chênh")
_CHANGE_HEAD = ("Chỗ thay đổi", "Trước", "Sau")
_SHIFT_HEAD = ("Mục", "Bậc", "Nội dung", "Đơn vị", "Đổi hạng", "Cộng số hạng", "Nhiều nhất")


def _data(found: Simulation, shifts: Sequence[Shift]) -> dict[str, Any]:
    data = found.to_dict()
    return {**data, "sensitivity": [shift.to_dict() for shift in shifts]} if shifts else data


def json_text(found: Simulation, shifts: Sequence[Shift]) -> str:
    """Return everything as JSON."""
    return json.dumps(_data(found, shifts), ensure_ascii=False, indent=2)


def lines_of(found: Simulation, shifts: Sequence[Shift]) -> Iterator[str]:
    """Yield the lines for a terminal: what changed, who moves, by how much."""
    yield f"{len(found.changes)} chỗ thay đổi:"
    for change in found.changes[:_SHOWN]:
        yield f"  {change.place}: {change.before or _NOTHING} → {change.after or _NOTHING}"
    if len(found.changes) > _SHOWN:
        yield f"  … và {len(found.changes) - _SHOWN} chỗ nữa (ghi đủ trong tệp --out)."
    yield ""
    head = ["Hạng", "Trước", "Lên/xuống", "Đơn vị", "Chỉ số (%)", "Trước", "Chênh", "Xếp loại"]
    yield from text_table([[*head, "Điểm lĩnh vực"], *(_row(move) for move in found.moves)], left=3)
    touched = [effect for effect in found.fields if effect.units]
    if touched:
        yield "\nLĩnh vực thay đổi:"
    for effect in touched:
        yield f"  {effect.code}. {effect.name}: {effect.units} đơn vị, cộng lại {_signed(effect.difference)} điểm"
    yield from _remarks(found)
    yield from _shift_lines(shifts)


def _row(move: Move) -> list[str]:
    was, will = move.before, move.after
    fields = (
        f"{field.code}: {_signed(field.difference)}" for field in move.fields if field.difference
    )
    classes = will.class_name or _NOTHING
    return [
        str(will.rank or _NOTHING),
        str(was.rank or _NOTHING),
        _signed(move.places),
        move.name,
        _number(will.index),
        _number(was.index),
        _signed(move.index_change, 2),
        f"{was.class_name or _NOTHING} → {classes}" if move.changes_class else classes,
        "; ".join(fields),
    ]


def _remarks(found: Simulation) -> Iterator[str]:
    if found.scaled:
        listed = "; ".join(f"{code} ({count} đơn vị)" for code, count in found.scaled.items())
        yield f"\nKhông tính lại được từ số liệu, giữ nguyên tỷ lệ điểm đã chấm: {listed}."
    if found.unknown:
        listed = "; ".join(f"{code} ({count} đơn vị)" for code, count in found.unknown.items())
        yield f"\nChưa biết điểm theo bộ mới: {listed}."


def _shift_lines(shifts: Sequence[Shift]) -> Iterator[str]:
    if not shifts:
        return
    yield "\nĐộ nhạy theo bộ mới: một đơn vị đổi một bậc ở một mục thì đổi mấy hạng"
    rows = [[str(cell) for cell in _shift_row(shift)] for shift in shifts if shift.moved][:_SHOWN]
    yield from text_table([_SHIFT_HEAD, *rows], left=2)


def _shift_row(shift: Shift) -> list[Cell]:
    step = "lên" if shift.up else "xuống"
    return [shift.code, step, shift.name, shift.units, shift.moved, shift.places, shift.most]


def workbook(found: Simulation, shifts: Sequence[Shift]) -> bytes:
    """Return everything as XLSX, a sheet for each question."""
    fields: list[list[Cell]] = [
        [move.name, field.code, field.before, field.after, field.difference]
        for move in found.moves
        for field in move.fields
    ]
    changes: list[list[Cell]] = [[item.place, item.before, item.after] for item in found.changes]
    sheets: dict[str, Sequence[Sequence[Cell]]] = {
        "Đơn vị": [_UNIT_HEAD, *(_unit_row(move) for move in found.moves)],
        "Lĩnh vực": [_FIELD_HEAD, *fields],
        "Thay đổi": [_CHANGE_HEAD, *changes],
    }
    if shifts:
        sheets["Độ nhạy"] = [_SHIFT_HEAD, *(_shift_row(shift) for shift in shifts)]
    return write_sheets(sheets)


def _unit_row(move: Move) -> list[Cell]:
    was, will = move.before, move.after
    ranks = (will.rank, was.rank, move.places)
    indexes = (will.index, was.index, move.index_change)
    return [*ranks, move.code, move.name, *indexes, will.class_name, was.class_name]


def _number(value: Decimal | None) -> str:
    return _NOTHING if value is None else format_decimal(value, 2)


def _signed(value: Decimal | int | None, places: int | None = None) -> str:
    if value is None:
        return _NOTHING
    text = format_decimal(Decimal(value), places)
    return f"+{text}" if value > 0 else text
