"""The docket: a dossier after submission, with awards, replies and rulings beside the self-scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from parindex.appraisal.models import (
    Award,
    Decision,
    ProvisionalNotice,
    Reply,
    Ruling,
    SupplementItem,
    SupplementRequest,
)
from parindex.assessments.workbook import Line, Workbook
from parindex.engine import Tally, tally


@dataclass(frozen=True, kw_only=True)
class Case:
    """One component before the council."""

    line: Line
    agency_id: int | None
    award: Award | None
    reply: Reply | None
    ruling: Ruling | None
    supplements: tuple[SupplementItem, ...]

    @property
    def code(self) -> str:
        return self.line.code

    @property
    def proposed(self) -> Decimal | None:
        """The unit's counted points, which the appraiser confirms or changes."""
        return self.line.counted

    @property
    def is_awarded(self) -> bool:
        return self.award is not None

    @property
    def not_applicable(self) -> bool:
        """Tell whether the council accepts that the component does not apply."""
        return bool(self.award and self.award.not_applicable and self.ruling is None)

    @property
    def final(self) -> Decimal | None:
        """The points that count in the end: the chair's ruling, else the award."""
        if self.ruling is not None:
            return self.ruling.points
        return self.award.points if self.award else None

    @property
    def final_reason(self) -> str:
        if self.ruling is not None:
            return self.ruling.reason
        return self.award.reason if self.award else ""

    @property
    def award_differs(self) -> bool:
        """Tell whether the appraiser gave other points than the unit's."""
        return self.award is not None and self.award.points != self.proposed

    @property
    def lost(self) -> Decimal:
        """Points of the component that were not reached."""
        if self.not_applicable:
            return Decimal(0)
        return self.line.node.max_points - (self.final or Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Docket:
    """Everything of one dossier before the council."""

    workbook: Workbook
    cases: Mapping[str, Case]
    requests: tuple[SupplementRequest, ...]
    notice: ProvisionalNotice | None
    decision: Decision | None

    @cached_property
    def final_tally(self) -> Tally:
        """Sum the final points up the tree."""
        return tally(
            self.workbook.criteria_set,
            {code: case.final for code, case in self.cases.items()},
            not_applicable={code for code, case in self.cases.items() if case.not_applicable},
        )

    @property
    def unawarded(self) -> list[Case]:
        return [case for case in self.cases.values() if not case.is_awarded]

    @property
    def with_replies(self) -> list[Case]:
        return [case for case in self.cases.values() if case.reply is not None]
