"""A report's desk as its people see it: sections, tables, what is missing, the next step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from parindex.accounts.rules import Actor
from parindex.kernel.errors import Correctable, Stale
from parindex.reporting.choices import JointState, ReportState
from parindex.reporting.drawn import ExpectedScore, expected_scores
from parindex.reporting.fingerprint import report_hash
from parindex.reporting.operations import closed_reason
from parindex.reporting.outline import CellType, Column, Prefill
from parindex.reporting.queries import (
    ReportView,
    SectionView,
    TableView,
    load_report,
    previous_view,
)
from parindex.reporting.rules import (
    is_handed_in,
    is_late,
    may_approve,
    may_coordinate,
    may_oversee,
    works_on,
    works_on_joint,
)
from parindex.reporting.views import Cell, falls_of
from parindex.web.report.forms import show_value, slug


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What was typed and refused at one place of the page."""

    place: str
    text: str
    error: Correctable

    @property
    def conflict(self) -> Stale | None:
        return self.error if isinstance(self.error, Stale) else None


@dataclass(frozen=True, kw_only=True)
class JointCard:
    """A partner's part of a section."""

    row: Any
    is_mine: bool
    can_take: bool
    attempt: Attempt | None = None

    @property
    def is_given(self) -> bool:
        return bool(self.row.state == JointState.GIVEN)

    @property
    def text(self) -> str:
        return self.attempt.text if self.attempt else str(self.row.text)


@dataclass(frozen=True, kw_only=True)
class SectionCard:
    """A section with its form, or as text."""

    view: SectionView
    is_editable: bool
    joints: Sequence[JointCard] = ()
    expected: Sequence[ExpectedScore] = ()
    attempt: Attempt | None = None

    @property
    def place(self) -> str:
        return slug("muc", self.view.code)

    @property
    def text(self) -> str:
        return self.attempt.text if self.attempt else self.view.text

    @property
    def version(self) -> int:
        conflict = self.attempt.conflict if self.attempt else None
        return conflict.version if conflict else self.view.version

    @property
    def source(self) -> Any:
        """Return the earlier report that the text was filled in from."""
        passage = self.view.passage
        return passage.source.report if passage and passage.source else None

    @property
    def is_drawn(self) -> bool:
        """Tell whether the machine can fill the section in at all."""
        return self.view.section.prefill is not Prefill.NONE


@dataclass(frozen=True, kw_only=True)
class CellBox:
    """A cell with its form, or as a value."""

    column: Column
    cell: Cell
    place: str
    problem: str = ""
    fall: str = ""
    attempt: Attempt | None = None

    @property
    def kind(self) -> str:
        return self.column.type.value

    @property
    def is_ratio(self) -> bool:
        return self.column.type is CellType.RATIO

    @property
    def is_text(self) -> bool:
        return self.column.type is CellType.TEXT

    @property
    def text(self) -> str:
        return self.attempt.text if self.attempt else show_value(self.cell.value)

    @property
    def error(self) -> str:
        """Return what is wrong at the cell: with what was typed, else with what stands there."""
        return str(self.attempt.error) if self.attempt else self.problem

    @property
    def conflict(self) -> Stale | None:
        return self.attempt.conflict if self.attempt else None

    @property
    def note(self) -> str:
        """Say where a prefilled figure comes from."""
        return self.cell.figure.source_note if self.cell.is_prefilled and self.cell.figure else ""


@dataclass(frozen=True, kw_only=True)
class RowBox:
    """A row of a table with its cells."""

    row: Any
    cells: Sequence[CellBox]


@dataclass(frozen=True, kw_only=True)
class TableCard:
    """A table with its rows."""

    view: TableView
    is_editable: bool
    rows: Sequence[RowBox]

    @property
    def place(self) -> str:
        return slug("bang", self.view.code)


