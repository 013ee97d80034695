"""Texts that give points to ranges and say what lies outside all of them: bands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from parindex.criteria.rule_texts.drafts import Draft, Said
from parindex.criteria.rule_texts.ranges import Range
from parindex.criteria.rule_texts.stepped import Row, ask_measured, measure_of, read_rows
from parindex.criteria.rule_texts.words import Unclear
from parindex.viet import format_decimal

_OUTSIDE = re.compile(
    r"ngoài (?:các |những )?(?:khoảng|mức)(?: trên| này| đã nêu)?\b", re.IGNORECASE
)


def read_bands(said: Said) -> Draft | None:
    """Read "Từ 97% đến 106%: 4; từ 94% đến dưới 97%: 3; còn lại: 1": too much is no better than too little.

    Ranges without a hole that go on upwards are steps, and left to them.
    """
    rows = read_rows(said.clauses)
    rest = [points for found, points in rows or () if found.is_rest]
    ranges = sorted(
        (row for row in rows or () if not row[0].is_rest), key=lambda row: _order(row[0])
    )
    if rows is None or len(rest) != 1:
        return None
    if any(_overlap(*pair) for pair in pairwise(ranges)):
        raise Unclear("các khoảng chồng lên nhau")
    is_said = any(_OUTSIDE.match(clause) for clause in said.clauses)
    is_percent, unit = measure_of(rows)
    if not is_said and _are_steps(ranges, is_percent=is_percent):
        return None
    code = ask_measured(said, [row[0] for row in ranges], is_percent=is_percent, unit=unit)
    if not is_said:
        _check_holes(said, ranges, is_count=said.asked.facts[code]["type"] == "count")
        _say_what_is_above(said, ranges[-1][0], rest[0], unit="%" if is_percent else f" {unit}")
    top = said.top(None if said.max_points is not None else max(points for _, points in rows))
    bands = [{**_ends(found), "points": points} for found, points in ranges]
    keys = {"form": "bands", "fact": code, "bands": bands, "otherwise": rest[0]}
    return Draft(keys=keys, max_points=top)


def _order(found: Range) -> tuple[bool, Decimal, bool]:
    return found.low is not None, found.low or Decimal(0), found.is_above


def _overlap(lower: Row, upper: Row) -> bool:
    end, start = lower[0].high, upper[0].low
    if end is None or start is None or end > start:
        return True
    return end == start and not (lower[0].is_below or upper[0].is_above)


def _are_steps(ranges: Sequence[Row], *, is_percent: bool) -> bool:
    highest = ranges[-1][0]
    is_whole = is_percent and highest.high == 100 and not highest.is_below
    return (highest.high is None or is_whole) and not any(_hole(*pair) for pair in pairwise(ranges))


def _hole(lower: Row, upper: Row) -> Decimal | None:
    """Return how wide the hole between two ranges is; None when they meet, 0 for a single number."""
    end, start = lower[0].high or Decimal(0), upper[0].low or Decimal(0)
    is_met = end == start and lower[0].is_below != upper[0].is_above
    return None if is_met else start - end


def _check_holes(said: Said, ranges: Sequence[Row], *, is_count: bool) -> None:
    """Refuse "đến 89%" beside "từ 90%": whoever wrote so has not thought of what lies between."""
    for lower, upper in pairwise(ranges):
        width = _hole(lower, upper)
        ends = [
            format_decimal(value) for value in (lower[0].high, upper[0].low) if value is not None
        ]
        is_closed = not (lower[0].is_below or upper[0].is_above)
        if width is None or (is_count and is_closed and width <= 1):
            continue  # no number of things lies between 3 and 4
        if width <= 1:
            raise Unclear(f"lời không nói giữa {ends[0]} và {ends[-1]} được mấy điểm")
        said.asked.assumed.append(f"giữa {ends[0]} và {ends[-1]} tính là “còn lại”")


def _say_what_is_above(said: Said, highest: Range, points: Decimal, *, unit: str) -> None:
    if highest.high is None or (unit == "%" and highest.high == 100 and not highest.is_below):
        return
    end = f"{format_decimal(highest.high)}{unit}"
    above = f"từ {end} trở lên" if highest.is_below else f"trên {end}"
    said.asked.assumed.append(f"“còn lại” tính cả {above}: được {format_decimal(points)} điểm")


def _ends(found: Range) -> dict[str, Any]:
    ends: dict[str, Any] = {}
    if found.low is not None:
        ends["above" if found.is_above else "from"] = found.low
    if found.high is not None:
        ends["below" if found.is_below else "to"] = found.high
    return ends
