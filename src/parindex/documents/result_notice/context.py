"""What the notice of a detailed result needs to know.

Letter 795/UBND-TĐKT (Thừa Thiên Huế, 06/02/2020) answers such a notice, 56/SNV-CCHC, and says what units do with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from parindex.documents.citations import Origin
from parindex.documents.paper import Signature


@dataclass(frozen=True, kw_only=True)
class LostRow:
    """A component that cost points, or applies not (``lost`` is then 0).

    ``share`` is what it took from the index, in percentage points; the shares add up to 100 less the index.
    ``reason`` is the council's, ``sentence`` how the rule counted.
    """

    code: str
    name: str
    max_points: Decimal
    own: Decimal | None
    final: Decimal | None
    lost: Decimal
    share: Decimal
    reason: str = ""
    sentence: str = ""
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class FieldResult:
    """A field with its sums and the components in it that cost points."""

    code: str
    name: str
    points: Decimal
    max_points: Decimal
    lost: Decimal
    share: Decimal
    rows: tuple[LostRow, ...]


@dataclass(frozen=True, kw_only=True)
class ResultNoticeContext:
    """Everything in a notice of a detailed result.

    - `unit`: full name; `decision`: the announcement, cited; `coordinator`: who the unit turns to.
    - `own`: the unit's own points; `rank` of `ranked` units; `class_name` "" for none.
    - `most`: the components that cost most, the largest first. `not_applicable`: codes.
    - `version`, `content_hash`: of the published result.
    """

    origin: Origin
    unit: str
    cycle_year: int
    decision: str
    criteria_source: str
    coordinator: str
    own: Decimal
    points: Decimal
    max_points: Decimal
    index: Decimal
    rank: int
    ranked: int
    class_name: str
    fields: tuple[FieldResult, ...]
    most: tuple[LostRow, ...]
    not_applicable: tuple[str, ...]
    version: int
    content_hash: str
    signature: Signature
    recipients: tuple[str, ...]
    points_places: int = 2
    is_late: bool = False
    synthetic: bool = False

    @property
    def lost_rows(self) -> tuple[LostRow, ...]:
        return tuple(row for field in self.fields for row in field.rows)
