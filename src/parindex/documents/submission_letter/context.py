"""What the cover letter of a submission needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from parindex.documents.citations import IssuedDocument, Origin
from parindex.documents.paper import Signature


@dataclass(frozen=True, kw_only=True)
class EnclosedDocument:
    """A document of the evidence and the components it stands for."""

    document: IssuedDocument
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SubmissionLetterContext:
    """Everything in the cover letter.

    - `unit`: who hands in. `opening`: "Thực hiện …, " or "". `through`: the body, with whom it goes through.
    - `points`, `max_points`, `index`: as the unit scored itself. `explained`: components with an explanation.
    - `parts`: names of the bodies that reported a part of the form (one: the unit itself).
    - `due_at`, `is_late`, `late_explanation`: of the deadline. `submitted_at` and `receipt` are None and ""
      before it is handed in; `content_hash` ties what was handed in.
    """

    origin: Origin
    unit: str
    opening: str
    through: str
    addressee: str
    cycle_year: int
    data_until: date | None
    points: Decimal
    max_points: Decimal
    index: Decimal
    components: int
    explained: int
    parts: tuple[str, ...]
    documents: tuple[EnclosedDocument, ...]
    due_at: datetime
    is_late: bool
    late_explanation: str
    submitted_at: datetime | None
    receipt: str
    content_hash: str
    signature: Signature
    recipients: tuple[str, ...]
    points_places: int = 2
    synthetic: bool = False
