"""One body's part of a dossier as its page shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from parindex.accounts.rules import Actor
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.operations.locking import drafting_obstacle
from parindex.assessments.rules import may_approve, may_draft, owes_explanation
from parindex.assessments.workbook import Line, Workbook
from parindex.engine import Node
from parindex.web.selfassess.names import place


@dataclass(frozen=True, kw_only=True)
class Blocker:
    """What keeps a component from approval, with the way to it."""

    code: str
    name: str
    reasons: tuple[str, ...]
    place: str


@dataclass(frozen=True, kw_only=True)
class Unproven:
    """A component whose points will be counted as 0."""

    code: str
    name: str
    self_score: Decimal
    place: str


@dataclass(frozen=True, kw_only=True)
class FieldSum:
    """A field's row in the summary: points over the part's own components."""

    code: str
    name: str
    max_points: Decimal
    computed: Decimal
    self_scored: Decimal
    counted: Decimal
    finished: int
    total: int


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    """One body's part: its state, what is still open, its sums, and what the person may do."""

    pk: int
    dossier_id: int
    unit_name: str
    state: str
    state_name: str
    difficulties: str
    proposals: str
    version: int
    changed_by: str
    changed_at: dt.datetime | None
    approved_by: str
    approved_at: dt.datetime | None
    approved_hash: str
    owes_explanation: bool
    late_explanation: str
    return_reason: str
    content_hash: str
    blockers: tuple[Blocker, ...]
    unproven: tuple[Unproven, ...]
    fields: tuple[FieldSum, ...]
    survey_count: int
    is_mine: bool
    may_approve: bool
    is_submitted: bool
    closed_because: str

    @property
    def total(self) -> FieldSum:
        """Return the last row of the summary."""
        return FieldSum(
            code="",
            name="",
            max_points=_sum(row.max_points for row in self.fields),
            computed=_sum(row.computed for row in self.fields),
            self_scored=_sum(row.self_scored for row in self.fields),
            counted=_sum(row.counted for row in self.fields),
            finished=sum(row.finished for row in self.fields),
            total=sum(row.total for row in self.fields),
        )

    @property
    def is_editable(self) -> bool:
        return self.is_mine and not self.closed_because

    @property
    def lost(self) -> Decimal:
        """Return the points that missing evidence and explanations cost."""
        return _sum(row.self_score for row in self.unproven)

    @property
    def is_approved_as_seen(self) -> bool:
        """Tell whether the approval covers exactly the content on the page."""
        return bool(self.approved_hash) and self.approved_hash == self.content_hash


def build_part(
    workbook: Workbook, sheet_id: int, *, actor: Actor, now: dt.datetime
) -> SheetPart | None:
    """Return the part with this id, or None when the dossier has none such; makes no query."""
    sheet = next((sheet for sheet in workbook.sheets if sheet.pk == sheet_id), None)
    if sheet is None:
        return None
    lines = workbook.lines_of(sheet)
    return SheetPart(
        pk=sheet.pk,
        dossier_id=workbook.dossier.pk,
        unit_name=sheet.unit.name,
        state=sheet.state,
        state_name=sheet.get_state_display(),
        difficulties=sheet.difficulties,
        proposals=sheet.proposals,
        version=sheet.version,
        changed_by=sheet.changed_by,
        changed_at=sheet.changed_at,
        approved_by=sheet.approved_by,
        approved_at=sheet.approved_at,
        approved_hash=sheet.approved_hash,
        owes_explanation=owes_explanation(workbook.dossier, sheet, now),
        late_explanation=sheet.late_explanation,
        return_reason=sheet.return_reason,
        content_hash=sheet_hash(workbook, sheet),
        blockers=tuple(_blocker(line) for line in lines if line.blockers),
        unproven=tuple(_unproven(line) for line in workbook.unproven(sheet)),
        fields=_field_sums(workbook, lines),
        survey_count=sum(not line.is_self_scored for line in lines),
        is_mine=may_draft(actor, sheet),
        may_approve=may_approve(actor, sheet),
        is_submitted=bool(workbook.dossier.submitted_at),
        closed_because=drafting_obstacle(workbook.dossier, sheet, now),
    )


def _blocker(line: Line) -> Blocker:
    return Blocker(
        code=line.code, name=line.node.name, reasons=line.blockers, place=place(line.code)
    )


def _unproven(line: Line) -> Unproven:
    return Unproven(
        code=line.code,
        name=line.node.name,
        self_score=line.self_score or Decimal(0),
        place=place(line.code),
    )


def _field_sums(workbook: Workbook, lines: list[Line]) -> tuple[FieldSum, ...]:
    own = {line.code: line for line in lines}
    sums = []
    for node in workbook.criteria_set.fields:
        found = [own[leaf.code] for leaf in _leaves(node) if leaf.code in own]
        if found:
            sums.append(_field_sum(node, found))
    return tuple(sums)


def _field_sum(node: Node, lines: list[Line]) -> FieldSum:
    applicable = [line for line in lines if not line.not_applicable]
    own = [line for line in lines if line.is_self_scored]
    return FieldSum(
        code=node.code,
        name=node.name,
        max_points=_sum(line.node.max_points for line in applicable),
        computed=_sum(line.computed for line in applicable),
        self_scored=_sum(line.self_score for line in applicable),
        counted=_sum(line.counted for line in applicable),
        finished=sum(not line.blockers for line in own),
        total=len(own),
    )


def _leaves(node: Node) -> Iterable[Node]:
    if node.is_leaf:
        yield node
    for child in node.children:
        yield from _leaves(child)


def _sum(points: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in points if value is not None), Decimal(0))
