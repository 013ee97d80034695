"""A unit's plan as others read it: the board, the plan as a document, the section of a periodic report."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parindex.cycles.models import Cycle
from parindex.evidence.models import EvidenceDocument
from parindex.preparation.choices import CommitmentState
from parindex.preparation.models import Commitment
from parindex.remedies.choices import ActionState
from parindex.remedies.models import (
    ActionStep,
    CommitmentStep,
    RemedialAction,
    RemedialPlan,
)
from parindex.remedies.queries.parts import Ground, actions, ground_in, stored_plan
from parindex.results.losses import Loss
from parindex.results.models import Publication
from parindex.units.models import Unit
from parindex.viet import format_date, format_decimal

FULL = 100  # percent
_OF_COMMITMENT = {
    CommitmentState.OPEN: ActionState.OPEN,
    CommitmentState.KEPT: ActionState.DONE,
    CommitmentState.BROKEN: ActionState.CANCELLED,
}


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One action or commitment about a component, and how far it is.

    ``state`` is one of ``ActionState`` for commitments too: kept is done, broken is cancelled.
    ``note`` is the last word about it, ``documents`` what shows that it was done.
    """

    code: str
    text: str
    owner: str
    due_on: dt.date
    state: ActionState
    percent: int
    note: str
    noted_at: dt.datetime | None
    expected_gain: Decimal | None
    documents: Sequence[str]
    is_commitment: bool
    pk: int

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def is_open(self) -> bool:
        return self.state in {ActionState.OPEN, ActionState.DOING}

    def is_overdue(self, today: dt.date) -> bool:
        """Tell whether its day has gone by without an end."""
        return self.is_open and self.due_on < today

    def sentence(self, today: dt.date) -> str:
        """Say it as a report does, in Vietnamese whatever the reader's language is."""
        parts = [self.text.rstrip(". ;"), _SAID[self.state](self)]
        if self.is_overdue(today):
            parts[-1] += f", quá hạn {format_date(self.due_on)}"
        if self.note and self.state != ActionState.OPEN:
            parts.append(self.note.rstrip(". ;"))
        if self.documents:
            parts.append("tài liệu: " + ", ".join(self.documents))
        return "; ".join(parts) + "."


def _said_open(row: Progress) -> str:
    return f"chưa thực hiện, hạn {format_date(row.due_on)}"


def _said_doing(row: Progress) -> str:
    return f"đang thực hiện, đạt {row.percent}%"


def _said_done(_row: Progress) -> str:
    return "đã hoàn thành"


def _said_cancelled(row: Progress) -> str:
    return "không thực hiện được" if row.is_commitment else "không thực hiện nữa"


_SAID = {
    ActionState.OPEN: _said_open,
    ActionState.DOING: _said_doing,
    ActionState.DONE: _said_done,
    ActionState.CANCELLED: _said_cancelled,
}


def progress_by_code(unit: Unit, publication: Publication) -> dict[str, list[Progress]]:
    """Return what the unit does about each component after a result, commitments included.

    Cancelled actions too: a reader is told why. Six queries, whatever the number.
    """
    found = actions_by_code(unit, publication)
    for each in commitments_after(publication.round.cycle, [unit]):
        found.setdefault(each.commitment.code, []).append(each.progress)
    return found


def actions_by_code(unit: Unit, publication: Publication) -> dict[str, list[Progress]]:
    """Return the unit's actions after a result alone, by component: at most four queries."""
    found: dict[str, list[Progress]] = {}
    plan = stored_plan(publication, unit)
    for row in actions().filter(plan=plan) if plan else ():
        found.setdefault(row.code, []).append(progress_of(row))
    return found


def progress_of(action: RemedialAction) -> Progress:
    """Return an action (with its steps and documents) as its progress."""
    said = _last_words(action.steps.all())
    return Progress(
        code=action.code,
        text=action.text,
        owner=action.owner,
        due_on=action.due_on,
        state=ActionState(action.state),
        percent=action.percent,
        note=action.reason or (said.note if said else ""),
        noted_at=said.at if said else None,
        expected_gain=action.expected_gain,
        documents=[document_name(document) for document in action.documents.all()],
        is_commitment=False,
        pk=action.pk,
    )


