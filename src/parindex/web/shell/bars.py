"""Sizes and tones of bars; drawn as SVG because the content security policy knows no inline style."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

FULL = Decimal(100)
GOOD, FAIR = Decimal(80), Decimal(50)
_TENTH = Decimal("0.1")


def bar_width(percent: Decimal | None) -> str:
    """Return the width of a bar in a view box 100 wide, cut to what fits."""
    bounded = min(max(percent or Decimal(0), Decimal(0)), FULL)
    return format(bounded.quantize(_TENTH, rounding=ROUND_HALF_UP), "f")


def tone_of(percent: Decimal | None) -> str:
    """Return the tone of a percentage; for the eye only, classes come from the decision."""
    if percent is None:
        return "bar-none"
    if percent >= GOOD:
        return "bar-good"
    return "bar-fair" if percent >= FAIR else "bar-low"
