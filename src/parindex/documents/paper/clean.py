"""Takes out of a paper what no document can carry: text comes from people, files and other programs."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any

from parindex.documents.paper.model import Paper

# Turning the reading direction could make a number read as another one.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cs"})


def clean_text(value: str) -> str:
    """Return text in composed form (NFC) without control characters, lone surrogates and direction marks."""
    lines = "\n".join(value.splitlines()).replace("\t", " ")
    kept = (letter for letter in lines if letter == "\n" or not _is_dropped(letter))
    return unicodedata.normalize("NFC", "".join(kept))


def clean_paper(paper: Paper) -> Paper:
    """Return the paper with every text in it cleaned."""
    cleaned: Paper = _clean(paper)
    return cleaned


def _is_dropped(letter: str) -> bool:
    return (
        unicodedata.category(letter) in _DROPPED_CATEGORIES
        or letter in _DIRECTION
        or (ord(letter) & 0xFFFE) == 0xFFFE  # the non-characters that close each plane
    )


def _clean(value: Any) -> Any:
    if type(value) is str:  # not an enum's member, which is a str as well
        return clean_text(value)
    if isinstance(value, tuple):
        return tuple(_clean(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _clean(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **parts)
    return value