@dataclass(frozen=True, kw_only=True)
class Promised:
    """A commitment with the steps towards it."""

    commitment: Commitment
    steps: Sequence[CommitmentStep]

    @property
    def progress(self) -> Progress:
        row, said = self.commitment, self.steps[-1] if self.steps else None
        state = _OF_COMMITMENT[CommitmentState(row.state)]
        if state is ActionState.OPEN and said and said.percent:
            state = ActionState.DOING
        return Progress(
            code=row.code,
            text=row.text,
            owner=row.made_by.partition(" (")[0],
            due_on=row.due_on,
            state=state,
            percent=FULL if state is ActionState.DONE else said.percent if said else 0,
            note=row.result or (said.note if said else ""),
            noted_at=said.at if said else None,
            expected_gain=None,
            documents=[row.document_number] if row.document_number else [],
            is_commitment=True,
            pk=row.pk,
        )


def commitments_after(cycle: Cycle, units: Iterable[Unit] | None = None) -> list[Promised]:
    """Return what units promised in a cycle or in later ones of the same body: two queries."""
    rows = Commitment.objects.filter(cycle__body=cycle.body_id, cycle__year__gte=cycle.year)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    found = list(rows.select_related("unit", "cycle"))
    steps: dict[int, list[CommitmentStep]] = defaultdict(list)
    for step in CommitmentStep.objects.filter(commitment__in=rows.values("pk")).order_by("pk"):
        steps[step.commitment_id].append(step)
    return [Promised(commitment=row, steps=steps.get(row.pk, ())) for row in found]


@dataclass(frozen=True, kw_only=True)
class PlannedAction:
    """An action of a plan beside what its component cost."""

    action: RemedialAction
    progress: Progress
    loss: Loss | None

    @property
    def field_name(self) -> str:
        return f"{self.loss.field.code}. {self.loss.field.name}" if self.loss else ""


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """A unit's plan after a result: what a document and a board need. ``plan`` is None before the first action."""

    ground: Ground
    plan: RemedialPlan | None
    actions: Sequence[PlannedAction]

    @property
    def kept(self) -> list[PlannedAction]:
        """The actions that were not cancelled, in the order of the criteria."""
        order = {code: place for place, code in enumerate(self.ground.sheet.rows)}
        kept = [row for row in self.actions if row.progress.state != ActionState.CANCELLED]
        return sorted(kept, key=lambda row: (order.get(row.action.code, 0), row.action.number))

    @property
    def uncovered(self) -> list[Loss]:
        """The losses about which nothing is done, the most expensive first."""
        covered = {row.action.code for row in self.kept}
        return [loss for code, loss in self.ground.losses.items() if code not in covered]

    @property
    def covered_lost(self) -> Decimal:
        """The points lost in components with an action."""
        codes = {row.action.code for row in self.kept}
        rows = self.ground.losses.values()
        return sum((loss.row.lost for loss in rows if loss.row.code in codes), Decimal(0))

    @property
    def expected(self) -> Decimal:
        """What the plan shall bring, for no component more than it lost."""
        hoped: dict[str, Decimal] = defaultdict(Decimal)
        for row in self.kept:
            hoped[row.action.code] += row.action.expected_gain or Decimal(0)
        losses = self.ground.losses
        return sum(
            (
                min(gain, losses[code].row.lost if code in losses else gain)
                for code, gain in hoped.items()
            ),
            Decimal(0),
        )


def plan_of(unit: Unit, publication: Publication) -> PlanView | None:
    """Return the unit's plan after a result, None for a unit that does not stand in it."""
    ground = ground_in(publication, unit)
    return plan_on(ground) if ground else None


def plan_on(ground: Ground) -> PlanView:
    """Return the plan that stands on a unit's part of a result: at most four queries."""
    plan = stored_plan(ground.publication, ground.unit)
    rows = actions().filter(plan=plan) if plan else ()
    return PlanView(
        ground=ground,
        plan=plan,
        actions=[
            PlannedAction(action=row, progress=progress_of(row), loss=ground.losses.get(row.code))
            for row in rows
        ],
    )


def document_name(document: EvidenceDocument) -> str:
    """Name a document as a report cites it, in Vietnamese."""
    return f"{document.number} ngày {format_date(document.issued_on)}"


def points_text(points: Decimal | None) -> str:
    """Write points as people do; a dash for none."""
    return "–" if points is None else format_decimal(points.normalize())


def _last_words(steps: Iterable[ActionStep]) -> ActionStep | None:
    """Return the last step with a note."""
    return next((step for step in reversed(list(steps)) if step.note), None)
