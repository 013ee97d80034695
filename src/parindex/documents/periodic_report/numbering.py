"""Numbers of headings: "I.", "1.", "a)", each level beginning anew below the one above it."""

from __future__ import annotations

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_LEVELS = 3


class Numbering:
    """Counts headings as they come."""

    def __init__(self) -> None:
        self._counts = [0] * _LEVELS

    def next(self, level: int) -> str:
        """Return the number of the next heading of a level (1, 2; everything below is 3)."""
        place = min(level, _LEVELS) - 1
        self._counts[place] += 1
        self._counts[place + 1 :] = [0] * (_LEVELS - place - 1)
        number = self._counts[place]
        if place == 0:
            return f"{roman(number)}."
        return f"{number}." if place == 1 else f"{_letter(number)})"


def roman(number: int) -> str:
    """Return a number of up to some dozens in Roman figures."""
    made = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        made += letters * times
    return made


def _letter(number: int) -> str:
    return _LETTERS[(number - 1) % len(_LETTERS)]
