"""One component: the least changes that earn its next points, and the most within reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial

from parindex.engine.goals import frontier
from parindex.engine.goals.ground import Ground, survey_ground
from parindex.engine.goals.lanes import Lane, Period, Stop, least, new_cases
from parindex.engine.goals.values import Change, ComponentGoals, Goal
from parindex.engine.goals.words import change_text, goal_text
from parindex.engine.tree import CriteriaSet, Node, UnknownNodeError
from parindex.engine.values import FactValue, Ratio


def component_goals(
    criteria_set: CriteriaSet,
    code: str,
    facts: Mapping[str, FactValue],
    *,
    cut_off: dt.date,
    today: dt.date | None = None,
    changeable: Collection[str] | None = None,
    not_applicable: Collection[str] = (),
) -> ComponentGoals:
    """Return what a component can still win, and by which least changes of its facts.

    Arguments as for ``plan``. Raises UnknownNodeError for a code that is no leaf of the set, and
    NotInvertibleError for a rule form that cannot be inverted.
    """
    leaf = criteria_set.node(code)
    if not leaf.is_leaf:
        raise UnknownNodeError(code)
    ground = survey_ground(
        criteria_set,
        facts,
        leaves=[leaf],
        period=Period(today or cut_off, cut_off),
        changeable=changeable,
        not_applicable=not_applicable,
    )
    points = ground.trace(leaf).points
    goals = _goals(ground, leaf, points or Decimal(0))
    reached = goals[-1].points_after if goals else points
    return ComponentGoals(
        code=code,
        points=points,
        max_points=leaf.max_points,
        next=goals[0] if goals else None,
        most=goals[-1] if goals else None,
        why_not=None if reached == leaf.max_points else ground.obstacle(leaf),
    )


def change_to(stop: Stop, before: FactValue | None, paid: Fraction = Fraction(0)) -> Change:
    """Return the change that a stop means, seen from a value for which ``paid`` was spent."""
    return Change(
        fact_code=stop.code,
        before=before,
        after=stop.value,
        effort=stop.effort - paid,
        text=change_text(stop.lane.fact, stop.lane.way, before, stop.value),
    )


def _goals(ground: Ground, leaf: Node, points: Decimal) -> list[Goal]:
    """Return the goal of the next points and that of the most; none when nothing is to be won."""
    if not ground.is_open(leaf):
        return []
    found = frontier.of_leaf(leaf, ground.facts, ground.moves, ground.criteria_set.points_places)
    better = [reach for reach in found.reaches if reach.points > points]
    if not better:
        return []
    return [
        _goal(ground, leaf, better[0].stops, at_least=None),
        _goal(ground, leaf, better[-1].stops, at_least=better[-1].points),
    ]


def _goal(ground: Ground, leaf: Node, stops: Sequence[Stop], *, at_least: Fraction | None) -> Goal:
    """Return the goal of earning so many points, or with None any more than now."""
    now = ground.trace(leaf).points

    def earns(stops: Sequence[Stop]) -> bool:
        points = ground.points([leaf], stops)
        return points > (now or 0) if at_least is None else points >= at_least

    stops = ground.tightened(stops, earns)
    changes = tuple(change_to(stop, stop.lane.before) for stop in stops)
    points = ground.points([leaf], stops)
    instead = _instead(ground, leaf, stops, points)
    return Goal(
        changes=changes,
        points_before=now,
        points_after=points,
        effort=sum((change.effort for change in changes), Fraction(0)),
        instead=instead,
        text=goal_text(changes, points, instead),
    )


def _instead(
    ground: Ground, leaf: Node, stops: Sequence[Stop], points: Decimal
) -> tuple[Change, ...]:
    """Return how new cases earn the same, when one ratio among the old cases is to be mended."""
    lane = stops[0].lane
    if len(stops) > 1 or not isinstance(lane.before, Ratio) or lane.before.is_empty:
        return ()

    def earns(lane: Lane, units: int) -> bool:
        return ground.points([leaf], [lane.stop(units)]) >= points

    for other in new_cases(lane.fact, lane.before):
        if earns(other, other.last):
            stop = other.stop(least(partial(earns, other), other.first, other.last))
            return (change_to(stop, lane.before),)
    return ()
