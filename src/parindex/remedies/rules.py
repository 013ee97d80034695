"""Who may do what about lost points."""

from __future__ import annotations

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.rules import DESK_ROLES
from parindex.cycles.models import Cycle
from parindex.cycles.rules import may_oversee
from parindex.remedies.choices import ActionState
from parindex.units.models import Unit

OPEN_STATES = (ActionState.OPEN, ActionState.DOING)


def works_for(actor: Actor, unit: Unit) -> bool:
    """Clerks and leaders of the unit plan, do and report."""
    return any(actor.has(role, unit_id=unit.pk) for role in DESK_ROLES)


def leads(actor: Actor, unit: Unit) -> bool:
    """The unit's leader approves the plan."""
    return actor.has(Role.LEADER, unit_id=unit.pk)


def may_read(actor: Actor, unit: Unit, cycle: Cycle) -> bool:
    """The unit itself, and those who oversee the cycle."""
    return works_for(actor, unit) or may_oversee(actor, cycle)
