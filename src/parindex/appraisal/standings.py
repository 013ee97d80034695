"""Where the council's work stands: counts for work lists, in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.appraisal.models import (
    Award,
    Decision,
    ProvisionalNotice,
    Recusal,
    SignOff,
    SupplementRequest,
)
from parindex.appraisal.openness import unanswered_codes
from parindex.appraisal.queries import appraisal_rounds
from parindex.appraisal.rules import APPRAISABLE, CLOSED, NOBODY, benches_of
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.rules import DESK_ROLES
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Assignment, Round
from parindex.cycles.queries import responsibilities
from parindex.cycles.rules import responsible_agencies
from parindex.kernel import canonical


@dataclass(frozen=True, kw_only=True)
class QueueCount:
    """How much of a round still waits on an appraiser's desk, over the dossiers open for awards."""

    round: Round
    done: int
    total: int
    units: int

    @property
    def left(self) -> int:
        return self.total - self.done


@dataclass(frozen=True, kw_only=True)
class CouncilStanding:
    """Where the dossiers of one set stand in a round.

    ``stages`` counts dossiers by stage; ``awarded`` those open for awards in which every
    component has its award; ``closable`` those whose reply window is over; ``unanswered`` counts
    replies in which the unit had the last word; ``is_signed`` is of exactly what is decided.
    """

    round: Round
    criteria_set: StoredCriteriaSet
    stages: Mapping[str, int]
    awarded: int
    closable: int
    unanswered: int
    is_signed: bool

    @property
    def total(self) -> int:
        return sum(self.stages.values())

    @property
    def under_way(self) -> int:
        """Dossiers handed in and not decided."""
        return sum(self.stages.get(stage, 0) for stage in (*APPRAISABLE, Stage.AWAITING_REPLY))

    @property
    def is_publishable(self) -> bool:
        """Tell whether everything handed in is decided and signed, and something decided is not published.

        What is decided after a publication gets in by a correction, on the same page.
        """
        return self.is_decided and self.is_signed

    @property
    def is_decided(self) -> bool:
        """Tell whether everything handed in is decided, and something decided is not published."""
        return bool(self.stages.get(Stage.DECIDED)) and not self.under_way


def queue_counts(actor: Actor, now: dt.datetime) -> list[QueueCount]:
    """Return what is done and left in each round that the person appraises; a constant number of queries."""
    rounds = list(appraisal_rounds(actor, now).order_by("due_at", "pk"))
    agencies = _appraisers(rounds)
    benches = benches_of(actor, {scoring_round.cycle_id for scoring_round in rounds}, now)
    mine = {scoring_round.pk: benches[scoring_round.cycle_id].agencies for scoring_round in rounds}
    rows = _judged_dossiers(actor, rounds)
    units = _counted(rows.values_list("round_id", "criteria_set_id").annotate(Count("pk")))
    given = (
        Award.objects.filter(dossier__in=rows)
        .values_list("dossier__round_id", "dossier__criteria_set_id", "code")
        .annotate(Count("pk"))
    )
    done: Counter[int] = Counter()
    for round_id, set_id, code, count in given:
        if agencies.get((round_id, set_id), {}).get(code) in mine[round_id]:
            done[round_id] += count
    counts = []
    for scoring_round in rounds:
        open_units = {key: count for key, count in units.items() if key[0] == scoring_round.pk}
        total = sum(
            count * sum(agency in mine[key[0]] for agency in agencies.get(key, {}).values())
            for key, count in open_units.items()
        )
        counts.append(
            QueueCount(
                round=scoring_round,
                done=done[scoring_round.pk],
                total=total,
                units=sum(open_units.values()),
            )
        )
    return counts


