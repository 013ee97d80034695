"""Who answers for what, resolved from assignments by field with exceptions deeper in the tree."""

from __future__ import annotations

from collections.abc import Mapping

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.cycles.models import Cycle
from parindex.engine import CriteriaSet


def responsible_agencies(criteria_set: CriteriaSet, assigned: Mapping[str, int]) -> dict[str, int]:
    """Return for each leaf the agency of its deepest assigned ancestor (letter 1202: 7.2 before 7).

    ``assigned`` maps node codes to unit ids. Leaves nobody answers for are left out.
    """
    answer: dict[str, int] = {}
    for leaf in criteria_set.leaves:
        line = [leaf.code, *(node.code for node in reversed(criteria_set.ancestors(leaf.code)))]
        agency = next((assigned[code] for code in line if code in assigned), None)
        if agency is not None:
            answer[leaf.code] = agency
    return answer


def may_coordinate(actor: Actor, cycle: Cycle) -> bool:
    """The home-affairs officer of the coordinating agency runs the cycle."""
    return actor.has(Role.COORDINATOR, unit_id=cycle.coordinator_id)


def is_secretary(actor: Actor, cycle: Cycle) -> bool:
    """The secretary of the council collates and issues its letters."""
    return actor.has(Role.SECRETARY, unit_id=cycle.body_id)


def is_chair(actor: Actor, cycle: Cycle) -> bool:
    """The chair of the council decides."""
    return actor.has(Role.CHAIR, unit_id=cycle.body_id)


def may_oversee(actor: Actor, cycle: Cycle) -> bool:
    """Those who see every dossier of a cycle: coordinator, secretary and chair."""
    return may_coordinate(actor, cycle) or is_secretary(actor, cycle) or is_chair(actor, cycle)
