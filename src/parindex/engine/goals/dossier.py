"""A whole dossier: everything that can still be won, most points per effort first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise

from parindex.engine.evaluation import evaluate
from parindex.engine.goals.component import change_to
from parindex.engine.goals.frontier import Reach
from parindex.engine.goals.ground import Ground, survey_ground
from parindex.engine.goals.groups import Group, groups
from parindex.engine.goals.lanes import Period, Stop, Way
from parindex.engine.goals.values import Obstacle, Plan, Win
from parindex.engine.goals.words import plan_text, win_text
from parindex.engine.outcome import TraceState
from parindex.engine.ranking import index
from parindex.engine.tree import CriteriaSet
from parindex.engine.values import FactValue


def plan(
    criteria_set: CriteriaSet,
    facts: Mapping[str, FactValue],
    *,
    changeable: Collection[str] | None,
    cut_off: dt.date,
    today: dt.date | None = None,
    not_applicable: Collection[str] = (),
) -> Plan:
    """Return what the dossier can still win, in the order of points per effort.

    ``changeable`` are the codes of the facts that can still change (None: all); facts of surveys
    never do. ``cut_off`` is the last day that counts, ``today`` the first day on which something
    can still be done; without it only the cut-off day itself is left, so that no deadline before
    it can be met any more. Raises NotInvertibleError for a set with a rule form that cannot be inverted,
    UnknownFactError and UnknownNodeError for codes that the set does not have.
    """
    ground = survey_ground(
        criteria_set,
        facts,
        leaves=criteria_set.leaves,
        adjustments=criteria_set.adjustments,
        period=Period(today or cut_off, cut_off),
        changeable=changeable,
        not_applicable=not_applicable,
    )
    found = [_group_wins(ground, group) for group in groups(ground)]
    wins = tuple(_in_order([wins for wins, _ in found]))
    return _plan(ground, wins, is_greatest=all(is_greatest for _, is_greatest in found))


def _plan(ground: Ground, wins: tuple[Win, ...], *, is_greatest: bool) -> Plan:
    changed = {change.fact_code: change.after for win in wins for change in win.changes}
    now = evaluate(ground.criteria_set, ground.facts, not_applicable=ground.excluded)
    then = evaluate(
        ground.criteria_set, {**ground.facts, **changed}, not_applicable=ground.excluded
    )
    points, reachable = now.points or Decimal(0), then.points or Decimal(0)
    before = index(points, now.applicable_points)
    after = index(reachable, then.applicable_points)
    text = plan_text(
        (points, now.applicable_points, before), (reachable, after), is_greatest=is_greatest
    )
    return Plan(
        wins=wins,
        obstacles=tuple(_obstacles(ground, {**ground.facts, **changed})),
        points=points,
        points_reachable=reachable,
        max_points=then.applicable_points,
        index=before,
        index_reachable=after,
        is_greatest=is_greatest,
        text=text,
    )


@dataclass(frozen=True)
class _Post:
    """A place on the way: the stops that lead there and what the group earns there."""

    stops: tuple[Stop, ...]
    points: Decimal

    @property
    def effort(self) -> Fraction:
        return sum((stop.effort for stop in self.stops), Fraction(0))

    def leads_to(self, goal: _Post) -> bool:
        """Tell whether the goal is only more of the same, so that nothing must be undone."""
        further = {stop.code: stop for stop in goal.stops}
        return (
            self.points < goal.points
            and self.effort < goal.effort
            and all(
                stop.code in further and _extends(further[stop.code], stop) for stop in self.stops
            )
        )


def _group_wins(ground: Ground, group: Group) -> tuple[list[Win], bool]:
    """Return the wins of components that share facts, each built on the one before."""
    found = group.frontier(ground)
    posts: list[_Post] = []
    for reach in reversed(_hull(found.reaches)):
        stops = ground.tightened(reach.stops, partial(_earns, ground, group, reach.points))
        post = _Post(stops, group.points(ground, stops))
        if not posts or post.leads_to(posts[0]):
            posts.insert(0, post)
    start = _Post((), group.points(ground, ()))
    posts = [start, *(post for post in posts if post.points > start.points)]
    return [_win(ground, group, *pair) for pair in pairwise(posts)], found.is_complete


def _earns(ground: Ground, group: Group, points: Fraction, stops: Sequence[Stop]) -> bool:
    return group.points(ground, stops) >= points


def _hull(reaches: Sequence[Reach]) -> list[Reach]:
    """Keep the reaches on the upper hull of points over effort, and the last."""
    kept: list[Reach] = []
    for reach in reaches:
        while len(kept) > 1 and _slope(kept[-2], kept[-1]) <= _slope(kept[-2], reach):
            kept.pop()
        kept.append(reach)
    return kept


def _slope(one: Reach, other: Reach) -> Fraction:
    return (other.exact - one.exact) / (other.effort - one.effort)


def _extends(further: Stop, stop: Stop) -> bool:
    is_other_answer = stop.lane.way is Way.ANSWER and further.units != stop.units
    return further.lane is stop.lane and further.units >= stop.units and not is_other_answer


def _win(ground: Ground, group: Group, start: _Post, end: _Post) -> Win:
    earlier = {stop.code: stop for stop in start.stops}
    changes = tuple(
        change_to(stop, before.value, before.effort)
        if (before := earlier.get(stop.code))
        else change_to(stop, stop.lane.before)
        for stop in end.stops
        if stop != earlier.get(stop.code)
    )
    effects = tuple(group.effects(ground, start.stops, end.stops))
    return Win(
        changes=changes,
        effects=effects,
        gain=end.points - start.points,
        effort=sum((change.effort for change in changes), Fraction(0)),
        text=win_text(changes, effects),
    )


def _in_order(groups: Sequence[Sequence[Win]]) -> Iterator[Win]:
    """Yield the wins by points per effort; those of a group in their order, equals as in the tree."""
    waiting = [list(wins) for wins in groups if wins]
    while waiting:
        best = max(waiting, key=lambda wins: Fraction(wins[0].gain) / wins[0].effort)
        yield best.pop(0)
        waiting = [wins for wins in waiting if wins]


def _obstacles(ground: Ground, facts: Mapping[str, FactValue]) -> Iterator[Obstacle]:
    for leaf in ground.criteria_set.leaves:
        trace = ground.trace(leaf, facts)
        lost = leaf.max_points - (trace.points or Decimal(0))
        if trace.state is not TraceState.NOT_APPLICABLE and lost:
            yield Obstacle(code=leaf.code, name=leaf.name, points=lost, text=ground.obstacle(leaf))
