"""A field across all units, and a cycle as a whole: a handful of queries whatever the number of units."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from parindex.accounts.rules import Actor
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Assignment, Cycle, Participant, Round
from parindex.cycles.rules import may_oversee, responsible_agencies
from parindex.preparation.choices import CommitmentState
from parindex.preparation.models import ChaseNote, Commitment, Contribution, Outlook
from parindex.preparation.queries.parts import NotHereError
from parindex.preparation.rules import LEAD_ROLES


@dataclass(frozen=True, kw_only=True)
class Led:
    """The components of one set that a person leads; ``is_own_form`` of the body's own."""

    stored: StoredCriteriaSet
    codes: frozenset[str]
    is_own_form: bool


@dataclass(frozen=True, kw_only=True)
class Record:
    """Everything written about one unit's preparation, as lists to count in."""

    states: Mapping[str, str] = field(default_factory=dict)
    commitments: Sequence[Commitment] = ()
    contributions: Sequence[Contribution] = ()
    notes: Sequence[ChaseNote] = ()

    def within(self, codes: Collection[str], nodes: Collection[str]) -> Record:
        """Return what is about these components; notes about any of these nodes."""
        return Record(
            states={code: state for code, state in self.states.items() if code in codes},
            commitments=[row for row in self.commitments if row.code in codes],
            contributions=[row for row in self.contributions if row.code in codes],
            notes=[row for row in self.notes if row.code in nodes],
        )

    def count(self, codes: Collection[str]) -> Counter[str]:
        """Return how many of the components have which outlook; "" counts those not reviewed."""
        return Counter(self.states.get(code, "") for code in codes)

    @property
    def open_commitments(self) -> list[Commitment]:
        return [row for row in self.commitments if row.state == CommitmentState.OPEN]

    def overdue(self, today: dt.date) -> list[Commitment]:
        """Return the commitments whose day has gone by without word."""
        return [row for row in self.open_commitments if row.due_on < today]

    @property
    def broken(self) -> list[Commitment]:
        return [row for row in self.commitments if row.state == CommitmentState.BROKEN]

    def late(self, today: dt.date) -> list[Contribution]:
        """Return what was promised for a day gone by and has not come."""
        return [row for row in self.contributions if row.kept_at is None and row.due_on < today]

    @property
    def unanswered(self) -> list[ChaseNote]:
        return [row for row in self.notes if row.answered_at is None]


NOTHING = Record()


def records_of(cycle: Cycle) -> dict[int, Record]:
    """Return what is written about each unit of a cycle: four queries."""
    states: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Outlook.objects.filter(cycle=cycle).exclude(state="")
    for unit, code, state in rows.values_list("unit_id", "code", "state"):
        states[unit][code] = state
    commitments: dict[int, list[Commitment]] = defaultdict(list)
    for commitment in Commitment.objects.filter(cycle=cycle).select_related("unit"):
        commitments[commitment.unit_id].append(commitment)
    contributions: dict[int, list[Contribution]] = defaultdict(list)
    promised = Contribution.objects.filter(cycle=cycle).select_related("unit", "giver")
    for contribution in promised:
        contributions[contribution.unit_id].append(contribution)
    notes: dict[int, list[ChaseNote]] = defaultdict(list)
    for note in ChaseNote.objects.filter(cycle=cycle).select_related("unit"):
        notes[note.unit_id].append(note)
    return {
        unit: Record(
            states=states.get(unit, {}),
            commitments=commitments.get(unit, ()),
            contributions=contributions.get(unit, ()),
            notes=notes.get(unit, ()),
        )
        for unit in states.keys() | commitments.keys() | contributions.keys() | notes.keys()
    }


def led_sets(actor: Actor, cycle: Cycle) -> list[Led]:
    """Return what the person leads in a cycle, set by set; overseers see every component.

    Two queries. Raises NotHereError for somebody who leads nothing.
    """
    agencies, sees_all = actor.unit_ids(*LEAD_ROLES), may_oversee(actor, cycle)
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
            if sees_all or agency_of.get(leaf.code) in agencies
        )
        if codes:
            found.append(Led(stored=stored, codes=codes, is_own_form=is_own_form))
    if not found:
        raise NotHereError
    return found


def round_by_id(round_id: int) -> Round:
    """Return a round with its cycle; raises NotHereError."""
    rows = Round.objects.select_related("cycle", "cycle__body", "cycle__coordinator")
    found = rows.filter(pk=round_id).first()
    if found is None:
        raise NotHereError
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
