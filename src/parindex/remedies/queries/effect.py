"""What the actions brought: lost points of a result against those of the next, exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q

from parindex.assessments.choices import Stage
from parindex.remedies.models import RemedialAction
from parindex.remedies.queries.parts import Ground, ground_in
from parindex.remedies.queries.plans import PlanView
from parindex.results.queries import standing_publications
from parindex.viet import search_key

_NONE = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Regained:
    """A component with actions: what it cost before and now, in points and in the index.

    ``code_now`` is empty where the next set has no such component: nothing can be compared then.
    """

    code: str
    name: str
    code_now: str
    actions: Sequence[RemedialAction]
    lost_before: Decimal
    lost_now: Decimal
    share_before: Decimal
    share_now: Decimal

    @property
    def is_comparable(self) -> bool:
        return bool(self.code_now)

    @property
    def points(self) -> Decimal:
        """Points that came back; negative where still more was lost."""
        return self.lost_before - self.lost_now

    @property
    def share(self) -> Decimal:
        """What came back in the index, in percentage points."""
        return self.share_before - self.share_now

    @property
    def expected(self) -> Decimal:
        hoped = sum((row.expected_gain or _NONE for row in self.actions), _NONE)
        return min(hoped, self.lost_before)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """The next result beside the one that the plan stands on.

    The shares of all components add up to what each index lacks to 100, so ``share`` (with
    actions) and ``other_share`` (all else) add up to the change of the index exactly.
    """

    before: Ground
    now: Ground
    rows: Sequence[Regained]

    @property
    def compared(self) -> list[Regained]:
        return [row for row in self.rows if row.is_comparable]

    @property
    def points(self) -> Decimal:
        return sum((row.points for row in self.compared), _NONE)

    @property
    def lost_before(self) -> Decimal:
        return sum((row.lost_before for row in self.compared), _NONE)

    @property
    def lost_now(self) -> Decimal:
        return sum((row.lost_now for row in self.compared), _NONE)

    @property
    def share(self) -> Decimal:
        return sum((row.share for row in self.compared), _NONE)

    @property
    def change(self) -> Decimal:
        """The change of the index, in percentage points."""
        return self.now.sheet.index - self.before.sheet.index

    @property
    def other_share(self) -> Decimal:
        return self.change - self.share

    @property
    def is_same_set(self) -> bool:
        return self.before.publication.criteria_set_id == self.now.publication.criteria_set_id


def next_ground(ground: Ground) -> Ground | None:
    """Return the unit's part of the first standing result after this one: two queries."""
    scoring_round = ground.publication.round
    year, number = scoring_round.cycle.year, scoring_round.number
    later = Q(round__cycle__year__gt=year) | Q(
        round__cycle=scoring_round.cycle_id, round__number__gt=number
    )
    found = (
        standing_publications()
        .filter(
            later,
            round__cycle__body=scoring_round.cycle.body_id,
            round__dossiers__unit=ground.unit,
            round__dossiers__stage=Stage.PUBLISHED,
            round__dossiers__criteria_set=F("criteria_set"),
        )
        .order_by("round__cycle__year", "round__number")
        .first()
    )
    return ground_in(found, ground.unit) if found else None


def effect_of(view: PlanView) -> Effect | None:
    """Return what became of the plan's components in the next result, None before there is one."""
    if not view.kept or (now := next_ground(view.ground)) is None:
        return None
    return effect_between(view.ground, now, [row.action for row in view.kept])


def effect_between(before: Ground, now: Ground, actions: Iterable[RemedialAction]) -> Effect:
    """Compare the components of the actions in two results."""
    by_code: dict[str, list[RemedialAction]] = defaultdict(list)
    for action in actions:
        by_code[action.code].append(action)
    places = _places(before, now)
    codes = [code for code in before.sheet.rows if code in by_code]
    rows = [_regained((before, now), (code, places.get(code, "")), by_code[code]) for code in codes]
    return Effect(before=before, now=now, rows=rows)


def _regained(
    grounds: tuple[Ground, Ground], codes: tuple[str, str], actions: Sequence[RemedialAction]
) -> Regained:
    """Return a component under its code in either result; an empty code lost nothing."""
    (lost_before, share_before), (lost_now, share_now) = map(_loss, grounds, codes)
    return Regained(
        code=codes[0],
        name=grounds[0].sheet.rows[codes[0]].name,
        code_now=codes[1],
        actions=actions,
        lost_before=lost_before,
        lost_now=lost_now,
        share_before=share_before,
        share_now=share_now,
    )


def _loss(ground: Ground, code: str) -> tuple[Decimal, Decimal]:
    loss = ground.losses.get(code)
    return (loss.row.lost, loss.share) if loss else (_NONE, _NONE)


def _places(before: Ground, now: Ground) -> Mapping[str, str]:
    """Return for each component its code in the next result.

    In another set a component is the one of the same name: under the same code, else the only one.
    """
    old, new = before.sheet.rows, now.sheet.rows
    if before.publication.criteria_set_id == now.publication.criteria_set_id:
        return {code: code for code in old if code in new}
    named: dict[str, list[str]] = defaultdict(list)
    for code, row in new.items():
        named[search_key(row.name)].append(code)
    found = {}
    for code, row in old.items():
        same = named.get(search_key(row.name), [])
        if code in same or len(same) == 1:
            found[code] = code if code in same else same[0]
    return found
