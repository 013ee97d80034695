"""One unit's components as a publication froze them: what pages about a unit start from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from parindex.engine import CriteriaSet, Node, ScoredBy
from parindex.results.snapshot import Content

# The calculation's own end of sentence where people decide: in a result they have decided.
_LEFT_OPEN = re.compile(r": chưa có điểm \(tối đa [^)]*\)\.$")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A component; None for points that nobody gave, which is not 0."""

    code: str
    name: str
    max_points: Decimal
    own: Decimal | None
    award: Decimal | None
    final: Decimal | None
    not_applicable: bool
    reason: str
    sentence: str
    illustrative: bool
    by_survey: bool

    @property
    def change(self) -> Decimal | None:
        """Points that the council added or took; None when either side gave none."""
        if self.own is None or self.final is None or self.by_survey:
            return None
        return self.final - self.own

    @property
    def was_ruled(self) -> bool:
        """Tell whether the chair gave other points than the appraiser."""
        return self.award is not None and self.final is not None and self.award != self.final

    @property
    def lost(self) -> Decimal:
        """Points that the unit did not reach."""
        return Decimal(0) if self.not_applicable else self.max_points - (self.final or Decimal(0))


def unit_rows(unit: Content, criteria_set: CriteriaSet) -> dict[str, Row]:
    """Return the rows of a unit of the frozen picture, by code, in the order of the set."""
    return {row["code"]: _row(row, criteria_set.node(row["code"])) for row in unit["components"]}


def _row(row: Content, node: Node) -> Row:
    own, award, final = (_points(row[key]) for key in ("self_score", "award", "final"))
    return Row(
        code=row["code"],
        name=row["name"],
        max_points=Decimal(row["max_points"]),
        own=own,
        award=award,
        final=final,
        not_applicable=row["not_applicable"],
        reason=row["reason"],
        sentence=_sentence(row),
        illustrative=row["illustrative"],
        by_survey=node.scored_by is ScoredBy.SURVEY,
    )


def _sentence(row: Content) -> str:
    """Return how the figures count, without "no points yet" once somebody gave points."""
    sentence: str = row["sentence"]
    is_judged = row["computed"] is None and not sentence.startswith("Chưa có số liệu")
    return _LEFT_OPEN.sub(".", sentence) if is_judged else sentence


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
