"""Which components the desk shows; the choice lives in the query string and survives a reload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from parindex.viet import search_key
from parindex.web.selfassess.cards import Card

ALL = ""
FILTERS = {
    ALL: _("Tất cả"),
    "chua-xong": _("Chưa xong"),
    "thieu-minh-chung": _("Chưa có minh chứng"),
    "khac-diem-tinh": _("Khác điểm tính"),
    "cua-toi": _("Phần của tôi"),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A filter (a key of FILTERS) and words to search for, without diacritics."""

    kind: str = ALL
    words: str = ""

    def shows(self, card: Card) -> bool:
        """Tell whether the card passes the filter and contains every word."""
        if self.kind and self.kind not in card.flags.split():
            return False
        return all(word in card.search for word in search_key(self.words).split())

    @property
    def query(self) -> str:
        """Return the query string with its question mark, "" for no choice."""
        chosen = {name: value for name, value in (("loc", self.kind), ("tim", self.words)) if value}
        return f"?{urlencode(chosen)}" if chosen else ""


def read_choice(query: Mapping[str, str]) -> Choice:
    """Return the choice of a query string; an unknown filter shows everything."""
    kind = query.get("loc", ALL)
    return Choice(kind=kind if kind in FILTERS else ALL, words=query.get("tim", "")[:100])
