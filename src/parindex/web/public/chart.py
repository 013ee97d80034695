"""The geometry of the bar chart on a unit's page: numbers for SVG attributes, no styles, no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from parindex.web.public.unit_page import FieldPart
from parindex.web.shell.bars import FULL

WIDTH = 360  # of the view box: about a phone's, where letters then keep their size
LEFT, ROOM = 74, Decimal(228)  # where bars begin, and how wide 100 percent is
ROW, THICK, TOP = 28, 14, 20


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A field's bar, with the tick of the mean."""

    code: str
    y: int
    text_y: int
    width: str
    value: Decimal
    value_x: str
    mean_x: str
    mean_top: int
    mean_bottom: int


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A vertical line of the scale."""

    percent: int
    x: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """The whole drawing."""

    width: int
    height: int
    left: int
    room: str
    thick: int
    top: int
    bottom: int
    bars: Sequence[Bar]
    ticks: Sequence[Tick]


def draw(parts: Sequence[FieldPart]) -> Chart:
    """Lay the fields' bars out below each other."""
    bottom = TOP + ROW * len(parts)
    return Chart(
        width=WIDTH,
        height=bottom + 4,
        left=LEFT,
        room=_text(ROOM),
        thick=THICK,
        top=TOP,
        bottom=bottom,
        bars=[_bar(part, TOP + ROW * place) for place, part in enumerate(parts)],
        ticks=[Tick(percent=percent, x=_at(Decimal(percent))) for percent in (0, 50, 100)],
    )


def _bar(part: FieldPart, top: int) -> Bar:
    y = top + (ROW - THICK) // 2
    return Bar(
        code=part.sums.code,
        y=y,
        text_y=y + THICK - 3,
        width=_text(_share(part.sums.index)),
        value=part.sums.index,
        value_x=_text(LEFT + ROOM + 6),
        mean_x=_at(part.mean_index),
        mean_top=y - 4,
        mean_bottom=y + THICK + 4,
    )


def _share(percent: Decimal) -> Decimal:
    return min(max(percent, Decimal(0)), FULL) / FULL * ROOM


def _at(percent: Decimal) -> str:
    return _text(LEFT + _share(percent))


def _text(number: Decimal) -> str:
    return format(number.quantize(Decimal("0.1")), "f")
