"""How a public body stands in a document: its full name, the body above it, who signs and in whose name."""

from __future__ import annotations

import datetime as dt

from parindex.documents.citations import Origin
from parindex.documents.paper import Signature
from parindex.units.models import Unit

_SHORT = (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"))


def full_name(unit: Unit) -> str:
    """Return the body's name without abbreviations: "Ủy ban nhân dân xã Bình Lư"."""
    name = unit.body
    for short, words in _SHORT:
        name = name.replace(short, words)
    return name


def origin_of(
    unit: Unit, *, kind_symbol: str, year: int, number: str = "", dated: dt.date | None = None
) -> Origin:
    """Return the head of a document of this body; an agency writes the body above it first (Decree 30/2020/NĐ-CP)."""
    superior = full_name(unit.parent) if unit.is_agency and unit.parent else ""
    return Origin(
        issuer=full_name(unit),
        superior=superior,
        symbol=f"{kind_symbol}-{unit.symbol}",
        place=unit.place,
        year=year,
        number=number,
        dated=dated,
    )


def signature_of(unit: Unit, *, name: str) -> Signature:
    """Return who signs for the body: a committee's chair in its name, an agency's head for the agency."""
    if not unit.is_agency:
        return Signature(authority=("TM. ỦY BAN NHÂN DÂN",), title="CHỦ TỊCH", name=name)
    title = "CHÁNH VĂN PHÒNG" if unit.name.startswith("Văn phòng") else "TRƯỞNG PHÒNG"
    return Signature(authority=(), title=title, name=name)
