"""What all units of a cycle do about their lost points: the same queries for any number of units."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.cycles.models import Cycle
from parindex.preparation.choices import CommitmentState
from parindex.preparation.models import Commitment
from parindex.remedies.choices import ActionState, PlanState
from parindex.remedies.models import CommitmentStep, RemedialAction, RemedialPlan
from parindex.remedies.queries.parts import actions
from parindex.remedies.queries.plans import Progress, Promised, progress_of
from parindex.remedies.rules import OPEN_STATES
from parindex.units.models import Unit
from parindex.viet import search_key

ACTIONS, COMMITMENTS = "viec", "cam-ket"
OVERDUE, SOON, UNFINISHED = "qua-han", "sap-den-han", "chua-xong"
SOON_DAYS = 14
_OF_STATE = {
    ActionState.OPEN: CommitmentState.OPEN,
    ActionState.DOING: CommitmentState.OPEN,
    ActionState.DONE: CommitmentState.KEPT,
    ActionState.CANCELLED: CommitmentState.BROKEN,
}


@dataclass(frozen=True, kw_only=True)
class BoardFilter:
    """What the coordinator wants to see. ``state`` is one of ``ActionState`` or of the three words above."""

    kind: str = ""
    state: str = ""
    unit: str = ""
    words: str = ""

    @property
    def is_open(self) -> bool:
        return not (self.kind or self.state or self.unit or self.words)


@dataclass(frozen=True, kw_only=True)
class BoardKey:
    """A row of the board before anything of it is loaded; overdue ones come first."""

    rank: int
    due_on: dt.date
    is_commitment: bool
    pk: int

    @property
    def order(self) -> tuple[int, dt.date, bool, int]:
        return self.rank, self.due_on, self.is_commitment, self.pk


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """One action or commitment of a unit. ``publication_id`` is None for a commitment."""

    unit: Unit
    progress: Progress
    name: str
    lost: Decimal | None
    publication_id: int | None


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One unit that has a result, with its plan in figures; ``state`` is empty before there is one."""

    unit: Unit
    publication_id: int | None
    state: str
    count: int
    done: int
    overdue: int
    expected: Decimal

    @property
    def state_label(self) -> str:
        return str(PlanState(self.state).label) if self.state else ""


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The cycle in figures."""

    units: int
    planned: int
    actions: int
    done: int
    overdue: int
    commitments: int


def board_keys(cycle: Cycle, wanted: BoardFilter, *, today: dt.date) -> list[BoardKey]:
    """Return the rows that the filter leaves, overdue first, then by day: one query for each kind."""
    keys: list[BoardKey] = []
    if wanted.kind != COMMITMENTS:
        rows = _actions(cycle, wanted, today)
        keys += [
            _key(state in OPEN_STATES, due_on, pk, today, is_commitment=False)
            for pk, state, due_on in rows.values_list("pk", "state", "due_on").iterator()
        ]
    if wanted.kind != ACTIONS:
        keys += [
            _key(row.state == CommitmentState.OPEN, row.due_on, row.pk, today, is_commitment=True)
            for row in _commitments(cycle, wanted, today)
        ]
    return sorted(keys, key=lambda key: key.order)


def board_rows(keys: Sequence[BoardKey]) -> list[BoardRow]:
    """Load the rows of a page: at most five queries."""
    found = {
        **_action_rows([key.pk for key in keys if not key.is_commitment]),
        **_commitment_rows([key.pk for key in keys if key.is_commitment]),
    }
    wanted = ((key.is_commitment, key.pk) for key in keys)
    return [found[name] for name in wanted if name in found]


def unit_rows(cycle: Cycle, *, today: dt.date) -> list[UnitRow]:
    """Return the units that have a result or a plan, those with overdue actions first: three queries."""
    plans = {row.unit_id: row for row in _counted_plans(cycle, today)}
    hopes = _hopes(cycle)
    published = Dossier.objects.filter(round__cycle=cycle, stage=Stage.PUBLISHED)
    known = Unit.objects.filter(
        Q(pk__in=published.values("unit_id")) | Q(pk__in=list(plans))
    ).order_by("sort_key")
    rows = [_unit_row(unit, plans.get(unit.pk), hopes) for unit in known]
    return sorted(rows, key=lambda row: (-row.overdue, bool(row.state), row.unit.sort_key))


def totals_of(cycle: Cycle, units: Sequence[UnitRow], *, today: dt.date) -> Totals:
    """Return the cycle in figures; one query for the commitments."""
    promised = Commitment.objects.filter(cycle=cycle)
    late = promised.filter(state=CommitmentState.OPEN, due_on__lt=today)
    counted = Counter({"all": promised.count(), "late": late.count()})
    return Totals(
        units=len(units),
        planned=sum(bool(row.state) for row in units),
        actions=sum(row.count for row in units),
        done=sum(row.done for row in units),
        overdue=sum(row.overdue for row in units) + counted["late"],
        commitments=counted["all"],
    )


def all_rows(keys: Sequence[BoardKey], *, chunk: int = 500) -> Iterator[BoardRow]:
    """Yield all rows in their order, some at a time: for files of any length."""
    for start in range(0, len(keys), chunk):
        yield from board_rows(keys[start : start + chunk])


def _actions(cycle: Cycle, wanted: BoardFilter, today: dt.date) -> QuerySet[RemedialAction]:
    rows = RemedialAction.objects.filter(plan__publication__round__cycle=cycle)
    if wanted.unit:
        rows = rows.filter(plan__unit__code=wanted.unit)
    if wanted.state in ActionState.values:
        rows = rows.filter(state=wanted.state)
    elif wanted.state:
        rows = rows.filter(_of_day(wanted.state, today), state__in=OPEN_STATES)
    for word in search_key(wanted.words).split():
        rows = rows.filter(search__contains=word)
    return rows.order_by()


def _commitments(cycle: Cycle, wanted: BoardFilter, today: dt.date) -> list[Commitment]:
    rows = Commitment.objects.filter(cycle=cycle).select_related("unit")
    if wanted.unit:
        rows = rows.filter(unit__code=wanted.unit)
    if wanted.state in ActionState.values:
        rows = rows.filter(_is_begun(wanted.state), state=_OF_STATE[ActionState(wanted.state)])
    elif wanted.state:
        rows = rows.filter(_of_day(wanted.state, today), state=CommitmentState.OPEN)
    words = search_key(wanted.words).split()
    return [row for row in rows.order_by() if _contains(row, words)]


def _is_begun(state: str) -> Q:
    """Part the open commitments into those with progress and those without."""
    begun = Exists(CommitmentStep.objects.filter(commitment=OuterRef("pk"), percent__gt=0))
    return {ActionState.OPEN: Q(~begun), ActionState.DOING: Q(begun)}.get(ActionState(state), Q())


def _contains(row: Commitment, words: Sequence[str]) -> bool:
    if not words:
        return True
    text = search_key(f"{row.unit.name} {row.code} {row.text}")
    return all(word in text for word in words)


def _of_day(state: str, today: dt.date) -> Q:
    if state == OVERDUE:
        return Q(due_on__lt=today)
    if state == SOON:
        return Q(due_on__gte=today, due_on__lte=today + dt.timedelta(days=SOON_DAYS))
    return Q()


def _key(
    is_open: bool,  # noqa: FBT001 - one of a row's columns
    due_on: dt.date,
    pk: int,
    today: dt.date,
    *,
    is_commitment: bool,
) -> BoardKey:
    rank = 2 if not is_open else 0 if due_on < today else 1
    return BoardKey(rank=rank, due_on=due_on, is_commitment=is_commitment, pk=pk)


def _action_rows(ids: Sequence[int]) -> dict[tuple[bool, int], BoardRow]:
    rows = actions().filter(pk__in=ids) if ids else ()
    return {
        (False, row.pk): BoardRow(
            unit=row.plan.unit,
            progress=progress_of(row),
            name=row.name,
            lost=row.lost,
            publication_id=row.plan.publication_id,
        )
        for row in rows
    }


def _commitment_rows(ids: Sequence[int]) -> dict[tuple[bool, int], BoardRow]:
    if not ids:
        return {}
    steps: dict[int, list[CommitmentStep]] = {}
    for step in CommitmentStep.objects.filter(commitment__in=ids).order_by("pk"):
        steps.setdefault(step.commitment_id, []).append(step)
    rows = Commitment.objects.filter(pk__in=ids).select_related("unit", "cycle")
    return {
        (True, row.pk): BoardRow(
            unit=row.unit,
            progress=Promised(commitment=row, steps=steps.get(row.pk, ())).progress,
            name="",
            lost=None,
            publication_id=None,
        )
        for row in rows
    }


def _counted_plans(cycle: Cycle, today: dt.date) -> QuerySet[RemedialPlan]:
    is_open = Q(actions__state__in=OPEN_STATES)
    kept = ~Q(actions__state=ActionState.CANCELLED)
    return (
        RemedialPlan.objects.filter(publication__round__cycle=cycle)
        .annotate(
            count=Count("actions", filter=kept),
            done=Count("actions", filter=Q(actions__state=ActionState.DONE)),
            overdue=Count("actions", filter=is_open & Q(actions__due_on__lt=today)),
        )
        .order_by("publication__round__number")
    )


def _hopes(cycle: Cycle) -> dict[int, Decimal]:
    """Return what each plan shall bring, for no component more than it lost."""
    rows = RemedialAction.objects.filter(plan__publication__round__cycle=cycle).exclude(
        Q(state=ActionState.CANCELLED) | Q(expected_gain=None)
    )
    hoped: dict[tuple[int, str], Decimal] = {}
    for plan, code, lost, gain in rows.order_by().values_list(
        "plan_id", "code", "lost", "expected_gain"
    ):
        hoped[plan, code] = min(lost, hoped.get((plan, code), Decimal(0)) + (gain or Decimal(0)))
    sums: dict[int, Decimal] = {}
    for (plan, _code), points in hoped.items():
        sums[plan] = sums.get(plan, Decimal(0)) + points
    return sums


def _unit_row(unit: Unit, plan: RemedialPlan | None, hopes: Mapping[int, Decimal]) -> UnitRow:
    counted = vars(plan) if plan else {}  # with what the query counted
    return UnitRow(
        unit=unit,
        publication_id=plan.publication_id if plan else None,
        state=plan.state if plan else "",
        count=counted.get("count", 0),
        done=counted.get("done", 0),
        overdue=counted.get("overdue", 0),
        expected=hopes.get(plan.pk, Decimal(0)) if plan else Decimal(0),
    )
