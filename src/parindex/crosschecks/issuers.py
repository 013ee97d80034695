"""Who may have issued a document: the issuer as typed, held against the bodies around a unit. Pure.

A name is compared as a key without diacritics, with "Ủy ban nhân dân" as "ubnd" and "Hội đồng nhân
dân" as "hdnd". The place that is named first decides: "UBND xã Bình Lư, huyện Tam Đường" is the
commune, not the district.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from parindex.viet import search_key

_SHORT = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("mat tran to quoc", "mttq"),
    ("thi tran", "tt"),
    ("thanh pho", "tp"),
    ("thi xa", "tx"),
)
# Bodies above every unit, whatever the place.
_CENTRAL = (
    *("chinh phu", "thu tuong", "quoc hoi", "uy ban thuong vu quoc hoi", "chu tich nuoc"),
    *("bo ", "ban bi thu", "bo chinh tri", "ban chap hanh trung uong", "trung uong"),
    *("thanh tra chinh phu", "van phong chinh phu", "tong cuc", "cuc "),
)
# Organs that every place has: without the name of a place they are the unit's own or those above.
_ORGANS = (
    *("ubnd", "hdnd", "thuong truc hdnd", "chu tich", "mttq", "uy ban mttq", "ban chi dao"),
    *("dang uy", "huyen uy", "tinh uy", "thanh uy", "thi uy", "quan uy", "ban thuong vu", "ban chap hanh"),
    *("so ", "phong ", "van phong", "trung tam", "ban ", "hoi dong", "to ", "doan "),
    *("cong an", "quan su", "thanh tra", "kho bac", "chi cuc", "bao hiem xa hoi", "toa an", "vien kiem sat"),
)  # fmt: skip
# A place named with its kind; "xã hội", "huyện ủy", "tỉnh đoàn" are none.
_PLACE_WORD = re.compile(
    r"\b(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tp\.?|tỉnh)\s+(\w+)",
    re.IGNORECASE,
)
_NO_PLACES = frozenset({"hội", "ủy", "uỷ", "đoàn", "đội"})
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


class Standing(Enum):
    """What the issuer is to a unit."""

    OWN = "own"
    ABOVE = "above"  # a body over it, or an agency of one
    BELOW = "below"
    OTHER = "other"  # a body beside it
    STRANGER = "stranger"  # of a place that is neither
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Body:
    """A body around a unit; an agency's ``body`` names its place too, its ``name`` does not."""

    name: str
    body: str
    standing: Standing
    is_agency: bool


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What an issuer is taken for; ``body`` when it is one that the program knows."""

    standing: Standing
    body: Body | None = None


@dataclass(frozen=True, kw_only=True)
class Circle:
    """The bodies around one unit by their keys: agencies in full, places, agencies without place."""

    in_full: Mapping[str, Body]
    places: Mapping[str, Body]
    agencies: Mapping[str, Body]
    judged: dict[str, Judgement] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, bodies: Iterable[Body]) -> Circle:
        """Put bodies into a circle; of two with one name the nearer to the unit counts."""
        ordered = sorted(bodies, key=lambda body: _FAR_FIRST[body.standing])
        agencies = [body for body in ordered if body.is_agency]
        return cls(
            in_full={
                issuer_key(body.body): body for body in agencies if len(body.body) > len(body.name)
            },
            places={issuer_key(body.name): body for body in ordered if not body.is_agency},
            agencies={issuer_key(body.name): body for body in agencies},
        )

    def judge(self, issuer: str) -> Judgement:
        """Tell what the issuer is to the unit; found once for each way of writing it."""
        if issuer not in self.judged:
            self.judged[issuer] = self._judge(issuer)
        return self.judged[issuer]

    def _judge(self, issuer: str) -> Judgement:
        key = issuer_key(issuer)
        known = _named(self.in_full, key) or _named(self.places, key)
        if known is None and _names_a_place(issuer):
            return Judgement(standing=Standing.STRANGER)
        known = known or _named(self.agencies, key)
        if known is not None:
            return Judgement(standing=known.standing, body=known)
        is_organ = f"{key} ".startswith(_CENTRAL + _ORGANS)
        return Judgement(standing=Standing.ABOVE if is_organ else Standing.UNKNOWN)


_FAR_FIRST = {
    standing: place
    for place, standing in enumerate(
        (
            *(Standing.UNKNOWN, Standing.STRANGER, Standing.OTHER),
            *(Standing.BELOW, Standing.ABOVE, Standing.OWN),
        )
    )
}


@lru_cache(maxsize=4096)
def issuer_key(text: str) -> str:
    """Return an issuer's name as it is compared."""
    key = " ".join(_NOT_A_WORD.sub(" ", search_key(text)).split())
    for long, short in _SHORT:
        key = re.sub(rf"\b{long}\b", short, key)
    return key


def _named(bodies: Mapping[str, Body], key: str) -> Body | None:
    """Return the body whose key stands first in the text, of two at one spot the longer."""
    padded = f" {key} "
    found = [
        (place, -len(known), body)
        for known, body in bodies.items()
        if (place := padded.find(f" {known} ")) >= 0
    ]
    return min(found, key=lambda item: item[:2])[2] if found else None


def _names_a_place(issuer: str) -> bool:
    """Tell whether a place is named with its kind: with a capital or a number behind it."""
    return any(
        (word[0].isupper() or word[0].isdigit()) and word.casefold() not in _NO_PLACES
        for word in _PLACE_WORD.findall(issuer)
    )
