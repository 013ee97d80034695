"""A scoring text cut into its clauses, with numbers and names as decisions write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from parindex.viet import search_key

LONGEST = 4000  # characters: longer is no scoring text but a page
NUMBER = r"[0-9]{1,12}(?:[.,][0-9]{1,12}){0,3}"
POINTS_WORD = r"(?:điểm|đ)"

_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_ALIKE = str.maketrans(
    {"–": "-", "−": "-", "—": "-", "×": "x", "*": "x", "\u00a0": " ", "≧": "≥", "≦": "≤"}
)
# ";", a line's end, or a full stop before a new sentence; the stop inside 1.000 has no space after it.
_CLAUSE_END = re.compile(r"\s*(?:;|\n|\.\s+(?=[^\W\d_(\[]))\s*")
_BULLET = re.compile(r"^[-+•]\s+")
_POINTS = re.compile(
    rf"(?P<condition>.+?)\s*(?:(?P<mark>[:=]|\b(?:được|đạt|thì|chấm)\b)\s*)?"
    rf"(?P<points>{NUMBER})\s*(?P<word>{POINTS_WORD})?",
    re.IGNORECASE,
)


class Unclear(ValueError):
    """The text is of a known kind, but does not say all that a rule needs; the message says what."""


def tidy(text: str) -> str:
    """Write a text with one kind of dash, sign and space, without a full stop at its end."""
    composed = unicodedata.normalize("NFC", text).translate(_ALIKE)
    lines = (_BULLET.sub("", " ".join(line.split())) for line in composed.splitlines())
    return "\n".join(line for line in lines if line).rstrip(" .;")


def clauses_of(text: str) -> tuple[str, ...]:
    """Cut a tidied text into clauses: at semicolons, line ends and ends of sentences."""
    return tuple(part.strip(" .") for part in _CLAUSE_END.split(text) if part.strip(" ."))


def number(text: str) -> Decimal | None:
    """Read a Vietnamese number ("1.250,5", "0,5", "0.5"); None when it may mean two things."""
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return Decimal(text.replace(",", ".")) if _PLAIN.fullmatch(text) else None


def condition_and_points(clause: str) -> tuple[str, Decimal] | None:
    """Split "từ 80% đến dưới 90%: 0,5 điểm" into its condition and its points.

    Without a mark between the two, only a number followed by "điểm" is taken for points.
    """
    found = _POINTS.fullmatch(clause)
    if found is None or not (found["mark"] or found["word"]):
        return None
    points = number(found["points"])
    condition = found["condition"].strip(" ,")
    return (condition, points) if points is not None and condition else None


def same_words(text: str, *others: str) -> bool:
    """Tell whether a text is one of the others, apart from case, accents and spaces."""
    return search_key(text).strip() in {search_key(other) for other in others}


def slug(text: str, *, separator: str = "_", longest: int = 48) -> str:
    """Name a Vietnamese text in plain letters, cut at a word: "Tỷ lệ hồ sơ" -> ty_le_ho_so."""
    words = re.findall(r"[a-z0-9]+", search_key(text))
    while len(words) > 1 and len(separator.join(words)) > longest:
        words.pop()
    name = separator.join(words)[:longest]
    return name if name and not name[0].isdigit() else f"so{separator}{name}".rstrip(separator)
