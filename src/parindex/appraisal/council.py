"""The council of a cycle as people read it: who sits on it, who stands in, who stands aside."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership, User
from parindex.accounts.rules import Actor
from parindex.appraisal.models import Recusal, Substitution
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Assignment, Cycle
from parindex.cycles.queries import participants_of
from parindex.cycles.rules import may_oversee
from parindex.engine import Node
from parindex.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person of the council."""

    user: User
    agency: Unit


@dataclass(frozen=True, kw_only=True)
class Task:
    """A node that an agency appraises; ``is_override`` stands below another agency's node."""

    set_name: str
    node: Node
    source: str
    is_override: bool


@dataclass(frozen=True, kw_only=True)
class AgencyRow:
    """An agency on the council: its members, its substitutes of today, what it appraises.

    ``stranded`` are units for which nobody of the agency may judge today.
    """

    agency: Unit
    members: tuple[Member, ...]
    substitutes: tuple[Substitution, ...]
    tasks: tuple[Task, ...]
    stranded: tuple[Unit, ...]


@dataclass(frozen=True, kw_only=True)
class Council:
    """Everything on the council's page."""

    cycle: Cycle
    chairs: tuple[Member, ...]
    secretaries: tuple[Member, ...]
    agencies: tuple[AgencyRow, ...]
    substitutions: tuple[Substitution, ...]
    recusals: tuple[Recusal, ...]
    units: tuple[Unit, ...]

    @property
    def people(self) -> list[Member]:
        """Return everybody who may have a conflict, once, in the order of the page."""
        seated = [*self.chairs, *self.secretaries]
        seated += [member for row in self.agencies for member in row.members]
        seated += [
            Member(user=row.substitute, agency=row.agency)
            for row in self.substitutions
            if row.ended_at is None
        ]
        return list({member.user.pk: member for member in reversed(seated)}.values())[::-1]


def is_council_member(actor: Actor, cycle: Cycle) -> bool:
    """Tell whether the person reads the council's page: overseers, appraisers and substitutes."""
    if may_oversee(actor, cycle):
        return True
    assigned = Assignment.objects.filter(
        cycle=cycle, purpose=Purpose.APPRAISE, agency_id__in=actor.unit_ids(Role.APPRAISER)
    )
    acting = Substitution.objects.filter(cycle=cycle, substitute_id=actor.user_id)
    return assigned.exists() or acting.exists()


def council_of(cycle: Cycle, day: dt.date) -> Council:
    """Load the council of a cycle as it stands on a day: a constant number of queries."""
    tasks = _tasks(cycle)
    seats = _seats(cycle, [agency.pk for agency in tasks])
    substitutions = tuple(
        Substitution.objects.filter(cycle=cycle).select_related("agency", "substitute")
    )
    recusals = tuple(Recusal.objects.filter(cycle=cycle).select_related("user", "unit"))
    units = tuple(row.unit for row in participants_of(cycle) if row.unit_id != cycle.body_id)
    aside = {(row.user_id, row.unit_id) for row in recusals if row.lifted_at is None}
    return Council(
        cycle=cycle,
        chairs=_members(seats, Role.CHAIR, cycle.body_id),
        secretaries=_members(seats, Role.SECRETARY, cycle.body_id),
        agencies=tuple(
            _agency_row(agency, of_agency, seats, substitutions, units, aside, day)
            for agency, of_agency in tasks.items()
        ),
        substitutions=substitutions,
        recusals=recusals,
        units=units,
    )


def possible_substitutes(cycle: Cycle) -> list[User]:
    """Return the active people of the body and its agencies, by name."""
    near = Q(unit=cycle.body_id) | Q(unit__parent=cycle.body_id, unit__kind__endswith="_AGENCY")
    seats = Membership.objects.filter(near).values("user_id")
    return list(User.objects.filter(pk__in=seats, is_active=True).order_by("full_name", "pk"))


def _agency_row(  # noqa: PLR0917 - one row of one page, from what is loaded already
    agency: Unit,
    tasks: list[Task],
    seats: list[Membership],
    substitutions: Iterable[Substitution],
    units: Iterable[Unit],
    aside: set[tuple[int, int]],
    day: dt.date,
) -> AgencyRow:
    members = _members(seats, Role.APPRAISER, agency.pk)
    acting = tuple(
        row for row in substitutions if row.agency_id == agency.pk and row.is_in_force(day)
    )
    judges = {member.user.pk for member in members} | {row.substitute_id for row in acting}
    return AgencyRow(
        agency=agency,
        members=members,
        substitutes=acting,
        tasks=tuple(tasks),
        stranded=tuple(
            unit for unit in units if all((judge, unit.pk) in aside for judge in judges)
        ),
    )


def _tasks(cycle: Cycle) -> dict[Unit, list[Task]]:
    """Return what each agency appraises, in the order of names and of the sets."""
    rows = (
        Assignment.objects.filter(cycle=cycle, purpose=Purpose.APPRAISE)
        .select_related("agency", "criteria_set")
        .defer("criteria_set__content")
        .order_by("agency__sort_key", "criteria_set__code")
    )
    by_set: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        by_set[row.criteria_set_id].add(row.node_code)
    found: dict[Unit, list[Task]] = {}
    for row in rows:
        criteria_set = criteria_set_of(row.criteria_set)
        above = {node.code for node in criteria_set.ancestors(row.node_code)}
        task = Task(
            set_name=row.criteria_set.name,
            node=criteria_set.node(row.node_code),
            source=row.source,
            is_override=bool(above & by_set[row.criteria_set_id]),
        )
        found.setdefault(row.agency, []).append(task)
    for tasks in found.values():
        tasks.sort(key=lambda task: (task.set_name, _place(task.node.code)))
    return found


def _place(code: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in code.split(".")]


def _seats(cycle: Cycle, agencies: list[int]) -> list[Membership]:
    wanted = Q(unit__in=agencies, role=Role.APPRAISER) | Q(
        unit=cycle.body_id, role__in=(Role.CHAIR, Role.SECRETARY)
    )
    rows = Membership.objects.filter(wanted, user__is_active=True)
    return list(rows.select_related("user", "unit").order_by("user__full_name", "pk"))


def _members(seats: Iterable[Membership], role: Role, unit_id: int) -> tuple[Member, ...]:
    return tuple(
        Member(user=seat.user, agency=seat.unit)
        for seat in seats
        if seat.role == role and seat.unit_id == unit_id
    )
