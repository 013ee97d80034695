"""Who may do what while a unit prepares: its own desk, the lead of the field, the coordinator."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from parindex.accounts.rules import Actor
from parindex.assessments.rules import DESK_ROLES, LEAD_ROLES
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Cycle
from parindex.cycles.rules import may_coordinate, may_oversee
from parindex.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Part:
    """A unit's part in a cycle: for each component who does the work, and which agency leads it.

    In the body's own form the lead departments do the work themselves (letter 002, part 2), so
    nobody else leads there; ``leading`` is then empty.
    """

    cycle: Cycle
    unit: Unit
    criteria_set: StoredCriteriaSet
    working: Mapping[str, int]
    leading: Mapping[str, int]


def works_for(actor: Actor, unit_id: int) -> bool:
    """Clerks and leaders of a body."""
    return any(actor.has(role, unit_id=unit_id) for role in DESK_ROLES)


def works_on(actor: Actor, part: Part, code: str) -> bool:
    """Clerks and leaders of the body that does the component's work."""
    return code in part.working and works_for(actor, part.working[code])


def leads(actor: Actor, part: Part, code: str) -> bool:
    """People of the agency that guides the component in all units (letter 002, part 2)."""
    agency = part.leading.get(code)
    return agency is not None and any(actor.has(role, unit_id=agency) for role in LEAD_ROLES)


def may_prepare(actor: Actor, part: Part, code: str) -> bool:
    """Whoever reviews a component, writes commitments beside it and follows promises for it."""
    return (
        works_on(actor, part, code) or leads(actor, part, code) or may_coordinate(actor, part.cycle)
    )


def may_chase(actor: Actor, part: Part, codes: Collection[str]) -> bool:
    """The lead of one of the components, and the coordinator who presses (letter 002, part 4)."""
    return may_coordinate(actor, part.cycle) or any(leads(actor, part, code) for code in codes)


def may_answer(actor: Actor, part: Part, codes: Collection[str]) -> bool:
    """Whoever does the work of one of the components that a note is about."""
    return any(works_on(actor, part, code) for code in codes)


def sees_all(actor: Actor, part: Part) -> bool:
    """The unit itself and those who oversee the cycle see the whole form."""
    return works_for(actor, part.unit.pk) or may_oversee(actor, part.cycle)


def seen_codes(actor: Actor, part: Part, codes: Collection[str]) -> frozenset[str]:
    """Return those of the components that the person sees."""
    if sees_all(actor, part):
        return frozenset(codes)
    return frozenset(code for code in codes if may_prepare(actor, part, code))
