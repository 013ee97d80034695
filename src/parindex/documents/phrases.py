"""Whose index a document speaks of, from the names of the units assessed."""

from __future__ import annotations

from collections.abc import Collection

from parindex.cycles.models import Cycle
from parindex.documents.bodies import COMMITTEE, in_full

_KINDS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố")


def place_of(cycle: Cycle) -> str:
    """Return "huyện Tam Đường" of "UBND huyện Tam Đường"."""
    return in_full(cycle.body.body).removeprefix(COMMITTEE).strip()


def units_phrase(cycle: Cycle, tier: str, names: Collection[str]) -> str:
    """Say whose index it is: "Ủy ban nhân dân các xã, thị trấn trên địa bàn huyện Tam Đường"."""
    place = place_of(cycle)
    if tier.endswith("_AGENCY"):
        return f"các cơ quan chuyên môn thuộc {in_full(cycle.body.body)}"
    if cycle.body.name in names:
        return f"{COMMITTEE} {place}"
    kinds = {_kind_of(name, usual="xã" if tier == "COMMUNE" else "huyện") for name in names}
    listed = ", ".join(kind for kind in _KINDS if kind in kinds)
    return f"{COMMITTEE} các {listed} trên địa bàn {place}"


def _kind_of(name: str, *, usual: str) -> str:
    """Return the kind a unit's name opens with; a bare name ("Bản Bo") is of the usual kind."""
    folded = name.casefold()
    return next((kind for kind in _KINDS if folded.startswith(f"{kind} ")), usual)
