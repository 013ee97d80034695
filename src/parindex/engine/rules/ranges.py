"""Saying which numbers a step or a band takes: "từ 80% đến dưới 90%"."""

from __future__ import annotations

from decimal import Decimal

from parindex.engine.wording import Text, say


def above_text(low: Decimal, unit: str, *, is_open: bool) -> Text:
    """Say that numbers have no upper end; ``is_open`` means without the lower end itself."""
    if is_open:
        return say("trên {low}{unit}", low=low, unit=unit)
    return say("từ {low}{unit} trở lên", low=low, unit=unit)


def below_text(high: Decimal, unit: str, *, is_open: bool) -> Text:
    """Say that numbers have no lower end; ``is_open`` means without the upper end itself."""
    if is_open:
        return say("dưới {high}{unit}", high=high, unit=unit)
    return say("từ {high}{unit} trở xuống", high=high, unit=unit)


def between_text(low: Text, high: Text) -> Text:
    """Say that numbers lie between two ends, as ``start_text`` and ``end_text`` say them."""
    return say("{low} đến {high}", low=low, high=high)


def start_text(low: Decimal, unit: str, *, is_open: bool) -> Text:
    """Say the lower end of a stretch."""
    if is_open:
        return say("trên {low}{unit}", low=low, unit=unit)
    return say("từ {low}{unit}", low=low, unit=unit)


def end_text(high: Decimal, unit: str, *, is_open: bool) -> Text:
    """Say the upper end of a stretch."""
    if is_open:
        return say("dưới {high}{unit}", high=high, unit=unit)
    return say("{high}{unit}", high=high, unit=unit)
