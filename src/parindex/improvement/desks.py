"""Everything after a result that is on one person's desk, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.rules import DESK_ROLES
from parindex.cycles.models import Assignment, Cycle, Participant
from parindex.cycles.rules import may_coordinate
from parindex.improvement.choices import ReviewState
from parindex.improvement.models import CriteriaProposal, LessonsReview
from parindex.improvement.queries import open_proposal_counts
from parindex.results.models import Publication
from parindex.results.queries import standing_publications
from parindex.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class OwnCycle:
    """A unit of the person in one cycle: its result if published, its review, its proposals."""

    unit: Unit
    cycle: Cycle
    takes_part: bool
    publication: Publication | None
    review_state: str
    proposals: int

    @property
    def review_label(self) -> str:
        return str(ReviewState(self.review_state).label) if self.review_state else ""


@dataclass(frozen=True, kw_only=True)
class OverseenCycle:
    """A cycle that the person oversees, with its results."""

    cycle: Cycle
    publications: Sequence[Publication]
    open_proposals: int
    may_coordinate: bool


def own_cycles(actor: Actor) -> list[OwnCycle]:
    """Return the cycles in which the person's units take part or appraise, the newest first."""
    mine = actor.unit_ids(*DESK_ROLES)
    if not mine:
        return []
    parts = list(
        Participant.objects.filter(unit_id__in=mine).select_related("unit", "cycle__coordinator")
    )
    helpers = Assignment.objects.filter(agency_id__in=mine).select_related("agency", "cycle")
    pairs = {(part.unit_id, part.cycle_id): (part.unit, part.cycle) for part in parts}
    own = set(pairs)
    for row in helpers:
        pairs.setdefault((row.agency_id, row.cycle_id), (row.agency, row.cycle))
    results = _results([cycle for _unit, cycle in pairs.values()])
    sets = {(part.unit_id, part.cycle_id): part.criteria_set_id for part in parts}
    states = _review_states(mine)
    counts = _proposal_counts(mine)
    found = []
    for key, (unit, cycle) in pairs.items():
        publication = results.get((cycle.pk, sets.get(key)))
        found.append(
            OwnCycle(
                unit=unit,
                cycle=cycle,
                takes_part=key in own,
                publication=publication,
                review_state=states.get((unit.pk, publication.round_id), "") if publication else "",
                proposals=counts.get(key, 0),
            )
        )
    return sorted(found, key=lambda row: (-row.cycle.year, row.cycle.code, row.unit.sort_key))


def overseen_cycles(actor: Actor) -> list[OverseenCycle]:
    """Return the cycles that the person oversees, the newest first."""
    coordinates = actor.unit_ids(Role.COORDINATOR)
    councils = actor.unit_ids(Role.SECRETARY, Role.CHAIR)
    if not coordinates | councils:
        return []
    cycles = list(
        Cycle.objects.filter(
            Q(coordinator_id__in=coordinates) | Q(body_id__in=councils)
        ).select_related("body", "coordinator")
    )
    waiting = {cycle.pk: count for cycle, count in open_proposal_counts(actor)}
    results = _results(cycles)
    return [
        OverseenCycle(
            cycle=cycle,
            publications=[row for (key, _set), row in results.items() if key == cycle.pk],
            open_proposals=waiting.get(cycle.pk, 0),
            may_coordinate=may_coordinate(actor, cycle),
        )
        for cycle in cycles
    ]


def _results(cycles: Sequence[Cycle]) -> dict[tuple[int, int | None], Publication]:
    """Return the standing result of the last published round, by cycle and set."""
    rows = standing_publications().filter(round__cycle__in={cycle.pk for cycle in cycles})
    return {
        (row.round.cycle_id, row.criteria_set_id): row for row in rows.order_by("round__number")
    }


def _review_states(units: frozenset[int]) -> dict[tuple[int, int], str]:
    rows = LessonsReview.objects.filter(unit_id__in=units)
    return {
        (unit, scoring_round): state
        for unit, scoring_round, state in rows.values_list(
            "unit_id", "publication__round_id", "state"
        )
    }


def _proposal_counts(units: frozenset[int]) -> dict[tuple[int, int], int]:
    counts: dict[tuple[int, int], int] = {}
    rows = CriteriaProposal.objects.filter(unit_id__in=units)
    for key in rows.values_list("unit_id", "cycle_id"):
        counts[key] = counts.get(key, 0) + 1
    return counts
