"""The annexes of the council's minutes: the results passed, and the chair's rulings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from parindex.documents import figures
from parindex.documents.council_minutes.context import (
    CouncilMinutesContext,
    PassedUnit,
    RuledPoint,
)
from parindex.documents.paper import Align, Annex, Column, HeaderCell, Letterhead, Row, Table
from parindex.documents.paper.wording import belongs_to
from parindex.documents.provenance import data_notes

_POINTS = Column(width=22, align=Align.CENTER, numeric=True)
_RESULT_COLUMNS = (
    Column(width=14, align=Align.CENTER, numeric=True),
    Column(width=66),
    *(_POINTS,) * 5,
    Column(width=24, align=Align.CENTER),
    Column(width=36),
)
_RESULT_TITLES = (
    *("Xếp hạng", "Đơn vị", "Điểm tự chấm", "Điểm kết luận", "Điểm tối đa", "Chỉ số (%)"),
    *("Số mục khác tự chấm", "Xếp loại", "Ghi chú"),
)
_RULING_COLUMNS = (
    Column(width=36),
    Column(width=16),
    Column(width=80),
    _POINTS,
    _POINTS,
    Column(width=84),
)
_RULING_TITLES = (
    *("Đơn vị", "Mã số", "Tiêu chí, tiêu chí thành phần"),
    *("Điểm thẩm định", "Điểm kết luận", "Lý do"),
)


def annexes(context: CouncilMinutesContext, letterhead: Letterhead) -> tuple[Annex, ...]:
    """Return the results, and the rulings if there are any."""
    parts = list(_parts(context))
    numbers = ("I", "II") if len(parts) > 1 else ("",)
    return tuple(
        Annex(
            number=number,
            title=title,
            belongs_to=belongs_to(letterhead),
            blocks=(table, *data_notes(illustrative=False, synthetic=context.synthetic)),
            landscape=True,
        )
        for number, (title, table) in zip(numbers, parts, strict=True)
    )


def _parts(context: CouncilMinutesContext) -> Iterator[tuple[str, Table]]:
    results = Table(
        columns=_RESULT_COLUMNS,
        header=(tuple(HeaderCell(text=title) for title in _RESULT_TITLES),),
        rows=tuple(_unit(context, unit) for unit in context.units),
        size=11,
    )
    index = f"Chỉ số cải cách hành chính năm {context.cycle_year}"
    yield f"Kết quả {index} của {context.units_phrase}", results
    if context.rulings:
        rulings = Table(
            columns=_RULING_COLUMNS,
            header=(tuple(HeaderCell(text=title) for title in _RULING_TITLES),),
            rows=tuple(_ruling(context, ruling) for ruling in context.rulings),
            size=11,
        )
        yield f"Kết luận của Chủ tịch Hội đồng về {index}", rulings


def _unit(context: CouncilMinutesContext, unit: PassedUnit) -> Row:
    return Row(
        cells=(
            str(unit.rank),
            unit.name,
            _points(context, unit.own),
            _points(context, unit.points),
            _points(context, unit.max_points),
            figures.percent(unit.index),
            str(unit.differences),
            unit.class_name or figures.NOTHING,
            "Nộp hồ sơ muộn" if unit.is_late else "",
        )
    )


def _ruling(context: CouncilMinutesContext, ruling: RuledPoint) -> Row:
    final = "Không áp dụng" if ruling.not_applicable else _points(context, ruling.points)
    return Row(
        cells=(
            ruling.unit,
            ruling.code,
            ruling.name,
            _points(context, ruling.award),
            final,
            ruling.reason,
        )
    )


def _points(context: CouncilMinutesContext, value: Decimal | None) -> str:
    return figures.points(value, places=context.points_places)
