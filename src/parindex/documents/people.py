"""Who signs: people's positions and the council's chair and secretary, as the database knows them."""

from __future__ import annotations

import datetime as dt

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership
from parindex.documents.bodies import signature_of
from parindex.documents.paper import Signature
from parindex.units.models import Unit

_COUNCIL = "TM. HỘI ĐỒNG"


def leader_signature(unit: Unit, *, name: str = "") -> Signature:
    """Return the signature of a leader of the body; without a name that of its only leader, else a gap."""
    seats = _seats(unit, Role.LEADER)
    if not name and len(seats) == 1:
        name = seats[0].user.full_name
    position = next((seat.user.position for seat in seats if seat.user.full_name == name), "")
    return signature_of(unit, name=name, position=position)


def chair_signature(body: Unit, *, name: str = "") -> Signature:
    """Return the signature of the council's chair, in the council's name."""
    return Signature(authority=(_COUNCIL,), title="CHỦ TỊCH", name=name or _only(body, Role.CHAIR))


def secretary_signature(body: Unit, *, name: str = "") -> Signature:
    """Return the signature of the council's secretary beside the chair's, as under minutes."""
    return Signature(authority=(), title="THƯ KÝ", name=name or _only(body, Role.SECRETARY))


def council_letter_signature(body: Unit, *, name: str) -> Signature:
    """Return the signature under a letter of the council: its chair's, or another's by the chair's order (TL.)."""
    chairs = {seat.user.full_name for seat in _seats(body, Role.CHAIR)}
    if not name or name in chairs:
        return chair_signature(body, name=name)
    return Signature(authority=(_COUNCIL, "TL. CHỦ TỊCH"), title="THƯ KÝ HỘI ĐỒNG", name=name)


def year_of(day: dt.date | None, *, cycle_year: int) -> int:
    """Return the calendar year a document is made in; without a day the year after the one it tells of."""
    return day.year if day else cycle_year + 1


def _only(unit: Unit, role: Role) -> str:
    names = [seat.user.full_name for seat in _seats(unit, role)]
    return names[0] if len(names) == 1 else ""


def _seats(unit: Unit, role: Role) -> list[Membership]:
    rows = Membership.objects.filter(unit=unit, role=role, user__is_active=True)
    return list(rows.select_related("user").order_by("pk"))
