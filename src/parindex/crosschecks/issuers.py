"""Who may have issued a document: the issuer as typed, held against the bodies around a unit. Pure.

A name is compared as a key without diacritics, with "Ủy ban nhân dân" as "ubnd" and "Hội đồng nhân
dân" as "hdnd". The place that is named first decides: "UBND xã Bình Lư, huyện Tam Đường" is the
commune, not the district.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Generic, Protocol, TypeVar

from parindex.viet import body_key

MOST_WORDS = 16  # of a body's name; the longest known has 13

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


class Standing(Enum):
    """What the issuer is to a unit."""

    OWN = "own"
    ABOVE = "above"  # a body over it, or an agency of one
    BELOW = "below"
    OTHER = "other"  # a body beside it
    STRANGER = "stranger"  # of a place that is neither
    UNKNOWN = "unknown"


class Body(Protocol):
    """A body that an issuer may mean; an agency's ``body`` names its place too, its ``name`` does not."""

    @property
    def name(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def is_agency(self) -> bool: ...


BodyT = TypeVar("BodyT", bound=Body)
Index = Mapping[str, Sequence[BodyT]]


class Directory(Generic[BodyT]):
    """Bodies by their keys: agencies in full, places, agencies without place."""

    def __init__(self, bodies: Iterable[BodyT]) -> None:
        rows = list(bodies)
        agencies = [row for row in rows if row.is_agency]
        self.in_full: Index[BodyT] = _by_key(
            (row.body, row) for row in agencies if len(row.body) > len(row.name)
        )
        self.places: Index[BodyT] = _by_key((row.name, row) for row in rows if not row.is_agency)
        self.agencies: Index[BodyT] = _by_key((row.name, row) for row in agencies)


class Circle(Generic[BodyT]):
    """The bodies of a directory as one unit stands to them; of two with one name the nearer counts."""

    def __init__(
        self, directory: Directory[BodyT], standing_of: Callable[[BodyT], Standing]
    ) -> None:
        self._directory, self._standing_of = directory, standing_of
        self._judged: dict[str, Standing] = {}

    def judge(self, issuer: str) -> Standing:
        """Tell what the issuer is to the unit; found once for each way of writing it."""
        if issuer not in self._judged:
            self._judged[issuer] = self._judge(issuer)
        return self._judged[issuer]

    def _judge(self, issuer: str) -> Standing:
        key, known = body_key(issuer), self._directory
        named = _named(known.in_full, key) or _named(known.places, key)
        if not named and _names_a_place(issuer):
            return Standing.STRANGER
        if found := named or _named(known.agencies, key):
            return min((self._standing_of(body) for body in found), key=_NEAR_FIRST.index)
        is_organ = f"{key} ".startswith(_CENTRAL + _ORGANS)
        return Standing.ABOVE if is_organ else Standing.UNKNOWN


_NEAR_FIRST = (
    *(Standing.OWN, Standing.ABOVE, Standing.BELOW),
    *(Standing.OTHER, Standing.STRANGER, Standing.UNKNOWN),
)


def spans_of(issuer: str) -> Iterator[str]:
    """Yield the keys of all bodies that the text may name: its runs of words, of one place the longest first."""
    yield from _spans(body_key(issuer))


def _spans(key: str) -> Iterator[str]:
    words = key.split()
    for first in range(len(words)):
        for after in range(min(len(words), first + MOST_WORDS), first, -1):
            yield " ".join(words[first:after])


def _named(bodies: Index[BodyT], key: str) -> Sequence[BodyT]:
    """Return the bodies whose key stands first in the text, at one spot the longest key."""
    return next((bodies[span] for span in _spans(key) if span in bodies), ())


def _by_key(named: Iterable[tuple[str, BodyT]]) -> dict[str, list[BodyT]]:
    index: dict[str, list[BodyT]] = defaultdict(list)
    for name, body in named:
        index[body_key(name)].append(body)
    return dict(index)


def _names_a_place(issuer: str) -> bool:
    """Tell whether a place is named with its kind: with a capital or a number behind it."""
    return any(
        (word[0].isupper() or word[0].isdigit()) and word.casefold() not in _NO_PLACES
        for word in _PLACE_WORD.findall(issuer)
    )