def _judged_dossiers(actor: Actor, rounds: list[Round]) -> QuerySet[Dossier]:
    """Return the dossiers open for awards, without those where the person stands aside."""
    own_units = {seat.unit_id for seat in actor.seats}
    in_appraisal = Dossier.objects.filter(round__in=rounds, stage__in=APPRAISABLE)
    recused = Recusal.objects.filter(
        cycle=OuterRef("round__cycle"),
        unit=OuterRef("unit"),
        user_id=actor.user_id or NOBODY,
        lifted_at=None,
    )
    # As belongs_to: whoever filled in a sheet is in their own case.
    rows = in_appraisal.exclude(unit_id__in=own_units).exclude(sheets__unit_id__in=own_units)
    return rows.exclude(Exists(recused))


def council_standings(actor: Actor, now: dt.datetime) -> list[CouncilStanding]:
    """Return the council's dossiers by set in the rounds that the person oversees; a constant number of queries."""
    over_body = Q(cycle__body_id__in=actor.unit_ids(Role.SECRETARY, Role.CHAIR))
    over_cycle = Q(cycle__coordinator_id__in=actor.unit_ids(Role.COORDINATOR))
    rounds = list(
        Round.objects.filter(over_body | over_cycle)
        .select_related("cycle", "cycle__body", "cycle__coordinator")
        .order_by("-cycle__year", "cycle__code", "-number")
    )
    agencies = _appraisers(rounds)
    rows = Dossier.objects.filter(round__in=rounds, closed_at=None)
    stages: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for round_id, set_id, stage, count in rows.values_list(
        "round_id", "criteria_set_id", "stage"
    ).annotate(Count("pk")):
        stages[round_id, set_id][stage] = count
    awarded: Counter[tuple[int, int]] = Counter()
    in_appraisal = rows.filter(stage__in=APPRAISABLE).annotate(given=Count("awards"))
    stored = StoredCriteriaSet.objects.defer("content").in_bulk(
        {set_id for _round_id, set_id in stages}
    )
    for round_id, set_id, given in in_appraisal.values_list("round_id", "criteria_set_id", "given"):
        awarded[round_id, set_id] += given >= len(criteria_set_of(stored[set_id]).leaves)
    over = rows.filter(stage=Stage.AWAITING_REPLY, provisional_notice__reply_due_at__lte=now)
    closable = _counted(over.values_list("round_id", "criteria_set_id").annotate(Count("pk")))
    unanswered = _unanswered(rows)
    is_any_decided = any(Stage.DECIDED in counts for counts in stages.values())
    signed = _signed(rows) if is_any_decided else set()
    return [
        CouncilStanding(
            round=scoring_round,
            criteria_set=stored[set_id],
            stages=counts,
            awarded=awarded[scoring_round.pk, set_id],
            closable=closable.get((scoring_round.pk, set_id), 0),
            unanswered=unanswered[scoring_round.pk, set_id],
            is_signed=(scoring_round.pk, set_id) in signed,
        )
        for scoring_round in rounds
        for (round_id, set_id), counts in sorted(stages.items())
        if round_id == scoring_round.pk and agencies.get((round_id, set_id))
    ]


def threads_waiting(
    actor: Actor, now: dt.datetime
) -> list[tuple[Round, list[tuple[Dossier, str]]]]:
    """Return by round the replies that wait for an answer of the person as an appraiser."""
    rounds = list(appraisal_rounds(actor, now).order_by("due_at", "pk"))
    rows = _replied(Dossier.objects.filter(round__in=rounds))
    codes = unanswered_codes(rows)
    if not codes:
        return []
    agencies = _appraisers(rounds)
    benches = benches_of(actor, {row.cycle_id for row in rounds}, now)
    found = []
    for scoring_round in rounds:
        bench = benches[scoring_round.cycle_id]
        mine = [
            (row, code)
            for row in rows
            if row.round_id == scoring_round.pk
            for code in codes.get(row.pk, ())
            if bench.may_award(row, agencies.get((row.round_id, row.criteria_set_id), {}).get(code))
        ]
        if mine:
            found.append((scoring_round, mine))
    return found


def _replied(rows: QuerySet[Dossier]) -> list[Dossier]:
    """Return those that await replies and got some."""
    awaiting = rows.filter(stage=Stage.AWAITING_REPLY, replies__isnull=False).distinct()
    return list(awaiting.select_related("unit", "round__cycle").order_by("unit__sort_key"))


