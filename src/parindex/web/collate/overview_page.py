"""The collated report at a glance: what came, its sections, what stands against each other, the next step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from parindex.accounts.rules import Actor
from parindex.reporting.choices import Origin, ReportState
from parindex.reporting.collating.queries import (
    Assembly,
    Standing,
    assemble,
    draft_of,
    report_sent_up,
    upper_periods,
)
from parindex.reporting.collating.rules import is_of_body, works_on_collated
from parindex.reporting.fingerprint import report_hash
from parindex.reporting.rules import may_approve, may_coordinate
from parindex.reporting.views import ReportView, SectionView


@dataclass(frozen=True, kw_only=True)
class SectionLine:
    """A section with how many passages it has and what happened to them."""

    view: SectionView

    @property
    def passages(self) -> Sequence[Any]:
        return [row for row in self.view.passages if row.text.strip()]

    @property
    def edited(self) -> int:
        return sum(row.is_edited for row in self.passages)

    @property
    def dropped(self) -> int:
        return len(self.view.passages) - len(self.passages)

    @property
    def outdated(self) -> int:
        return sum(is_outdated(row) for row in self.view.passages)


@dataclass(frozen=True, kw_only=True)
class OverviewPage:
    """Everything on the page of a collated report."""

    period: Any
    assembly: Assembly
    view: ReportView | None
    sent: Any
    upper: Sequence[Any]
    now: dt.datetime
    works: bool
    coordinates: bool
    approves: bool
    sends: bool

    @property
    def report(self) -> Any:
        return self.view.report if self.view else None

    @property
    def standing(self) -> Standing:
        return self.assembly.standing

    @cached_property
    def sections(self) -> list[SectionLine]:
        return [SectionLine(view=row) for row in self.view.sections] if self.view else []

    @property
    def outdated(self) -> int:
        """Return how many passages and figures no longer say what their sources say."""
        cells = sum(cell.is_outdated for cell in self.assembly.cells.values())
        return cells + sum(line.outdated for line in self.sections)

    @property
    def is_drafted(self) -> bool:
        return self.report is not None and self.report.state == ReportState.DRAFTING

    @property
    def is_waiting(self) -> bool:
        return self.report is not None and self.report.state == ReportState.AWAITING_APPROVAL

    @property
    def is_approved(self) -> bool:
        return self.report is not None and self.report.state == ReportState.APPROVED

    @property
    def may_collate(self) -> bool:
        return self.coordinates and (self.report is None or self.is_drafted)

    @property
    def may_ask(self) -> bool:
        return self.works and self.is_drafted and not self.missing and not self.assembly.open

    @property
    def missing(self) -> Sequence[str]:
        return self.view.missing if self.view else ()

    @property
    def seen_hash(self) -> str:
        return report_hash(self.view) if self.view else ""

    @property
    def is_gone_up(self) -> bool:
        return self.sent is not None and self.sent.state in {
            ReportState.SUBMITTED,
            ReportState.RECEIVED,
        }


def build_overview(actor: Actor, period: Any, *, now: dt.datetime) -> OverviewPage:
    """Gather the page; the number of queries does not depend on how many bodies report."""
    view = draft_of(period)
    return OverviewPage(
        period=period,
        assembly=assemble(period),
        view=view,
        sent=report_sent_up(view.report) if view else None,
        upper=upper_periods(view.report) if view else (),
        now=now,
        works=works_on_collated(actor, period),
        coordinates=may_coordinate(actor, period),
        sends=is_of_body(actor, period),
        approves=bool(view and may_approve(actor, view.report)),
    )


def is_outdated(passage: Any) -> bool:
    """Tell whether the source was changed after the passage was taken over or last edited."""
    source = passage.source
    return bool(
        source is not None
        and passage.origin == Origin.COLLATED
        and source.changed_at > passage.changed_at
    )
