"""A unit's part in a cycle, and everything written about its preparation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Cycle, Participant, Round
from parindex.cycles.queries import responsibilities
from parindex.kernel.errors import Correctable
from parindex.preparation.choices import CommitmentState
from parindex.preparation.models import ChaseNote, Commitment, Contribution, Outlook
from parindex.preparation.rules import Part
from parindex.units.models import Unit

_FINAL = (Stage.DECIDED, Stage.PUBLISHED)


class NotHereError(Correctable):
    """There is no such thing to prepare, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có nội dung chuẩn bị này."))


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """What was written about one component: its outlook and its commitments."""

    outlook: Outlook | None = None
    commitments: Sequence[Commitment] = ()

    @property
    def open_commitments(self) -> list[Commitment]:
        return [row for row in self.commitments if row.state == CommitmentState.OPEN]

    @property
    def state(self) -> str:
        return self.outlook.state if self.outlook else ""


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """Everything written about one unit's preparation, component by component."""

    readiness: Mapping[str, Readiness] = field(default_factory=dict)
    contributions: Mapping[str, Sequence[Contribution]] = field(default_factory=dict)
    notes: Sequence[ChaseNote] = ()

    def of(self, code: str) -> Readiness:
        return self.readiness.get(code, _NOTHING)


_NOTHING = Readiness()
RowT = TypeVar("RowT", Commitment, Contribution)


def part_of(dossier: Dossier) -> Part:
    """Return the part of a dossier's unit in the dossier's cycle: one query."""
    return _part(dossier.round.cycle, dossier.unit, dossier.criteria_set)


def part_in(cycle: Cycle, unit: Unit, *, is_locked: bool = False) -> Part:
    """Return a unit's part in a cycle, held until the end of a transaction if need be.

    Raises NotHereError where the unit takes no part.
    """
    rows = Participant.objects.filter(cycle=cycle, unit=unit).select_related("criteria_set")
    rows = rows.select_for_update(of=("self",)) if is_locked else rows
    found = rows.defer("criteria_set__content").first()
    if found is None:
        raise NotHereError
    return _part(cycle, unit, found.criteria_set)


def _part(cycle: Cycle, unit: Unit, stored: StoredCriteriaSet) -> Part:
    if unit.pk == cycle.body_id:
        own = responsibilities(cycle, stored, Purpose.SELF_SCORE)
        return Part(cycle=cycle, unit=unit, criteria_set=stored, working=own, leading={})
    return Part(
        cycle=cycle,
        unit=unit,
        criteria_set=stored,
        working={leaf.code: unit.pk for leaf in criteria_set_of(stored).leaves},
        leading=responsibilities(cycle, stored, Purpose.APPRAISE),
    )


def readiness_of(cycle: Cycle, unit: Unit) -> dict[str, Readiness]:
    """Return outlook and commitments by component, for the desk too: two queries."""
    outlooks = {row.code: row for row in Outlook.objects.filter(cycle=cycle, unit=unit)}
    commitments = _by_code(Commitment.objects.filter(cycle=cycle, unit=unit))
    return {
        code: Readiness(outlook=outlooks.get(code), commitments=commitments.get(code, ()))
        for code in outlooks.keys() | commitments.keys()
    }


def preparation_of(part: Part) -> Preparation:
    """Load what was written about one unit's preparation: four queries."""
    mine = {"cycle": part.cycle, "unit": part.unit}
    return Preparation(
        readiness=readiness_of(part.cycle, part.unit),
        contributions=_by_code(Contribution.objects.filter(**mine).select_related("giver")),
        notes=list(ChaseNote.objects.filter(**mine)),
    )


def is_concluded(cycle: Cycle, unit: Unit) -> bool:
    """Tell whether the unit's last round is decided, so that nothing is left to prepare."""
    stages = dict(
        Dossier.objects.filter(round__cycle=cycle, unit=unit).values_list("round__number", "stage")
    )
    last = Round.objects.filter(cycle=cycle).order_by("-number").values_list("number", flat=True)
    return stages.get(last[0]) in _FINAL if stages else False


def newest_dossiers(cycle: Cycle, units: Collection[int] | None = None) -> dict[int, int]:
    """Return for each unit, or for some, its dossier of the newest round that it has one in."""
    rows = Dossier.objects.filter(round__cycle=cycle).order_by("round__number")
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return dict(rows.values_list("unit_id", "pk"))


def leaves_at(stored: StoredCriteriaSet, code: str) -> frozenset[str]:
    """Return the components at or below a node; none for a node the set does not have."""
    criteria_set = criteria_set_of(stored)
    if all(node.code != code for node in criteria_set.walk()):
        return frozenset()
    return criteria_set.leaves_under([code])


def _by_code(rows: Iterable[RowT]) -> dict[str, list[RowT]]:
    found: dict[str, list[RowT]] = defaultdict(list)
    for row in rows:
        found[row.code].append(row)
    return dict(found)