def _unanswered(rows: QuerySet[Dossier]) -> Counter[tuple[int, int]]:
    replied = _replied(rows)
    codes = unanswered_codes(replied)
    found: Counter[tuple[int, int]] = Counter()
    for row in replied:
        found[row.round_id, row.criteria_set_id] += len(codes.get(row.pk, ()))
    return found


def _signed(rows: QuerySet[Dossier]) -> set[tuple[int, int]]:
    """Return (round, set) where the newest signature is of exactly what is decided."""
    decided: dict[tuple[int, int], dict[str, list[object]]] = defaultdict(dict)
    in_force = Decision.objects.filter(
        dossier__in=rows.filter(stage__in=CLOSED), reopened_at=None
    ).values_list(
        "dossier__round_id",
        "dossier__criteria_set_id",
        "dossier__unit__code",
        "version",
        "content_hash",
    )
    for round_id, set_id, unit, version, digest in in_force:
        decided[round_id, set_id][unit] = [version, digest]
    newest: dict[tuple[int, int], str] = {}
    here = SignOff.objects.filter(round__in=rows.values("round_id")).order_by("at", "pk")
    for round_id, set_id, digest in here.values_list("round_id", "criteria_set_id", "content_hash"):
        newest[round_id, set_id] = digest
    return {
        key for key, digest in newest.items() if canonical.sha256(decided.get(key, {})) == digest
    }


def waiting_supplements(actor: Actor, now: dt.datetime) -> list[SupplementRequest]:
    """Return the written requests that the person's units can still answer, the nearest deadline first."""
    rows = SupplementRequest.objects.filter(
        dossier__unit_id__in=actor.unit_ids(*DESK_ROLES),
        dossier__stage__in=APPRAISABLE,
        due_at__gt=now,
    )
    return list(
        rows.select_related("dossier__unit", "dossier__round__cycle")
        .prefetch_related("items")
        .order_by("due_at", "pk")
    )


def reply_windows(actor: Actor, now: dt.datetime) -> list[ProvisionalNotice]:
    """Return the notices to which the person's units can still reply; ``replies`` counts what is written."""
    rows = ProvisionalNotice.objects.filter(
        dossier__unit_id__in=actor.unit_ids(*DESK_ROLES),
        dossier__stage=Stage.AWAITING_REPLY,
        reply_due_at__gt=now,
    )
    with_counts = rows.annotate(replies=Count("dossier__replies"))
    return list(
        with_counts.select_related("dossier__unit", "dossier__round__cycle").order_by(
            "reply_due_at", "pk"
        )
    )


def appraising_agency(dossier: Dossier, code: str) -> int | None:
    """Return the unit whose appraisers are assigned to the component, if any."""
    return responsibilities(dossier.round.cycle, dossier.criteria_set, Purpose.APPRAISE).get(code)


def _appraisers(rounds: list[Round]) -> dict[tuple[int, int], dict[str, int]]:
    """Return for each (round, set) the agency that appraises each component, in two queries."""
    cycles = {scoring_round.cycle_id for scoring_round in rounds}
    rows = Assignment.objects.filter(cycle_id__in=cycles, purpose=Purpose.APPRAISE)
    assigned: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for row in rows:
        assigned[row.cycle_id, row.criteria_set_id][row.node_code] = row.agency_id
    stored = StoredCriteriaSet.objects.defer("content").in_bulk(
        {set_id for _cycle_id, set_id in assigned}
    )
    return {
        (scoring_round.pk, set_id): responsible_agencies(criteria_set_of(stored[set_id]), by_node)
        for scoring_round in rounds
        for (cycle_id, set_id), by_node in assigned.items()
        if cycle_id == scoring_round.cycle_id
    }


def _counted(rows: Iterable[tuple[int, int, int]]) -> dict[tuple[int, int], int]:
    return {(round_id, set_id): count for round_id, set_id, count in rows}
