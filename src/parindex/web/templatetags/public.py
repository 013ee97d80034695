"""Figures of the public tables."""

from __future__ import annotations

from decimal import Decimal

from django import template

from parindex.viet import format_decimal

register = template.Library()


@register.filter
def figure(value: Decimal | str, places: int) -> str:
    """Show points with a fixed number of decimals, so that a column lines up: "7,50"."""
    return format_decimal(Decimal(value), places)


@register.filter
def signed2(value: Decimal) -> str:
    """Show a difference in percentage points with its sign and two decimals: "−18,20"."""
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return sign + format_decimal(abs(value), 2)
