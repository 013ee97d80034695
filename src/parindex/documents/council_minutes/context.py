"""What the minutes of the council need to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parindex.documents.citations import Origin
from parindex.documents.paper import Signature


@dataclass(frozen=True, kw_only=True)
class PassedUnit:
    """A unit whose result is passed: own points, points given, index, rank and class ("" for none)."""

    rank: int
    name: str
    own: Decimal
    points: Decimal
    max_points: Decimal
    index: Decimal
    class_name: str
    differences: int
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class RuledPoint:
    """A component on which the chair ruled; None is no score, not zero."""

    unit: str
    code: str
    name: str
    award: Decimal | None
    points: Decimal | None
    not_applicable: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class CouncilMinutesContext:
    """Everything in the minutes.

    - `council`: full name; `held_on`: the day the chair signed, None leaves a gap; `units_phrase`: whose index.
    - `chairs`, `secretaries`, `members`, `substitutes`, `aside`: lines with name and body.
    - `handed_in`, `late`, `absent`: units; `requests`, `replies`: how many; `read_again`, `read_otherwise`: components.
    - `units`: in the order of ranks. `rulings`: every one. `left_open`: "Xã …: …" lines of the signed record.
    - `content_hash`: of what is signed, "" before.
    """

    origin: Origin
    council: str
    cycle_year: int
    units_phrase: str
    criteria_source: str
    grounds: tuple[str, ...]
    held_on: date | None
    chairs: tuple[str, ...]
    secretaries: tuple[str, ...]
    members: tuple[str, ...]
    substitutes: tuple[str, ...]
    aside: tuple[str, ...]
    handed_in: int
    late: tuple[str, ...]
    absent: tuple[str, ...]
    requests: int
    replies: int
    read_again: int
    read_otherwise: int
    units: tuple[PassedUnit, ...]
    rulings: tuple[RuledPoint, ...]
    left_open: tuple[str, ...]
    content_hash: str
    signature: Signature
    cosigner: Signature
    recipients: tuple[str, ...]
    points_places: int = 2
    synthetic: bool = False
