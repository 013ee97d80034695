"""Texts that give points to ranges: steps, and the line between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from parindex.criteria.rule_texts.drafts import Draft, Said
from parindex.criteria.rule_texts.ranges import Range, read_range
from parindex.criteria.rule_texts.words import Unclear, condition_and_points
from parindex.viet import format_decimal

# Units of what is measured, not counted: it may have a fraction whatever the thresholds are.
_MEASURED = (
    *("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng", "tỉ đồng"),
    *("m", "km", "m2", "m²", "km2", "km²", "ha", "kg", "tạ", "tấn", "lít", "m3", "m³"),
)
Row = tuple[Range, Decimal]


def read_steps(said: Said) -> Draft | None:
    """Read clauses that are ranges with points, which leave no number out and none in two."""
    rows = read_rows(said.clauses)
    if rows is None:
        return None
    is_percent, unit = measure_of(rows)
    rest = [points for found, points in rows if found.is_rest]
    ranges = sorted(
        (row for row in rows if not row[0].is_rest), key=lambda row: _order(row[0]), reverse=True
    )
    if len(rest) > 1 or not ranges:
        raise Unclear("lời nói hai lần “còn lại”, hoặc không có khoảng nào")
    top = said.top(None if said.max_points is not None else max(points for _, points in rows))
    _close_top(ranges, top, said, is_percent=is_percent)
    for upper, lower in pairwise(ranges):
        _check_joint(upper[0], lower[0])
    otherwise = _close_bottom(ranges, rest)
    if not ranges:
        raise Unclear("lời chỉ có một khoảng")
    keys: dict[str, Any] = {
        "form": "steps",
        "fact": _ask(said, ranges, is_percent=is_percent, unit=unit),
        "steps": [
            *(
                {"above" if found.is_above else "at_least": found.low, "points": points}
                for found, points in ranges
            ),
            {"otherwise": True, "points": otherwise},
        ],
    }
    if said.places is not None:
        keys |= {"tested_on": "rounded", "rounded_places": said.places}
    return Draft(keys=keys, max_points=top)


def read_rows(clauses: Sequence[str]) -> list[Row] | None:
    """Read every clause as a range with points; None when none is, Unclear when only some are."""
    rows: list[Row] = []
    odd: list[str] = []
    for clause in clauses:
        parts = condition_and_points(clause)
        found = read_range(parts[0]) if parts else None
        if parts is not None and found is not None:
            rows.append((found, parts[1]))
        else:
            odd.append(clause)
    if not any(not found.is_rest for found, _ in rows):
        return None
    if odd:
        raise Unclear(f"“{odd[0]}” không phải một khoảng số kèm điểm")
    return rows


def measure_of(rows: Sequence[Row]) -> tuple[bool, str]:
    """Return whether the ranges are percentages, and the one thing they count."""
    ranges = [found for found, _ in rows if not found.is_rest]
    kinds = {found.is_percent for found in ranges}
    units = {found.unit for found in ranges if found.unit}
    if len(kinds) > 1 or len(units) > 1:
        raise Unclear("các khoảng không cùng một đơn vị")
    if kinds == {False} and not units:
        raise Unclear("các khoảng không có đơn vị (%, văn bản, triệu đồng…)")
    return kinds == {True}, next(iter(units), "")


def _ask(said: Said, ranges: Sequence[Row], *, is_percent: bool, unit: str) -> str:
    if is_percent:
        highest = ranges[0][0]
        exceeds = (highest.low or 0) > 100 or (
            highest.low == 100 and highest.high is None and "trở lên" in said.clauses[0]
        )
        return said.ask_share(may_exceed=exceeds)
    thresholds = [found.low for found, _ in ranges if found.low is not None]
    return said.asked.ask(quantity_kind(thresholds, unit), said.subject, unit=unit)


def ask_measured(said: Said, ranges: Sequence[Range], *, is_percent: bool, unit: str) -> str:
    """Propose the fact that ranges with any ends are about; ends beyond 100 % mean it may exceed."""
    ends = [end for found in ranges for end in (found.low, found.high) if end is not None]
    if is_percent:
        return said.ask_share(may_exceed=max(ends) > 100)
    return said.asked.ask(quantity_kind(ends, unit), said.subject, unit=unit)


def quantity_kind(ends: Sequence[Decimal], unit: str) -> str:
    """Return "amount" for what is measured (money, areas) or has fractions, else "count"."""
    is_whole = all(value == int(value) for value in ends)
    return "amount" if unit.lower() in _MEASURED or not is_whole else "count"


def _order(found: Range) -> tuple[bool, Decimal, bool]:
    return found.low is not None, found.low or Decimal(0), found.is_above


def _close_top(rows: list[Row], top: Decimal, said: Said, *, is_percent: bool) -> None:
    """See that the highest range has no end; "dưới 100%" alone leaves the maximum to 100 %."""
    highest = rows[0][0]
    is_hundred = is_percent and highest.high == 100
    if highest.high is None or (is_hundred and not highest.is_below):
        return
    if is_hundred and all(points < top for _, points in rows):
        said.asked.assumed.append(
            f"lời không nói 100%: coi là được điểm tối đa {format_decimal(top)}, "
            "vì không mức nào khác được điểm tối đa"
        )
        rows.insert(0, (Range(low=Decimal(100), is_percent=True, unit=highest.unit), top))
        return
    raise Unclear(f"lời không nói từ {format_decimal(highest.high)} trở lên được mấy điểm")


def _check_joint(upper: Range, lower: Range) -> None:
    if upper.low is None or lower.high is None:
        raise Unclear("các khoảng chồng lên nhau")
    at, below = format_decimal(upper.low), format_decimal(lower.high)
    if lower.high < upper.low or (lower.high == upper.low and upper.is_above and lower.is_below):
        raise Unclear(f"lời không nói giữa {below} và {at} được mấy điểm")
    if lower.high > upper.low or upper.is_above == lower.is_below:
        raise Unclear(f"các khoảng chồng lên nhau ở {at}")


def _close_bottom(rows: list[Row], rest: Sequence[Decimal]) -> Decimal:
    """Take the lowest range off as "otherwise"; what is below it must be said."""
    lowest, points = rows[-1]
    if lowest.low is None or (lowest.low == 0 and not lowest.is_above):
        if rest:
            raise Unclear("lời nói “còn lại”, nhưng không còn trường hợp nào")
        rows.pop()
        return points
    if not rest:
        below = "từ" if lowest.is_above else "dưới"
        low = format_decimal(lowest.low)
        raise Unclear(
            f"lời không nói {below} {low}{' trở xuống' if lowest.is_above else ''} được mấy điểm"
        )
    return rest[0]
