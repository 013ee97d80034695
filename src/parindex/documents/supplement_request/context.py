"""What a supplement request needs to know.

Letter 1202/UBND-NV (26/12/2019) lets no evidence in after submission without the council's written request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from parindex.documents.citations import IssuedDocument, Origin
from parindex.documents.paper import Signature


@dataclass(frozen=True, kw_only=True)
class AskedRow:
    """A component that the request opens: own points (None for none) and the evidence handed in so far."""

    code: str
    name: str
    max_points: Decimal
    self_points: Decimal | None
    evidence: tuple[IssuedDocument, ...] = ()
    explained: bool = False
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class SupplementRequestContext:
    """Everything in a supplement request.

    - `origin`: who asks. `council`: the council's full name. `unit`: full name of the unit asked.
    - `opening`: "Thực hiện …, " or "" to open the first sentence.
    - `submitted_on` and `receipt`: when and under which number the dossier came in.
    - `reason`: what is asked for, in the council's words; line breaks open new paragraphs.
    - `due_at`: the moment before which the unit must answer. `through`: where answers go.
    """

    origin: Origin
    council: str
    unit: str
    opening: str
    cycle_year: int
    submitted_on: date | None
    receipt: str
    reason: str
    rows: tuple[AskedRow, ...]
    due_at: datetime
    through: str
    signature: Signature
    recipients: tuple[str, ...]
    points_places: int = 2
    synthetic: bool = False
