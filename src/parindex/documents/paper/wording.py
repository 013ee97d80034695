"""Lines of the letterhead and closing punctuation, composed once for all writers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parindex.documents.paper.layout import DECREE_30, estimated_width
from parindex.documents.paper.model import Letterhead
from parindex.viet import date_in_words

COMMITTEE = "ỦY BAN NHÂN DÂN "
LETTER = "Công văn"
GAP = "\N{NO-BREAK SPACE}"
_PLACE = re.compile(r"(.+) ((?:HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ|TỈNH) .+)")
_WIDEST_LINE = 120.0  # mm: longer words take several lines, the last of which the rule must suit


def closed_list(items: Iterable[str]) -> tuple[str, ...]:
    """Close every item with ";" and the last with ".", whatever mark it came with."""
    bare = [item.rstrip(" ;.,") for item in items]
    return tuple(item + (";" if place < len(bare) else ".") for place, item in enumerate(bare, 1))


def sentence(words: str) -> str:
    """Open words with a capital letter."""
    return words[:1].upper() + words[1:]


def issuer_lines(name: str) -> tuple[str, ...]:
    """Return a body's name in capitals, broken before its place when it is too long for one line."""
    capitals = name.upper()
    room = DECREE_30.issuer_width - 2
    if estimated_width(capitals, size=DECREE_30.issuer) <= room:
        return (capitals,)
    if capitals.startswith(COMMITTEE):
        return (COMMITTEE.strip(), capitals.removeprefix(COMMITTEE))
    placed = _PLACE.fullmatch(capitals)
    parts = (placed[1], placed[2]) if placed else (capitals,)
    fits = all(estimated_width(part, size=DECREE_30.issuer) <= room for part in parts)
    return parts if fits else (capitals,)


def document_number(number: str, symbol: str) -> str:
    """Return "05/BC-UBND"; without a number a gap for the pen stands before the slash."""
    if not number:
        return GAP * 8 + "/" + symbol
    return f"{number.zfill(2) if number.isdigit() else number}/{symbol}"


def document_date(letterhead: Letterhead) -> str:
    """Return "ngày 15 tháng 01 năm 2020", with gaps for day and month while the document has no date."""
    if letterhead.date is not None:
        return date_in_words(letterhead.date)
    return f"ngày{GAP * 6}tháng{GAP * 6}năm {letterhead.year}"


def number_line(letterhead: Letterhead) -> str:
    """Return "Số: 05/BC-UBND"."""
    return f"Số: {document_number(letterhead.number, letterhead.symbol)}"


def place_line(letterhead: Letterhead) -> str:
    """Return "Bình Lư, ngày 15 tháng 01 năm 2020"; nothing for minutes, whose text tells it."""
    if not letterhead.place:
        return ""
    return f"{letterhead.place}, {document_date(letterhead)}"


def belongs_to(letterhead: Letterhead) -> str:
    """Return the line under an annex's title that names the document it belongs to."""
    number = document_number(letterhead.number, letterhead.symbol)
    return f"(Kèm theo {letterhead.kind or LETTER} số {number} {document_date(letterhead)} của {letterhead.issuer})"


def annex_label(number: str) -> str:
    """Return "Phụ lục II", or "Phụ lục" for the only one."""
    return f"Phụ lục {number}".strip()


def rule_length(words: str, *, size: float) -> float:
    """Return how long the line below some words is, in millimetres: between a third and a half of theirs."""
    return min(estimated_width(words, size=size), _WIDEST_LINE) * DECREE_30.rule_share
