"""A unit's plan as its desk and its readers see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from parindex.accounts.rules import Actor
from parindex.kernel.clock import vietnam_date
from parindex.kernel.errors import Correctable
from parindex.remedies.choices import Aim, PlanState
from parindex.remedies.exports import PlanLine
from parindex.remedies.fingerprint import plan_hash
from parindex.remedies.operations.planning import default_due, default_text
from parindex.remedies.queries import Ground, PlanView
from parindex.remedies.queries.effect import next_ground
from parindex.remedies.queries.goals import NO_AIMS, Aims, aims_of
from parindex.remedies.queries.plans import commitments_after, plan_on
from parindex.remedies.rules import leads, works_for
from parindex.results.losses import Loss
from parindex.viet import format_date
from parindex.web.remedy.forms import ActionForm
from parindex.web.remedy.rows import KINDS, STATES, Row, Wanted, in_order
from parindex.web.remedy.suggesting import suggestions_for

LOST_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Making:
    """The action that is being written for a lost component."""

    loss: Loss
    form: ActionForm
    aims: Aims
    error: Correctable | None = None

    aim_choices = Aim.choices

    @property
    def field(self) -> str:
        return getattr(self.error, "field", "")


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """Everything on the page."""

    view: PlanView
    rows: Sequence[Row]
    total: int
    wanted: Wanted
    done: int
    overdue: int
    making: Making | None
    is_own: bool
    is_leader: bool
    seen_hash: str
    has_next: bool
    step_error: Correctable | None
    error: Correctable | None
    typed: Any = None

    states = STATES
    kinds = KINDS

    @property
    def state(self) -> str:
        return self.view.plan.state if self.view.plan else PlanState.DRAFT

    @property
    def state_label(self) -> str:
        return str(PlanState(self.state).label)

    @property
    def awaits_leader(self) -> bool:
        return self.is_leader and self.state == PlanState.AWAITING_APPROVAL

    @property
    def covered(self) -> Decimal:
        return self.view.covered_lost

    @property
    def first_lost(self) -> Sequence[Loss]:
        """The most expensive losses without an action."""
        return self.view.uncovered[:LOST_SHOWN]

    @property
    def other_lost(self) -> Sequence[Loss]:
        return self.view.uncovered[LOST_SHOWN:]

    @property
    def lines(self) -> list[PlanLine]:
        """The rows for a file."""
        losses = self.view.ground.losses
        return [
            PlanLine(
                progress=row.progress,
                name=row.name,
                lost=losses[row.progress.code].row.lost
                if row.progress.code in losses and not row.progress.is_commitment
                else None,
            )
            for row in self.rows
        ]

    @property
    def is_filtered(self) -> bool:
        return len(self.rows) < self.total


def build_page(
    actor: Actor,
    ground: Ground,
    wanted: Wanted,
    *,
    now: dt.datetime,
    making: Making | None = None,
    step_error: Correctable | None = None,
    error: Correctable | None = None,
    typed: Any = None,
) -> PlanPage:
    """Gather the page."""
    today, view = vietnam_date(now), plan_on(ground)
    rows = in_order(_rows(view, today))
    actions = [row for row in rows if not row.progress.is_commitment]
    return PlanPage(
        view=view,
        rows=[row for row in rows if wanted.shows(row, today)],
        total=len(rows),
        wanted=wanted,
        done=sum(row.progress.state == "DONE" for row in actions),
        overdue=sum(row.is_overdue for row in rows),
        making=making,
        is_own=works_for(actor, ground.unit),
        is_leader=leads(actor, ground.unit),
        seen_hash=plan_hash(row.action for row in view.actions),
        has_next=bool(view.kept) and next_ground(ground) is not None,
        step_error=step_error,
        error=error,
        typed=typed,
    )


def making_of(
    ground: Ground,
    code: str,
    *,
    now: dt.datetime,
    owner: str = "",
    form: ActionForm | None = None,
    error: Correctable | None = None,
) -> Making | None:
    """Return the form for a lost component, filled with what suggests itself; None for any other code.

    ``owner`` is who stands in it where the unit named nobody for the component.
    """
    loss = ground.losses.get(code)
    if loss is None:
        return None
    aims = aims_of(ground, [code]).get(code, NO_AIMS)
    suggested = form or _suggested(ground, code, aims, now)
    if form is None and not suggested.owner:
        suggested = replace(suggested, owner=owner)
    return Making(loss=loss, form=suggested, aims=aims, error=error)


def _suggested(ground: Ground, code: str, aims: Aims, now: dt.datetime) -> ActionForm:
    known = suggestions_for(ground)
    return ActionForm(
        text=known.text(code) or default_text(ground, code, aims.most),
        owner=known.owner(code),
        due_on=format_date(default_due(ground, now)),
        aim=Aim.MOST if aims.most else Aim.OWN,
    )


def _rows(view: PlanView, today: dt.date) -> list[Row]:
    names = {code: row.name for code, row in view.ground.sheet.rows.items()}
    promised = commitments_after(view.ground.cycle, [view.ground.unit])
    return [
        *(
            Row(
                progress=row.progress,
                name=row.action.name,
                is_overdue=row.progress.is_overdue(today),
                number=row.action.number,
            )
            for row in view.actions
        ),
        *(
            Row(
                progress=each.progress,
                name=names.get(each.commitment.code, ""),
                is_overdue=each.progress.is_overdue(today),
                reading=str(each.commitment.cycle),
            )
            for each in promised
        ),
    ]
