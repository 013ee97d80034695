"""Numbers of rows ("I", "1", "1.1", "1.1.1") and the levels they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_LETTER = re.compile(r"[A-HĐ]")
_DOTTED = re.compile(r"(?:[IVX]{1,7}\.)?[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}")
_LEADING = re.compile(
    r"(?P<number>[IVX]{1,7}|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.)]?\s+(?P<name>\S.*)", re.DOTALL
)


@dataclass(frozen=True)
class Numeral:
    """A row's number, and its style: letters stand above Roman numbers, these above 1, 1.1, 1.1.1."""

    text: str
    style: int

    @property
    def last(self) -> str:
        return self.text.rpartition(".")[2]


def read_numeral(text: str) -> Numeral | None:
    """Read "I.", "1)", "1.1."; None for anything that numbers no row."""
    bare = text.strip().rstrip(".)").removeprefix("(").strip()
    if _ROMAN.fullmatch(bare):
        return Numeral(bare, 1)
    if _LETTER.fullmatch(bare):
        return Numeral(bare, 0)
    return Numeral(bare, 10 + bare.count(".")) if _DOTTED.fullmatch(bare) else None


def split_number(text: str) -> tuple[str, str]:
    """Split "1.1. Kế hoạch" into its number and its name, where the table has no column of numbers."""
    found = _LEADING.fullmatch(text)
    return (found["number"], found["name"]) if found else ("", text)


@dataclass(frozen=True)
class Levels:
    """The level, from 0, of every style in a table; styles in ``parts`` only group fields."""

    styles: tuple[int, ...]
    parts: frozenset[int]

    def of(self, numeral: Numeral) -> int | None:
        """Return the level of a number; None for a part that only groups."""
        return None if numeral.style in self.parts else self.styles.index(numeral.style)


def levels_of(numerals: Sequence[Numeral]) -> Levels:
    """Tell fields from criteria from components by the styles of all numbers.

    With four styles the highest one is a mere grouping ("Phần I") if the numbers below it run on
    through all of it, as those of fields do.
    """
    styles = sorted({numeral.style for numeral in numerals})
    parts: set[int] = set()
    while len(styles) > 3 and _runs_on([n for n in numerals if n.style == styles[1]]):
        parts.add(styles.pop(0))
    return Levels(tuple(styles), frozenset(parts))


def _runs_on(numerals: Sequence[Numeral]) -> bool:
    texts = [numeral.text for numeral in numerals]
    return len(set(texts)) == len(texts)
