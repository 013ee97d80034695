"""Numbers as Vietnamese documents write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

# Wide enough that no figure of a criteria set is ever rounded by the context itself.
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu")
_BILLION = 10**9
_COMMA = str.maketrans(",.", ".,")


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round to ``places`` decimals, a half away from zero: the rounding of the decisions."""
    return value.quantize(Decimal(1).scaleb(-places), context=_WIDE)


def format_decimal(value: Decimal, places: int | None = None, *, grouped: bool = False) -> str:
    """Write a number with a decimal comma: "1,25".

    With ``places`` the number is rounded half up and keeps its zeros ("85,00"); without, it is
    written exactly and without superfluous zeros. ``grouped`` puts a point between thousands,
    for reading only: what a person may type back in is written without.
    """
    number = Decimal(value) if places is None else round_half_up(Decimal(value), places)
    text = format(number, ",f" if grouped else "f")
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not number:
        text = text.removeprefix("-")
    return text.translate(_COMMA)


def number_in_words(number: int) -> str:
    """Write a whole number in words: "hai mươi mốt", "một nghìn không trăm linh năm"."""
    if number < 0:
        return f"âm {number_in_words(-number)}"
    if number >= _BILLION:
        high, low = divmod(number, _BILLION)
        rest = f" {_below_billion(low, padded=True)}" if low else ""
        return f"{number_in_words(high)} tỷ{rest}"
    return _below_billion(number, padded=False)


def _below_billion(number: int, *, padded: bool) -> str:
    """Write up to nine digits; ``padded`` when a higher group was said before."""
    if number == 0:
        return _DIGITS[0]
    words: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            words.append(_group(group, padded=padded or bool(words)) + _SCALES[power])
    return " ".join(words)


def _group(number: int, *, padded: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = []
    if hundreds or padded:
        words.append(f"{_DIGITS[hundreds]} trăm")
    if rest:
        words.append(_below_hundred(rest, after_hundreds=bool(words)))
    return " ".join(words)


def _below_hundred(number: int, *, after_hundreds: bool) -> str:
    tens, units = divmod(number, 10)
    if tens == 0:
        return f"linh {_DIGITS[units]}" if after_hundreds else _DIGITS[units]
    words = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    return f"{words} {_unit_after_tens(tens, units)}" if units else words


def _unit_after_tens(tens: int, units: int) -> str:
    """Say the unit as speech does after a ten: mười lăm, hai mươi mốt, hai mươi lăm."""
    if units == 5:
        return "lăm"
    if units == 1 and tens > 1:
        return "mốt"
    return _DIGITS[units]
