"""What waits for one person, and what falls due in a round: for the work list and for reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from parindex.accounts.rules import Actor
from parindex.assessments.rules import DESK_ROLES
from parindex.cycles.models import Round
from parindex.kernel.clock import vietnam_date
from parindex.preparation.choices import CommitmentState
from parindex.preparation.models import Commitment
from parindex.remedies.choices import PlanState
from parindex.remedies.models import RemedialAction, RemedialPlan
from parindex.remedies.rules import OPEN_STATES

SOON = dt.timedelta(days=14)
BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Actions due soon or overdue, and plans before a leader or given back."""

    actions: Sequence[RemedialAction]
    plans: Sequence[RemedialPlan]


def waiting_for(actor: Actor, now: dt.datetime) -> Waiting:
    """Return what waits at the person's desk: one query, for a plan that waits has actions."""
    last_day = vietnam_date(now) + SOON
    is_due = Q(state__in=OPEN_STATES, due_on__lte=last_day)
    awaits = Q(plan__state=PlanState.AWAITING_APPROVAL)
    is_returned = Q(plan__state=PlanState.DRAFT) & ~Q(plan__return_reason="")
    rows = list(
        RemedialAction.objects.filter(
            is_due | awaits | is_returned, plan__unit_id__in=actor.unit_ids(*DESK_ROLES)
        )
        .select_related("plan__unit", "plan__publication__round__cycle")
        .defer("plan__publication__content")
        .order_by("due_on", "pk")
    )
    plans = {row.plan_id: row.plan for row in rows}
    return Waiting(
        actions=[row for row in rows if row.state in OPEN_STATES and row.due_on <= last_day],
        plans=[
            plan
            for _pk, plan in sorted(plans.items())
            if plan.state == PlanState.AWAITING_APPROVAL
            or (plan.state == PlanState.DRAFT and plan.return_reason)
        ],
    )


def actions_due(
    scoring_round: Round, first: dt.date | None = None, last: dt.date | None = None
) -> Iterator[RemedialAction]:
    """Yield the open actions after a round's results that fall due in these days (None: whenever).

    Those of one unit for the same day come one after another.
    """
    rows = RemedialAction.objects.filter(
        plan__publication__round=scoring_round, state__in=OPEN_STATES, **_between(first, last)
    )
    rows = rows.select_related("plan__unit", "plan__publication").defer(
        "plan__publication__content"
    )
    return rows.order_by("plan_id", "due_on", "pk").iterator(chunk_size=BATCH)


def commitments_due(
    scoring_round: Round, first: dt.date | None = None, last: dt.date | None = None
) -> Iterator[Commitment]:
    """Yield the open commitments of a round's cycle that fall due in these days; in the same order."""
    rows = Commitment.objects.filter(
        cycle=scoring_round.cycle_id, state=CommitmentState.OPEN, **_between(first, last)
    )
    return (
        rows.select_related("unit").order_by("unit_id", "due_on", "pk").iterator(chunk_size=BATCH)
    )


def dated_actions(unit_ids: frozenset[int], since: dt.date) -> QuerySet[RemedialAction]:
    """Return the units' actions due after a day, whatever became of them: for calendars."""
    rows = RemedialAction.objects.filter(plan__unit__in=unit_ids, due_on__gt=since)
    return (
        rows.select_related("plan__unit", "plan__publication__round__cycle")
        .defer("plan__publication__content")
        .order_by("-pk")
    )


def dated_commitments(unit_ids: frozenset[int], since: dt.date) -> QuerySet[Commitment]:
    """Return the units' commitments due after a day, whatever became of them: for calendars."""
    rows = Commitment.objects.filter(unit__in=unit_ids, due_on__gt=since)
    return rows.select_related("unit", "cycle").order_by("-pk")


def _between(first: dt.date | None, last: dt.date | None) -> dict[str, dt.date]:
    wanted = {"due_on__gte": first, "due_on__lte": last}
    return {name: day for name, day in wanted.items() if day is not None}
