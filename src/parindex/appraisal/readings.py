"""Second readings: what is drawn, who reads it, and how far it has come."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.db.models import QuerySet

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.appraisal.choices import ReadingState, Why
from parindex.appraisal.docket import Case, Docket
from parindex.appraisal.models import Award, ReadingDraw, SecondReading
from parindex.appraisal.rules import (
    APPRAISABLE,
    NOBODY,
    Bench,
    bench_of,
    benches_of,
    substitutions_in_force,
)
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Round
from parindex.engine import Node

READABLE = (*APPRAISABLE, Stage.AWAITING_REPLY)
HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One award that is to be read again, and why."""

    dossier: Dossier
    case: Case
    why: Why


@dataclass(frozen=True, kw_only=True)
class ReadingRow:
    """A second reading beside the award it is about."""

    reading: SecondReading
    award: Award | None

    @property
    def node(self) -> Node:
        return criteria_set_of(self.reading.dossier.criteria_set).node(self.reading.code)

    @property
    def is_open(self) -> bool:
        return self.reading.state == ReadingState.OPEN

    @property
    def differs(self) -> bool:
        """Tell whether the reader holds other points right than those that stand."""
        reading, award = self.reading, self.award
        if self.is_open or award is None:
            return False
        return (reading.points, reading.not_applicable) != (award.points, award.not_applicable)


def draw_sample(cases: Iterable[Drawn], *, seed: str, share: Decimal) -> list[Drawn]:
    """Return ``share`` percent of the awards, rounded up: those whose seeded hashes come first.

    Anybody who knows seed, units and components draws the same; the order of rows plays no part.
    """
    ordered = sorted(cases, key=lambda row: _lot(seed, row.dossier.unit.code, row.case.code))
    count = (share * len(ordered) / HUNDRED).to_integral_value(ROUND_CEILING)
    return ordered[: int(count)]


def differs_by(case: Case, *, points: Decimal | None, percent: Decimal | None) -> bool:
    """Tell whether award and counted self-score lie at least so far apart; "not applicable" is all of it."""
    award, top = case.award, case.line.node.max_points
    if award is None or not case.line.is_self_scored:
        return False
    if award.not_applicable or case.line.not_applicable:
        gap = Decimal(0) if award.not_applicable == case.line.not_applicable else top
    else:
        gap = abs((award.points or Decimal(0)) - (case.proposed or Decimal(0)))
    if gap == 0:
        return False
    by_points = points is not None and gap >= points
    return by_points or (percent is not None and gap * HUNDRED >= percent * top)


def readable_cases(dockets: Iterable[Docket]) -> list[Drawn]:
    """Return the awards that may be drawn: of the unit's own scores, and not drawn yet."""
    return [
        Drawn(dossier=docket.workbook.dossier, case=case, why=Why.SAMPLE)
        for docket in dockets
        for case in docket.cases.values()
        if case.is_awarded and case.line.is_self_scored and case.reading is None
    ]


def draws_of(scoring_round: Round) -> QuerySet[ReadingDraw]:
    """Return how the round's second readings were drawn, the first draw first."""
    return ReadingDraw.objects.filter(round=scoring_round).select_related("criteria_set")


def readings_of(scoring_round: Round) -> list[ReadingRow]:
    """Return all second readings of a round, in the order of units; two queries."""
    rows = _readings().filter(dossier__round=scoring_round)
    return _with_awards(list(rows.order_by("dossier__unit__sort_key", "pk")))


def readings_for(
    actor: Actor, now: dt.datetime, *, round_id: int | None = None
) -> list[ReadingRow]:
    """Return the second readings that are the person's to read, in dossiers not decided yet."""
    agencies = actor.unit_ids(Role.APPRAISER) | set(
        substitutions_in_force(actor, now).values_list("agency_id", flat=True)
    )
    rows = _readings().filter(agency_id__in=agencies, dossier__stage__in=READABLE)
    if round_id is not None:
        rows = rows.filter(dossier__round_id=round_id)
    found = list(rows.order_by("dossier__round", "dossier__unit__sort_key", "pk"))
    benches = benches_of(actor, {row.dossier.round.cycle_id for row in found}, now)
    return [
        row
        for row in _with_awards(found)
        if may_read(benches[row.reading.dossier.round.cycle_id], row.reading, row.award)
    ]


def may_read(bench: Bench, reading: SecondReading, award: Award | None) -> bool:
    """An appraiser of the reading agency who did not give the award, and stands aside of nothing."""
    if award is None or award.judge_id == (bench.actor.user_id or NOBODY):
        return False
    is_own = award.judge_id is None and award.changed_by == bench.actor.label
    return not is_own and bench.may_award(reading.dossier, reading.agency_id)


def reads_again(actor: Actor, dossier: Dossier, code: str, *, now: dt.datetime) -> bool:
    """Tell whether the component is the person's to read a second time."""
    reading = SecondReading.objects.filter(dossier=dossier, code=code).first()
    if reading is None:
        return False
    reading.dossier = dossier
    award = Award.objects.filter(dossier=dossier, code=code).first()
    return may_read(bench_of(actor, dossier.round.cycle, now), reading, award)


def _readings() -> QuerySet[SecondReading]:
    return SecondReading.objects.select_related(
        "agency",
        "draw",
        "dossier__unit",
        "dossier__criteria_set",
        "dossier__round__cycle",
    ).defer("dossier__criteria_set__content")


def _with_awards(readings: Sequence[SecondReading]) -> list[ReadingRow]:
    awards = {
        (row.dossier_id, row.code): row
        for row in Award.objects.filter(
            dossier__in={reading.dossier_id for reading in readings}
        ).select_related("agency")
    }
    return [
        ReadingRow(reading=row, award=awards.get((row.dossier_id, row.code))) for row in readings
    ]


def _lot(seed: str, unit: str, code: str) -> str:
    return hashlib.sha256(f"{seed}/{unit}/{code}".encode()).hexdigest()
