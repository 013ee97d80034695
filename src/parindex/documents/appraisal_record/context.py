"""What the appraisal record of one unit needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from parindex.documents.citations import Origin
from parindex.documents.paper import Signature


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A row of the annexes: a field, a criterion (``is_group``) or a component with its points.

    - `own`: as handed in; `award`: the appraiser's; `final`: after the chair's ruling. None is no score, not zero.
    - `reason`: the council's; `reply`: what the unit answered to the award, `answer`: what the council said to that.
    - `differs`: own and final points are not the same, or the council judged otherwise whether it applies.
    """

    code: str
    name: str
    max_points: Decimal
    own: Decimal | None = None
    award: Decimal | None = None
    final: Decimal | None = None
    is_group: bool = False
    is_field: bool = False
    not_applicable: bool = False
    claimed_not_applicable: bool = False
    differs: bool = False
    was_ruled: bool = False
    by_survey: bool = False
    reason: str = ""
    reply: str = ""
    answer: str = ""
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class FieldLine:
    """A field's line in the short table: applicable maximum, own points, points given."""

    code: str
    name: str
    max_points: Decimal
    own: Decimal
    points: Decimal


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """A written request to the unit: what it asked and how much of it was answered."""

    number: str
    issued_on: date
    codes: tuple[str, ...]
    answered: int


@dataclass(frozen=True, kw_only=True)
class AppraisalRecordContext:
    """Everything in an appraisal record.

    - `council`: full name; `chair`, `secretary`: names, "" leaves a gap; `appraisers`: "Phòng Nội vụ: …" lines.
    - `unit`: full name of the unit; `submitted_at`, `receipt`, `is_late`, `late_explanation`: how it handed in.
    - `own`, `points`, `max_points`, `index`: as the engine sums them.
    - `rows`: the whole set in order, groups before what they hold.
    - `decided_at`: when the chair closed the dossier, None while the result is provisional; `reply_due_at`: until
      when the unit may reply to the provisional result; `content_hash`: of what was decided.
    """

    origin: Origin
    council: str
    unit: str
    cycle_year: int
    criteria_source: str
    grounds: tuple[str, ...]
    chair: str
    secretary: str
    appraisers: tuple[str, ...]
    submitted_at: datetime | None
    receipt: str
    is_late: bool
    late_explanation: str
    own: Decimal
    points: Decimal
    max_points: Decimal
    index: Decimal
    fields: tuple[FieldLine, ...]
    rows: tuple[CaseRow, ...]
    requests: tuple[RequestLine, ...]
    decided_at: datetime | None
    reply_due_at: datetime | None
    content_hash: str
    signature: Signature
    cosigner: Signature
    recipients: tuple[str, ...]
    points_places: int = 2
    synthetic: bool = False

    @property
    def leaves(self) -> tuple[CaseRow, ...]:
        return tuple(row for row in self.rows if not row.is_group)

    @property
    def differences(self) -> tuple[CaseRow, ...]:
        return tuple(row for row in self.leaves if row.differs)

    @property
    def is_final(self) -> bool:
        return self.decided_at is not None
