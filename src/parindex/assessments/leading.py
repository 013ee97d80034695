"""Which components of the units' forms an agency leads: it guides others there, and gathers (letter 002, part 2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from parindex.accounts.rules import Actor
from parindex.assessments.rules import LEAD_ROLES
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Assignment, Cycle, Participant
from parindex.cycles.rules import may_oversee, responsible_agencies


@dataclass(frozen=True, kw_only=True)
class Led:
    """The components of one set that a person leads; ``is_own_form`` of the body's own."""

    stored: StoredCriteriaSet
    codes: frozenset[str]
    is_own_form: bool


def led_sets(actor: Actor, cycle: Cycle) -> list[Led]:
    """Return what the person leads in a cycle, set by set; overseers see every component.

    Two queries; empty for somebody who leads nothing.
    """
    agencies = actor.unit_ids(*LEAD_ROLES)
    return sets_led_by(agencies, cycle, everything=may_oversee(actor, cycle))


def sets_led_by(agencies: Collection[int], cycle: Cycle, *, everything: bool = False) -> list[Led]:
    """Return what the agencies lead in a cycle, set by set."""
    assigned: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for row in Assignment.objects.filter(cycle=cycle):
        assigned[row.criteria_set_id, row.purpose][row.node_code] = row.agency_id
    found = []
    for stored, is_own_form in _sets_of(cycle):
        purpose = Purpose.SELF_SCORE if is_own_form else Purpose.APPRAISE
        criteria_set = criteria_set_of(stored)
        agency_of = responsible_agencies(criteria_set, assigned[stored.pk, purpose])
        codes = frozenset(
            leaf.code
            for leaf in criteria_set.leaves
            if everything or agency_of.get(leaf.code) in agencies
        )
        if codes:
            found.append(Led(stored=stored, codes=codes, is_own_form=is_own_form))
    return found


def _sets_of(cycle: Cycle) -> list[tuple[StoredCriteriaSet, bool]]:
    """Return the sets of a cycle, those of many units first, the body's own form last."""
    rows = (
        Participant.objects.filter(cycle=cycle)
        .select_related("criteria_set")
        .defer("criteria_set__content")
        .order_by("pk")
    )
    sets: dict[tuple[int, bool], StoredCriteriaSet] = {}
    for row in rows:
        sets.setdefault((row.criteria_set_id, row.unit_id == cycle.body_id), row.criteria_set)
    return sorted(
        ((stored, is_own) for (_pk, is_own), stored in sets.items()), key=lambda pair: pair[1]
    )
