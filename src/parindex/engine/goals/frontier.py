"""The most points for every effort: rules, components and groups of components that share facts."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from typing import cast

from parindex.engine.exact import rounded
from parindex.engine.goals.cuts import are_all
from parindex.engine.goals.lanes import Stop
from parindex.engine.rules.base import Facts, Rule
from parindex.engine.rules.checklist import Checklist, Item
from parindex.engine.rules.combine import Combine, How
from parindex.engine.rules.deductions import Deductions
from parindex.engine.tree import Node
from parindex.engine.values import FactValue

Moves = Mapping[str, Sequence[Stop]]
Join = Callable[[Fraction, Fraction], Fraction]

# Facts that several rules share are tried in all their combinations, up to so many.
_MOST_TRIALS = 2_000


@dataclass(frozen=True)
class Reach:
    """Points that an effort can earn; ``exact`` before rounding, where it was rounded."""

    effort: Fraction
    points: Fraction
    exact: Fraction
    stops: tuple[Stop, ...] = ()


NOTHING = Reach(Fraction(0), Fraction(0), Fraction(0))
_JOINS: Mapping[How, Join] = {How.SUM: lambda one, other: one + other, How.MIN: min, How.MAX: max}


@dataclass(frozen=True)
class Frontier:
    """What can be reached, by rising effort and points; not ``is_complete`` if not all was tried."""

    reaches: tuple[Reach, ...]
    is_complete: bool = True

    @property
    def best(self) -> Fraction:
        return self.reaches[-1].points if self.reaches else Fraction(0)


def of_leaf(node: Node, facts: Facts, moves: Moves, places: int) -> Frontier:
    """Return what a component can reach, each reach rounded as the set says."""
    whole = _of_rule(cast("Rule", node.rule), facts, moves)  # a leaf has one
    found = [
        Reach(reach.effort, Fraction(rounded(reach.points, places)), reach.points, reach.stops)
        for reach in whole.reaches
    ]
    if any(code not in facts for code in node.facts):
        found.insert(0, NOTHING)  # it may also stay without points
    return Frontier(pruned(found), whole.is_complete)


@dataclass(frozen=True)
class Extra:
    """Points that a group earns besides its components: bonus and penalty, by all of these facts."""

    rules: tuple[Rule, ...]
    codes: tuple[str, ...]
    points: Callable[[Facts], Fraction]


def of_group(
    leaves: Sequence[Node], facts: Facts, moves: Moves, places: int, *, extra: Extra | None = None
) -> Frontier:
    """Return what components that share facts can reach together."""
    if len(leaves) == 1 and extra is None:
        return of_leaf(leaves[0], facts, moves, places)
    # Named twice, the facts of the extra are tried in all their combinations, like shared ones.
    users = [leaf.facts for leaf in leaves] + ([extra.codes] * 2 if extra else [])
    trials = _trials(users, facts, moves)
    found: list[Reach] = []
    rules = [*(leaf.rule for leaf in leaves if leaf.rule), *(extra.rules if extra else ())]
    is_complete = trials.is_complete and all(are_all(rule, places) for rule in rules)
    for trial in trials.all():
        parts = [of_leaf(leaf, trial.facts, trial.moves, places) for leaf in leaves]
        is_complete &= all(part.is_complete for part in parts)
        points = extra.points(trial.facts) if extra else Fraction(0)
        start = (Reach(Fraction(0), points, points),)
        found += trial.paid(reduce(_summed, _reaches(parts), start))
    together = Frontier(pruned(found), is_complete)
    # Nothing better exists once every component is at its own best.
    alone = [of_leaf(leaf, facts, moves, places) for leaf in leaves]
    is_best = (
        extra is None
        and all(own.is_complete for own in alone)
        and together.best == sum((own.best for own in alone), Fraction(0))
    )
    return Frontier(together.reaches, is_complete or is_best)


def _summed(one: Iterable[Reach], other: Iterable[Reach]) -> tuple[Reach, ...]:
    return _joined(one, other, How.SUM)


def pruned(reaches: Iterable[Reach]) -> tuple[Reach, ...]:
    """Keep a reach only if no cheaper one earns as much; of equals, the first."""
    kept: list[Reach] = []
    for reach in sorted(reaches, key=lambda reach: (reach.effort, -reach.points)):
        if not kept or reach.points > kept[-1].points:
            kept.append(reach)
    return tuple(kept)


def _of_rule(rule: Rule, facts: Facts, moves: Moves) -> Frontier:
    if isinstance(rule, Combine):
        return _combine(rule, facts, moves)
    if isinstance(rule, Checklist):
        return Frontier(reduce(_summed, (_line(item, facts, moves) for item in rule.items)))
    if isinstance(rule, Deductions):
        return _deductions(rule, facts, moves)
    (fact,) = rule.facts
    return Frontier(
        pruned(
            _reach(stop, points)
            for stop in _options(fact.code, facts, moves)
            if (points := rule.score(_with(facts, stop)).points) is not None
        )
    )


def _line(item: Item, facts: Facts, moves: Moves) -> tuple[Reach, ...]:
    code, points = item.fact.code, Fraction(item.points)
    return pruned(
        _reach(stop, points if _with(facts, stop)[code] is True else Fraction(0))
        for stop in _options(code, facts, moves)
    )


def _deductions(rule: Deductions, facts: Facts, moves: Moves) -> Frontier:
    """Add up what each kind of mistake costs, then take it from the maximum down to the floor."""
    lines = (
        pruned(
            _reach(stop, -item.lost(_with(facts, stop)))
            for stop in _options(item.fact.code, facts, moves)
        )
        for item in rule.items
    )
    floor, top = Fraction(rule.floor), Fraction(rule.max_points)
    whole = reduce(_summed, lines)
    return Frontier(pruned(_at(reach, max(floor, top + reach.points)) for reach in whole))


def _combine(rule: Combine, facts: Facts, moves: Moves) -> Frontier:
    trials = _trials([[fact.code for fact in part.facts] for part in rule.parts], facts, moves)
    found: list[Reach] = []
    is_complete = trials.is_complete
    for trial in trials.all():
        parts = [_of_rule(part, trial.facts, trial.moves) for part in rule.parts]
        is_complete &= all(part.is_complete for part in parts)
        found += trial.paid(
            reduce(lambda one, other: _joined(one, other, rule.how), _reaches(parts))
        )
    top = Fraction(rule.max_points)
    return Frontier(pruned(_at(reach, min(reach.points, top)) for reach in found), is_complete)


def _reaches(parts: Sequence[Frontier]) -> Iterator[tuple[Reach, ...]]:
    return (part.reaches for part in parts)


def _joined(one: Iterable[Reach], other: Iterable[Reach], how: How) -> tuple[Reach, ...]:
    join, others = _JOINS[how], tuple(other)
    return pruned(
        Reach(
            a.effort + b.effort, join(a.points, b.points), join(a.exact, b.exact), a.stops + b.stops
        )
        for a in one
        for b in others
    )


@dataclass(frozen=True)
class _Trial:
    """One combination of values for the shared facts."""

    stops: tuple[Stop, ...]
    facts: Facts
    moves: Moves

    def paid(self, reaches: Iterable[Reach]) -> Iterator[Reach]:
        """Add to reaches of the other facts what the shared ones cost."""
        cost = sum((stop.effort for stop in self.stops), Fraction(0))
        for reach in reaches:
            yield Reach(cost + reach.effort, reach.points, reach.exact, self.stops + reach.stops)


@dataclass(frozen=True)
class _Trials:
    options: Mapping[str, Sequence[Stop | None]]
    facts: Facts
    moves: Moves
    is_complete: bool = field(default=True)

    def all(self) -> Iterator[_Trial]:
        rest = {code: stops for code, stops in self.moves.items() if code not in self.options}
        for chosen in itertools.product(*self.options.values()):
            stops = tuple(stop for stop in chosen if stop is not None)
            values: dict[str, FactValue] = {stop.code: stop.value for stop in stops}
            yield _Trial(stops, {**self.facts, **values}, rest)


def _trials(users: Sequence[Sequence[str]], facts: Facts, moves: Moves) -> _Trials:
    """Return the combinations of the facts that more than one user needs."""
    times = Counter(code for codes in users for code in codes)
    options: dict[str, list[Stop | None]] = {
        code: [None, *moves[code]] for code, count in times.items() if count > 1 and code in moves
    }
    is_complete = True
    while math.prod(len(stops) for stops in options.values()) > _MOST_TRIALS:
        is_complete = False
        longest = max(options.values(), key=len)
        longest[:] = _thinned(longest)
    return _Trials(options, facts, moves, is_complete)


def _thinned(stops: Sequence[Stop | None]) -> Sequence[Stop | None]:
    """Drop every second stop, but never the farthest of a way while anything else can go."""
    kept = [
        stop
        for place, stop in enumerate(stops)
        if stop is None or stop.units == stop.lane.last or place % 2
    ]
    return kept if len(kept) < len(stops) else stops[:-1]


def _options(code: str, facts: Facts, moves: Moves) -> list[Stop | None]:
    stay: list[Stop | None] = [None] if code in facts else []
    return [*stay, *moves.get(code, ())]


def _with(facts: Facts, stop: Stop | None) -> Facts:
    return facts if stop is None else {**facts, stop.code: stop.value}


def _reach(stop: Stop | None, points: Fraction) -> Reach:
    if stop is None:
        return Reach(Fraction(0), points, points)
    return Reach(stop.effort, points, points, (stop,))


def _at(reach: Reach, points: Fraction) -> Reach:
    return Reach(reach.effort, points, points, reach.stops)
