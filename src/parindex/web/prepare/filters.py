"""Which components the unit's page shows; the choice lives in the query string and survives a reload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

NOT_REVIEWED = "chua-soat"
STATES = {
    "thuan-loi": "ON_TRACK",
    "nguy-co": "AT_RISK",
    "khong-the": "IMPOSSIBLE",
    NOT_REVIEWED: "",
}


class Promised(TextChoices):
    """What of commitments is looked at."""

    SOME = "co", gettext_lazy("Có cam kết")
    NONE = "khong", gettext_lazy("Chưa cam kết")
    OVERDUE = "qua-han", gettext_lazy("Cam kết quá hạn")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string; empty means all."""

    field: str = ""
    state: str = ""
    promised: str = ""
    winnable: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        state, promised = query.get("trang-thai", ""), query.get("cam-ket", "")
        return cls(
            field=query.get("linh-vuc", "")[:30],
            state=state if state in STATES else "",
            promised=promised if promised in Promised.values else "",
            winnable=query.get("con") == "1",
        )

    @property
    def query(self) -> str:
        """Return the choice as a query string without its question mark."""
        names = {
            "linh-vuc": self.field,
            "trang-thai": self.state,
            "cam-ket": self.promised,
            "con": "1" if self.winnable else "",
        }
        return urlencode({name: value for name, value in names.items() if value})
