"""What a self-assessment report needs to know; whoever fills it needs no knowledge of its layout.

The content is the one letter 1202/UBND-NV (UBND huyện Tam Đường, 26/12/2019) asks for: the summary table, explanations
where evidence is missing or incomplete, difficulties and proposals, approved by the unit's leader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from parindex.documents.citations import IssuedDocument, Origin
from parindex.documents.paper import Signature


class ScoreLevel(StrEnum):
    """Level of a row in the criteria set."""

    FIELD = "field"
    CRITERION = "criterion"
    COMPONENT = "component"


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """A node of the criteria set with the unit's score, in the set's order.

    - `max_points`: as the decision gives them.
    - `computed_points`: what the rule made of the facts; None while it could not (facts missing, judgement needed).
    - `self_points`: the unit's own score (for groups: the sum); None for none, which is not zero.
    - `not_applicable`: the component does not concern the unit.
    - `evidence`: documents attached; `evidence_complete` False when the unit itself says they do not prove everything.
    - `explanation`: the unit's explanation ("" for none); `difference_reason`: why it departs from the computed score.
    - `remark`: anything else for the last column, e.g. "Điểm điều tra xã hội học".
    - `illustrative`: the row is not taken from the decision; it is marked "(*)".
    """

    level: ScoreLevel
    code: str
    name: str
    max_points: Decimal
    is_leaf: bool
    computed_points: Decimal | None = None
    self_points: Decimal | None = None
    not_applicable: bool = False
    evidence: tuple[IssuedDocument, ...] = ()
    evidence_complete: bool = True
    explanation: str = ""
    difference_reason: str = ""
    remark: str = ""
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class FieldScore:
    """A field's line in the short table: points reached and applicable maximum."""

    code: str
    name: str
    points: Decimal | None
    max_points: Decimal


@dataclass(frozen=True, kw_only=True)
class SelfAssessmentContext:
    """Everything in a unit's self-assessment report.

    - `origin`: who reports, number, place and date. The reporting unit is `origin.issuer`.
    - `assessed`: full name of the body whose index it is. The same as the reporting unit, except when a lead
      department reports the criteria it was given in the district's own form: then the report speaks of
      "the part assigned" and gives a share of points, not an index.
    - `cycle_year`: the year assessed. `criteria_source`: e.g. "Phụ lục 03 ban hành kèm theo Quyết định số …".
    - `grounds`: whole sentences "Căn cứ …" (`"Căn cứ " + document.cited()`).
    - `instruction`: the letter that asked for the report. `data_until`: last day counted (thời điểm chốt số liệu).
    - `points`, `max_points` (applicable), `index` (percent, two decimals): as the engine gave them, never summed here.
    - `fields`: the short table; `rows`: every node for the annex, in order; counts are taken from its leaves.
    - `difficulties`, `proposals`: one item each; line breaks inside an item open new paragraphs.
    - `addressees`, `recipients`: without "- " and closing marks. `synthetic`: data made up for a demonstration.
    - `draft`: the leader has not approved it yet; the report says so.
    """

    origin: Origin
    assessed: str
    cycle_year: int
    criteria_source: str
    points: Decimal
    max_points: Decimal
    index: Decimal
    fields: tuple[FieldScore, ...]
    rows: tuple[ScoreRow, ...]
    addressees: tuple[str, ...]
    signature: Signature
    recipients: tuple[str, ...]
    grounds: tuple[str, ...] = ()
    instruction: IssuedDocument | None = None
    data_until: date | None = None
    points_places: int = 2
    difficulties: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    synthetic: bool = False
    draft: bool = False

    @property
    def is_part(self) -> bool:
        """Whether a department reports its part of another body's form."""
        return self.assessed != self.origin.issuer

    @property
    def leaves(self) -> tuple[ScoreRow, ...]:
        """The rows that carry points of their own."""
        return tuple(row for row in self.rows if row.is_leaf)
