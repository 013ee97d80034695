"""A field across all units, and a cycle as a whole: a handful of queries whatever the number of units."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from parindex.accounts.rules import Actor
from parindex.assessments import leading
from parindex.assessments.leading import Led
from parindex.cycles.models import Cycle, Round
from parindex.preparation.choices import CommitmentState
from parindex.preparation.models import ChaseNote, Commitment, Contribution, Outlook
from parindex.preparation.queries.parts import NotHereError


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
    """Return what the person leads in a cycle, set by set; raises NotHereError for who leads nothing."""
    found = leading.led_sets(actor, cycle)
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
