"""Vietnamese order of words and search without diacritics."""

from __future__ import annotations

import re
import unicodedata

# The 29 letters with the four borrowed ones, in dictionary order, and the tones after ngang:
# huyền, hỏi, ngã, sắc, nặng.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
# A key is written in 36 signs that every database and locale orders alike.
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
_END, _NEXT_WORD, _NUMBER = "0", "1", "2"  # before every letter
_RANK = dict(zip(_LETTERS, _SIGNS[3:], strict=True))
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")


def sort_key(text: str) -> str:
    """Return a text that sorts in Vietnamese alphabetical order under plain comparison.

    As in the Unicode tables for Vietnamese, the letters of the whole text decide first and the
    tones of its words afterwards; capitals count as small letters, numbers by their value
    ("Bản 2" before "Bản 10"). The key is about as long as the text.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text.casefold()))
    letters = _NEXT_WORD.join(_letters(word) for word in words)
    return letters + _END + "".join(_tone(word) for word in words)


def search_key(text: str) -> str:
    """Return the text in lower case, without diacritics, đ as d, runs of blanks as one."""
    return " ".join(_without_marks(text.casefold()).split())


def _without_marks(text: str) -> str:
    parts = unicodedata.normalize("NFD", text).replace("đ", "d")
    return "".join(char for char in parts if not unicodedata.combining(char))


def _letters(word: str) -> str:
    if word[0] in "0123456789":
        digits = word.lstrip("0")
        return f"{_NUMBER}{len(digits):02d}{digits}"
    return "".join(_rank(char) for char in word)


def _rank(char: str) -> str:
    """Return the sign of a letter without its tone; a letter of another script comes last."""
    parts = unicodedata.normalize("NFD", char)
    base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
    return _RANK.get(base) or _RANK.get(_without_marks(base)) or f"zz{ord(char):06x}"


def _tone(word: str) -> str:
    """Return the tone of a word, from 0 (ngang) to 5 (nặng): a Vietnamese word bears one."""
    marks = [mark for mark in unicodedata.normalize("NFD", word) if mark in _TONES]
    return str(_TONES.index(marks[0]) + 1 if marks else 0)
