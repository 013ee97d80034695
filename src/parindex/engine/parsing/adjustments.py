"""Reading the bonus and penalty points of a set."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from parindex.engine.adjusting import Adjustment, AdjustmentKind, AdjustmentLimits
from parindex.engine.exact import decimals, number_text
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Scope
from parindex.engine.rules.registry import read_rule

_LIMITS = ("bonus", "penalty", "ceiling")


def read_adjustments(
    entry: Entry, scope: Scope, *, codes: Collection[str]
) -> tuple[Adjustment, ...]:
    """Read every adjustment; ``scope`` is the set's, ``codes`` are those the nodes have taken."""
    found: list[Adjustment] = []
    for row in entry.entries("adjustments", required=False):
        adjustment = _read_adjustment(row, scope)
        if adjustment.code in {*codes, *(earlier.code for earlier in found)}:
            row.report(f"Mã “{adjustment.code}” bị trùng với một mục khác.", "code")
        found.append(adjustment)
    return tuple(found)


def read_limits(
    entry: Entry, adjustments: tuple[Adjustment, ...], *, max_points: Decimal, places: int
) -> AdjustmentLimits:
    """Read the limits on all adjustments together."""
    limits = entry.entry("adjustment_limits", required=False)
    given = {key: limits.number(key) for key in _LIMITS if limits.has(key)}
    limits.finish()
    for key, limit in given.items():
        if limits.is_clean(key) and decimals(limit) > places:
            limits.report(
                f"Giới hạn {number_text(limit)} lẻ hơn {places} chữ số thập phân mà bộ tiêu chí làm tròn.",
                key,
            )
    kinds = {item.kind for item in adjustments}
    if "ceiling" in given and limits.is_clean("ceiling") and given["ceiling"] < max_points:
        limits.report(
            f"Mức trần {number_text(given['ceiling'])} thấp hơn điểm tối đa {number_text(max_points)} của bộ.",
            "ceiling",
        )
    for key in given:
        needed = AdjustmentKind.PENALTY if key == "penalty" else AdjustmentKind.BONUS
        if needed not in kinds:
            limits.report(
                f"Giới hạn này cần ít nhất một mục {needed.value} trong adjustments.", key
            )
    return AdjustmentLimits(**given)


def _read_adjustment(entry: Entry, scope: Scope) -> Adjustment:
    max_points = entry.number("max_points")
    if entry.is_clean("max_points") and entry.has("max_points"):
        if max_points == 0:
            entry.report("Điểm tối đa phải lớn hơn 0.", "max_points")
        elif decimals(max_points) > scope.points_places:
            entry.report(
                f"Điểm tối đa {number_text(max_points)} lẻ hơn {scope.points_places} chữ số thập phân "
                "mà bộ tiêu chí làm tròn.",
                "max_points",
            )
    adjustment = Adjustment(
        code=entry.text("code"),
        name=entry.text("name"),
        kind=entry.one_of("kind", AdjustmentKind),
        rule=read_rule(entry.entry("rule"), scope.of(max_points)),
        guidance=entry.text("guidance", required=False),
        source=entry.text("source", required=False),
        illustrative=entry.flag("illustrative"),
    )
    if not adjustment.source and not adjustment.illustrative:
        entry.report(
            "Mục này chưa có nguồn: hãy ghi source, hoặc illustrative: true nếu là dòng minh họa."
        )
    entry.finish()
    return adjustment
