"""Exact arithmetic: fractions inside, decimals outside, rounded half up only where told."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from parindex.viet import format_decimal


def rounded(value: Fraction, places: int) -> Decimal:
    """Return the value rounded half up (a half away from zero) to ``places`` decimals."""
    scaled = abs(value) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(units if value >= 0 else -units).scaleb(-places)


def is_exact(value: Fraction, places: int) -> bool:
    """Tell whether the value has no more than ``places`` decimals."""
    return (value * 10**places).denominator == 1


def decimals(value: Decimal) -> int:
    """Return how many decimals a number needs: 1.50 needs 1."""
    places = 0
    while not is_exact(Fraction(value), places):
        places += 1
    return places


def plain(value: Decimal) -> str:
    """Write a decimal for a machine: no exponent, no superfluous zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def number_text(value: Fraction | Decimal | int, *, places: int = 4) -> str:
    """Write a number for a sentence: exact up to ``places`` decimals, else rounded; "1.250,5"."""
    return format_decimal(rounded(Fraction(value), places).normalize(), grouped=True)


def approximate(value: Fraction) -> tuple[str, str]:
    """Return the sign and the text of a percentage: ("=", "85%") or ("≈", "66,67%").

    A value that two decimals would turn into a whole percentage it is not (99,998) is written
    with four or more, so that a sentence never seems to contradict its threshold.
    """
    if is_exact(value, 2):
        return "=", f"{number_text(value)}%"
    places = 2
    while rounded(value, places) == rounded(value, 0) and places < 12:
        places += 2
    return "=" if is_exact(value, places) else "≈", f"{number_text(value, places=places)}%"
