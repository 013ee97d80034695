"""How a cycle's council and its coordinator stand in documents."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from parindex.cycles.models import Cycle
from parindex.documents.bodies import full_name, in_full, origin_of
from parindex.documents.citations import Origin
from parindex.documents.paper.layout import DECREE_30, estimated_width

SHORT_NAME = "Hội đồng thẩm định"
_MOST_LINES = 3
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")


def council_name(cycle: Cycle) -> str:
    """Return the council's full name for a sentence, without remarks in brackets."""
    name = _IN_BRACKETS.sub("", cycle.council_name).strip()
    return in_full(name) if name else f"{SHORT_NAME} của {full_name(cycle.body)}"


def council_origin(
    cycle: Cycle, *, kind_symbol: str = "", number: str = "", dated: dt.date | None = None
) -> Origin:
    """Return the head of a paper of the council, under the body whose council it is.

    ``number`` may bring its symbol with it ("15/HĐTĐ"); one with the committee's symbol makes
    the paper the committee's own. A name too long for the head's left half is written short.
    """
    figure, _slash, symbol = number.partition("/")
    committee = "UBND" in symbol
    name = council_name(cycle)
    room = (DECREE_30.issuer_width - 2) * _MOST_LINES
    is_long = estimated_width(name.upper(), size=DECREE_30.issuer) > room
    usual = f"{kind_symbol}-HĐ" if kind_symbol else "HĐ"
    return Origin(
        issuer=full_name(cycle.body) if committee else (SHORT_NAME if is_long else name),
        superior="" if committee else full_name(cycle.body),
        symbol=symbol or usual,
        place=cycle.body.place,
        year=dated.year if dated else cycle.year + 1,
        number=figure.strip(),
        dated=dated,
    )


def letter_origin(
    cycle: Cycle, *, from_body: bool, year: int, dated: dt.date | None = None
) -> Origin:
    """Return the head of a letter drafted by the coordinator: the body's ("UBND-NV"), or its own ("PNV-CCHC")."""
    body, drafter = cycle.body, cycle.coordinator
    if not from_body:
        made = origin_of(drafter, kind_symbol="", year=year, dated=dated)
        return replace(made, issuer=drafter.name, symbol=f"{drafter.symbol}-CCHC")
    made = origin_of(body, kind_symbol="", year=year, dated=dated)
    return made.with_symbol(f"{body.symbol}-{drafter.symbol.removeprefix('P').removeprefix('S')}")


def through(cycle: Cycle) -> str:
    """Return "Ủy ban nhân dân huyện Tam Đường (qua Phòng Nội vụ)"."""
    return f"{full_name(cycle.body)} (qua {cycle.coordinator.name})"


def ordered_by(cycle: Cycle) -> str:
    """Return "Thực hiện Công văn …" to open a sentence, nothing when the cycle names no order."""
    return f"Thực hiện {in_full(cycle.ordered_by)}, " if cycle.ordered_by else ""


def council_grounds(cycle: Cycle) -> tuple[str, ...]:
    """Return "Căn cứ Quyết định … về việc thành lập …" when both are known."""
    if not (cycle.council_decision and cycle.council_name):
        return ()
    return (f"Căn cứ {in_full(cycle.council_decision)} về việc thành lập {council_name(cycle)}",)
