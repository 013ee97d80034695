"""What waits for one person: the work list's part of the preparation, in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import F, Q, QuerySet

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.models import Dossier
from parindex.assessments.queries import drafted_dossiers, sheet_units
from parindex.assessments.rules import DESK_ROLES, LEAD_ROLES
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Assignment, Round
from parindex.kernel.clock import vietnam_date
from parindex.preparation.choices import CommitmentState
from parindex.preparation.models import ChaseNote, Commitment, Contribution, Outlook
from parindex.preparation.queries.parts import leaves_at, part_in
from parindex.preparation.rules import Part, may_answer

SOON = dt.timedelta(days=14)
RowT = TypeVar("RowT", ChaseNote, Commitment)


@dataclass(frozen=True, kw_only=True)
class Reviewing:
    """A dossier of a round that is being prepared, with how many of the person's components were reviewed."""

    dossier: Dossier
    reviewed: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Everything of the preparation that waits for somebody's desk."""

    reviews: Sequence[Reviewing]
    notes: Sequence[ChaseNote]
    commitments: Sequence[Commitment]
    owed: Sequence[Contribution]
    led: Sequence[Round]


def waiting_for(actor: Actor, now: dt.datetime) -> Waiting:
    """Return what waits for a person's desk: four queries where no round is being prepared.

    What the person leads is among their appraising work, if they appraise at all.
    """
    rounds = list(_prepared(now))
    mine = actor.unit_ids(*DESK_ROLES)
    soon = vietnam_date(now) + SOON
    due = Commitment.objects.filter(state=CommitmentState.OPEN, due_on__lte=soon)
    owed = Contribution.objects.filter(giver_id__in=mine, kept_at=None, due_on__lte=soon)
    return Waiting(
        reviews=_reviews(mine, rounds) if rounds else [],
        notes=_of_desk(actor, ChaseNote.objects.filter(answered_at=None)),
        commitments=_of_desk(actor, due),
        owed=list(owed.select_related("unit", "giver", "cycle")),
        led=led_rounds(actor, now) if rounds and not actor.holds(Role.APPRAISER) else [],
    )


def led_rounds(actor: Actor, now: dt.datetime) -> list[Round]:
    """Return the rounds being prepared in which one of the person's agencies leads something."""
    agencies = actor.unit_ids(*LEAD_ROLES)
    rows = Assignment.objects.filter(agency_id__in=agencies).values("cycle_id")
    return list(_prepared(now).filter(cycle_id__in=rows))


def _prepared(now: dt.datetime) -> QuerySet[Round]:
    rows = Round.objects.filter(prepares_from__lte=now, opens_at__gt=now)
    return rows.select_related("cycle").order_by("opens_at", "pk")


def _reviews(mine: frozenset[int], rounds: Sequence[Round]) -> list[Reviewing]:
    rows = drafted_dossiers().filter(sheets__unit_id__in=mine, round__in=rounds)
    dossiers = list(rows.distinct().order_by("round__opens_at", "unit__sort_key"))
    if not dossiers:
        return []
    reviewed: dict[tuple[int, int], set[str]] = defaultdict(set)
    written = Outlook.objects.filter(unit__in={row.unit_id for row in dossiers}).exclude(state="")
    for cycle, unit, code in written.values_list("cycle_id", "unit_id", "code"):
        reviewed[cycle, unit].add(code)
    found = []
    for dossier in dossiers:
        codes = {code for code, unit in sheet_units(dossier).items() if unit in mine}
        done = codes & reviewed[dossier.round.cycle_id, dossier.unit_id]
        found.append(Reviewing(dossier=dossier, reviewed=len(done), total=len(codes)))
    return found


def _of_desk(actor: Actor, rows: QuerySet[RowT]) -> list[RowT]:
    """Return what is the person's to do: of their units, and of the body's form what they lead."""
    mine = actor.unit_ids(*DESK_ROLES)
    helped = Assignment.objects.filter(agency_id__in=mine, purpose=Purpose.SELF_SCORE)
    own_form = Q(unit_id=F("cycle__body_id"), cycle_id__in=helped.values("cycle_id"))
    found = rows.filter(Q(unit_id__in=mine) | own_form).select_related("unit", "cycle")
    return _answerable(actor, found.order_by("due_on", "pk"))


def _answerable(actor: Actor, rows: Iterable[RowT]) -> list[RowT]:
    parts: dict[int, Part] = {}
    kept = []
    for row in rows:
        if row.unit_id != row.cycle.body_id:
            kept.append(row)
            continue
        if row.cycle_id not in parts:
            parts[row.cycle_id] = part_in(row.cycle, row.unit)
        part = parts[row.cycle_id]
        if may_answer(actor, part, leaves_at(part.criteria_set, row.code)):
            kept.append(row)
    return kept