@dataclass(frozen=True, kw_only=True)
class DeskPage:
    """Everything on the page."""

    view: ReportView
    actor: Actor
    now: dt.datetime
    attempt: Attempt | None = None
    step_error: Correctable | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    agencies: Sequence[Any] = ()

    @property
    def report(self) -> Any:
        return self.view.report

    @cached_property
    def is_own(self) -> bool:
        return works_on(self.actor, self.report)

    @cached_property
    def closed(self) -> str:
        return closed_reason(self.report, self.now)

    @property
    def is_editable(self) -> bool:
        return self.is_own and not self.closed

    @property
    def is_leader(self) -> bool:
        return may_approve(self.actor, self.report)

    @property
    def is_coordinator(self) -> bool:
        return may_coordinate(self.actor, self.report.period)

    @property
    def is_overseer(self) -> bool:
        return may_oversee(self.actor, self.report.period)

    @property
    def is_late(self) -> bool:
        return not is_handed_in(self.report) and is_late(self.report, self.now)

    @property
    def is_handed_in(self) -> bool:
        return is_handed_in(self.report)

    @property
    def awaits_leader(self) -> bool:
        return bool(self.report.state == ReportState.AWAITING_APPROVAL)

    @cached_property
    def seen_hash(self) -> str:
        return report_hash(self.view)

    @cached_property
    def expected(self) -> list[ExpectedScore]:
        wanted = any(row.section.prefill is Prefill.EXPECTED_SCORE for row in self.view.sections)
        if not wanted or not self.is_own:
            return []
        led = [part for part in self.view.outline.fields if part.code in self.view.led]
        return expected_scores(self.report.period, led)

    @cached_property
    def sections(self) -> list[SectionCard]:
        return [self._section(row) for row in self.view.sections]

    @cached_property
    def tables(self) -> list[TableCard]:
        before = previous_view(self.report) if self.view.tables else None
        return [
            table_card(
                row,
                is_editable=self.is_editable,
                before=before.table(row.code) if before else None,
                attempt=self.attempt,
            )
            for row in self.view.tables
        ]

    def _section(self, row: SectionView) -> SectionCard:
        is_expected = row.section.prefill is Prefill.EXPECTED_SCORE
        return SectionCard(
            view=row,
            is_editable=self.is_editable and not row.section.is_heading,
            joints=[self._joint(joint, row) for joint in row.joints],
            expected=self.expected if is_expected else (),
            attempt=_at(self.attempt, slug("muc", row.code)),
        )

    def _joint(self, joint: Any, row: SectionView) -> JointCard:
        is_mine = works_on_joint(self.actor, joint) and not self.closed
        taken = bool(joint.text) and joint.text in row.text
        return JointCard(
            row=joint,
            is_mine=is_mine,
            can_take=self.is_editable and bool(joint.text) and not taken,
            attempt=_at(self.attempt, f"phan-{joint.pk}"),
        )


def table_card(
    view: TableView,
    *,
    is_editable: bool,
    before: TableView | None = None,
    attempt: Attempt | None = None,
    only: str = "",
) -> TableCard:
    """Return a table with its cells, or with one row of them."""
    falls = falls_of(view, before)
    return TableCard(
        view=view,
        is_editable=is_editable,
        rows=[
            RowBox(
                row=row,
                cells=[
                    CellBox(
                        column=column,
                        cell=view.cell(row.code, column.code),
                        place=(place := slug("o", view.code, row.code, column.code)),
                        problem=view.problems.get((row.code, column.code), ""),
                        fall=falls.get((row.code, column.code), ""),
                        attempt=_at(attempt, place),
                    )
                    for column in view.table.columns
                ],
            )
            for row in view.table.rows
            if not only or row.code == only
        ],
    )


def build_desk(
    actor: Actor,
    report: Any,
    *,
    now: dt.datetime,
    attempt: Attempt | None = None,
    step_error: Correctable | None = None,
    typed: Mapping[str, str] | None = None,
    agencies: Sequence[Any] = (),
) -> DeskPage:
    """Load the report and put its page together."""
    return DeskPage(
        view=load_report(report),
        actor=actor,
        now=now,
        attempt=attempt,
        step_error=step_error,
        typed=typed or {},
        agencies=agencies,
    )


def _at(attempt: Attempt | None, place: str) -> Attempt | None:
    return attempt if attempt and attempt.place == place else None
