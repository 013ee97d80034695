"""Who can give evidence, and what each body still owes to others."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from parindex.accounts.rules import Actor
from parindex.assessments.rules import DESK_ROLES
from parindex.cycles.models import Assignment, Cycle, Participant
from parindex.preparation.models import Contribution
from parindex.preparation.queries.parts import NotHereError
from parindex.preparation.rules import Part, may_prepare, works_for
from parindex.units.models import Unit


def possible_givers(cycle: Cycle) -> QuerySet[Unit]:
    """Return the bodies that have to do with a cycle: agencies of its body, leads, participants."""
    leads = Assignment.objects.filter(cycle=cycle).values("agency_id")
    parts = Participant.objects.filter(cycle=cycle).values("unit_id")
    agencies = Q(parent=cycle.body, kind__endswith="_AGENCY")
    return Unit.objects.filter(agencies | Q(pk__in=leads) | Q(pk__in=parts)).order_by("sort_key")


def owed_by(actor: Actor, cycle: Cycle) -> list[Contribution]:
    """Return what the person's units promised to others in a cycle; raises NotHereError for nothing."""
    rows = list(
        Contribution.objects.filter(cycle=cycle, giver_id__in=actor.unit_ids(*DESK_ROLES))
        .select_related("unit", "giver")
        .order_by("kept_at", "due_on", "pk")
    )
    if not rows:
        raise NotHereError
    return rows


def contribution_by_id(contribution_id: int) -> Contribution:
    """Return a promise with its cycle, unit and giver; raises NotHereError."""
    rows = Contribution.objects.select_related(
        "cycle", "cycle__body", "cycle__coordinator", "unit", "giver"
    )
    found = rows.filter(pk=contribution_id).first()
    if found is None:
        raise NotHereError
    return found


def may_mark(actor: Actor, part: Part, row: Contribution) -> bool:
    """The giver and whoever prepares the component."""
    return works_for(actor, row.giver_id) or may_prepare(actor, part, row.code)
