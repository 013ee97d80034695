"""Which components the desk shows; the choice lives in the query string and survives a reload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from parindex.viet import search_key

ALL = ""
FILTERS = {
    ALL: _("Tất cả"),
    "chua-xong": _("Chưa xong"),
    "thieu-minh-chung": _("Chưa có minh chứng"),
    "khac-diem-tinh": _("Khác điểm tính"),
    "cua-toi": _("Phần của tôi"),
}
EVERY_FIELD = "tat-ca"


class Filtered(Protocol):
    """A component as the filters see it."""

    @property
    def flags(self) -> str: ...
    @property
    def search(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A filter (a key of FILTERS), words to search for, without diacritics, and the field to open.

    ``field`` is the code of a field or of anything below it, or EVERY_FIELD.
    """

    kind: str = ALL
    words: str = ""
    field: str = ""

    def shows(self, component: Filtered) -> bool:
        """Tell whether the component passes the filter and contains every word."""
        if self.kind and self.kind not in component.flags.split():
            return False
        return all(word in component.search for word in search_key(self.words).split())


def read_choice(query: Mapping[str, str]) -> Choice:
    """Return the choice of a query string; an unknown filter shows everything."""
    kind = query.get("loc", ALL)
    return Choice(
        kind=kind if kind in FILTERS else ALL,
        words=query.get("tim", "")[:100],
        field=query.get("linh-vuc", "")[:30],
    )
