"""Points as a table shows them: with as many decimals as those beside them."""

from __future__ import annotations

from decimal import Decimal

from parindex.viet import format_decimal


def points_text(value: Decimal, *others: Decimal) -> str:
    """Write points with as many decimals as the finest of the numbers beside them: 79,0 beside 78,5."""
    return format_decimal(value, max(_decimals(number) for number in (value, *others)))


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
