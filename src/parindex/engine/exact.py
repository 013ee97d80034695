"""Exact arithmetic: fractions inside, decimals outside, rounded half up only where told."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from parindex.viet import format_decimal

# Wide enough that no share of two 15-digit numbers loses a digit to the context.
_WIDE = Context(prec=60)


def rounded(value: Fraction, places: int) -> Decimal:
    """Return the value rounded half up (a half away from zero) to ``places`` decimals."""
    # In whole numbers: this runs several times for every sentence.
    above, below = value.numerator * 10**places, value.denominator
    units = (2 * abs(above) + below) // (2 * below)
    return Decimal(units if above >= 0 else -units).scaleb(-places, context=_WIDE)


def is_exact(value: Fraction, places: int) -> bool:
    """Tell whether the value has no more than ``places`` decimals."""
    return bool(10**places % value.denominator == 0)


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
    """Write a number for a sentence: "1.250,5".

    What people and files wrote (Decimal, int) stands exactly as written, so that no sentence says
    "1 is greater than 1"; what was computed (Fraction) is rounded to ``places`` decimals.
    """
    # Fraction is an abstract base class's child: asking for the others first is faster.
    number = Decimal(value) if isinstance(value, int | Decimal) else rounded(value, places)
    return format_decimal(number, grouped=True)


def approximate(value: Fraction) -> tuple[str, str]:
    """Return the sign and the text of a percentage: ("=", "85%") or ("≈", "66,67%").

    A value that two decimals would turn into a rounder percentage than it is (99,998 or 97,496)
    is written with four or more, so that a sentence never seems to contradict its threshold.
    """
    if is_exact(value, 2):
        return "=", f"{number_text(value)}%"
    places = 2
    while rounded(value, places) == rounded(value, 1) and places < 12:
        places += 2
    return "=" if is_exact(value, places) else "≈", f"{number_text(value, places=places)}%"
