"""How public bodies and their decisions stand in a document: full names, who signs, what is cited."""

from __future__ import annotations

import datetime as dt
import re

from parindex.documents.citations import IssuedDocument, Origin
from parindex.documents.paper import Signature
from parindex.engine import CriteriaSet
from parindex.units.models import Unit

COMMITTEE = "Ủy ban nhân dân"
_HEADS = {
    "Văn phòng": "CHÁNH VĂN PHÒNG",
    "Phòng": "TRƯỞNG PHÒNG",
    "Sở": "GIÁM ĐỐC",
    "Thanh tra": "CHÁNH THANH TRA",
    "Ban": "TRƯỞNG BAN",
}
# "UBND" as a word of its own, not inside a document's number (QĐ-UBND, UBND-NV).
_ABBREVIATED = re.compile(r"(?<![\w/-])UBND(?= )")


def in_full(text: str) -> str:
    """Return a text with the people's committees written out, document numbers as they are."""
    return _ABBREVIATED.sub(COMMITTEE, text)


def full_name(unit: Unit) -> str:
    """Return the body's name without abbreviations: "Ủy ban nhân dân xã Bình Lư"."""
    return in_full(unit.body).replace("HĐND", "Hội đồng nhân dân")


def decision_of(criteria_set: CriteriaSet) -> IssuedDocument:
    """Return the decision behind a set, as a document cites it; its title goes on in the sentence."""
    decision = criteria_set.decision
    return IssuedDocument(
        kind="Quyết định",
        number=decision.number,
        issued_on=decision.issued_on,
        issuer=in_full(decision.issuer),
        title=in_full(decision.title.removeprefix("Quyết định ")),
    )


def criteria_source(criteria_set: CriteriaSet) -> str:
    """Return where the criteria stand: "Phụ lục 03 ban hành kèm theo Quyết định số …"."""
    annex = f"{criteria_set.annex} ban hành kèm theo " if criteria_set.annex else ""
    return f"{annex}Quyết định số {criteria_set.decision.number}"


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


def signature_of(unit: Unit, *, name: str, position: str = "") -> Signature:
    """Return who signs for the body: a committee's chair in its name, an agency's head for the agency.

    A person whose position says deputy ("Phó …") signs in the head's place (KT.).
    """
    authority = () if unit.is_agency else (f"TM. {COMMITTEE.upper()}",)
    title = title_of_head(unit) if unit.is_agency else "CHỦ TỊCH"
    if position.casefold().startswith("phó "):
        return Signature(authority=(*authority, f"KT. {title}"), title=f"PHÓ {title}", name=name)
    return Signature(authority=authority, title=title, name=name)


def title_of_head(unit: Unit) -> str:
    """Return the title of an agency's head, which follows from the agency's name."""
    found = (title for start, title in _HEADS.items() if unit.name.startswith(start))
    return next(found, "THỦ TRƯỞNG")
