from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from parindex.engine import ABSENT, CriteriaSet, FactValue, Ratio, evaluate, evaluate_leaf
from parindex.engine.goals import Change, component_goals, plan
from tests.engine.goals.worlds import CUT_OFF, TODAY, leaf, one, states, world

QUARTERS = st.sampled_from(["0", "0.25", "0.5", "0.75"])
SHARES = st.sampled_from(["on_time", "tasks"])
COUNTS = st.sampled_from(["faults", "ideas"])
PERCENTS = st.integers(1, 100)


@st.composite
def steps(draw: st.DrawFn) -> dict[str, Any]:
    """Steps in any order of points: not only the more, the better."""
    highs = sorted(draw(st.sets(PERCENTS, min_size=1, max_size=3)), reverse=True)
    points = [draw(QUARTERS) for _ in highs]
    points[draw(st.integers(0, len(highs) - 1))] = "1"
    rows: list[dict[str, Any]] = [
        {"at_least": high, "points": score} for high, score in zip(highs, points, strict=True)
    ]
    return {
        "form": "steps",
        "fact": draw(SHARES),
        "steps": [*rows, {"otherwise": True, "points": draw(QUARTERS)}],
    }


@st.composite
def bands(draw: st.DrawFn) -> dict[str, Any]:
    low, width = draw(st.integers(0, 6)), draw(st.integers(0, 3))
    band = {"from": low, "to": low + width, "points": 1}
    return {"form": "bands", "fact": draw(COUNTS), "bands": [band], "otherwise": draw(QUARTERS)}


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    start, end = draw(st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True))
    return {"form": "linear", "fact": draw(SHARES), "from": start, "to": end}


def counted(form: str) -> st.SearchStrategy[dict[str, Any]]:
    per = st.sampled_from(["0.15", "0.3", "0.5"])
    return st.fixed_dictionaries({"form": st.just(form), "fact": COUNTS, "per": per})


CHECKLIST = {
    "form": "checklist",
    "items": [{"fact": "issued", "points": "0.3"}, {"fact": "published", "points": "0.7"}],
}
DEADLINE = {
    "form": "deadline",
    "fact": "reported_on",
    "due": "2019-12-10",
    "late": [{"days": 10, "points": "0.5"}],
}
CHOICE = {
    "form": "choice",
    "fact": "review",
    "options": {"complete": "0.5", "partial": 1, "none": 0},
}
DEDUCTIONS = {
    "form": "deductions",
    "items": [{"fact": "faults", "per": "0.3"}, {"fact": "issued", "per": "0.4"}],
}
INCREMENTS = {"form": "increments", "fact": "ideas", "from": 2, "each": 2, "per": "0.4"}
SIMPLE = st.one_of(
    steps(),
    bands(),
    lines(),
    counted("accumulate"),
    counted("deduction"),
    st.fixed_dictionaries(
        {"form": st.just("proportional"), "fact": SHARES, "from": st.integers(0, 100)}
    ),
    st.sampled_from([CHECKLIST, DEADLINE, CHOICE, DEDUCTIONS, INCREMENTS]),
)


@st.composite
def combined(draw: st.DrawFn) -> tuple[int, dict[str, Any]]:
    how = draw(st.sampled_from(["sum", "min", "max"]))
    parts = [{"max_points": 1, **draw(SIMPLE)} for _ in range(2)]
    return 2 if how == "sum" else 1, {"form": "combine", "how": how, "parts": parts}


RULES = st.one_of(SIMPLE.map(lambda rule: (1, rule)), combined())


@st.composite
def values(draw: st.DrawFn) -> dict[str, FactValue]:
    def share() -> Ratio:
        whole = draw(st.integers(0, 5))
        return Ratio(draw(st.integers(0, whole)), whole)

    days: st.SearchStrategy[FactValue] = st.sampled_from(
        [ABSENT, dt.date(2019, 11, 20), TODAY, dt.date(2019, 12, 24)]
    )
    return {
        "on_time": share(),
        "tasks": share(),
        "faults": draw(st.integers(0, 8)),
        "ideas": draw(st.integers(0, 8)),
        "issued": draw(st.booleans()),
        "published": draw(st.booleans()),
        "review": draw(st.sampled_from(["complete", "partial", "none"])),
        "reported_on": draw(days),
    }


def given_facts(criteria_set: CriteriaSet, values: Mapping[str, FactValue]) -> dict[str, FactValue]:
    return {code: values[code] for code in criteria_set.facts}


def every_state(
    criteria_set: CriteriaSet, facts: Mapping[str, FactValue]
) -> Iterator[tuple[Fraction, dict[str, FactValue]]]:
    """Yield every way the facts could be, with the effort it takes."""
    ways = [list(states(fact, facts.get(code))) for code, fact in criteria_set.facts.items()]
    for chosen in itertools.product(*ways):
        efforts, found = zip(*chosen, strict=True)
        yield sum(efforts, Fraction(0)), dict(zip(criteria_set.facts, found, strict=True))


def applied(facts: Mapping[str, FactValue], changes: tuple[Change, ...]) -> dict[str, FactValue]:
    return {**facts, **{change.fact_code: change.after for change in changes}}


@settings(max_examples=100, deadline=None)
@given(rule=RULES, values=values())
def test_no_other_change_earns_more_or_costs_less(
    rule: tuple[int, dict[str, Any]], values: dict[str, FactValue]
):
    criteria_set = one(rule[1], rule[0])
    facts = given_facts(criteria_set, values)
    goals = component_goals(criteria_set, "1.1", facts, cut_off=CUT_OFF, today=TODAY)
    now = evaluate_leaf(criteria_set, "1.1", facts).points
    assert now is not None
    earned = [
        (effort, evaluate_leaf(criteria_set, "1.1", state).points or Decimal(0))
        for effort, state in every_state(criteria_set, facts)
    ]
    most = max(points for _, points in earned)
    if most == now:
        assert goals.next is None
        return
    assert goals.next
    assert goals.most
    assert goals.most.points_after == most
    assert goals.next.effort == min(effort for effort, points in earned if points > now)
    assert goals.most.effort == min(effort for effort, points in earned if points == most)
    for goal in (goals.next, goals.most):
        after = evaluate_leaf(criteria_set, "1.1", applied(facts, goal.changes))
        assert after.points == goal.points_after
        assert not goal.instead or (
            (evaluate_leaf(criteria_set, "1.1", applied(facts, goal.instead)).points or 0)
            >= goal.points_after
        )


@settings(max_examples=60, deadline=None)
@given(first=RULES, second=SIMPLE, penalty=st.none() | SIMPLE, values=values())
def test_the_reachable_index_is_the_greatest_and_is_reached(
    first: tuple[int, dict[str, Any]],
    second: dict[str, Any],
    penalty: dict[str, Any] | None,
    values: dict[str, FactValue],
):
    row = {"code": "P1", "name": "Trừ", "kind": "penalty", "max_points": 1, "illustrative": True}
    criteria_set = world(
        leaf("1.1", first[0], first[1]),
        leaf("1.2", 1, second),
        **({"adjustments": [{**row, "rule": penalty}]} if penalty else {}),
    )
    facts = given_facts(criteria_set, values)
    found = plan(criteria_set, facts, changeable=None, cut_off=CUT_OFF, today=TODAY)
    root = evaluate(criteria_set, {**facts, **found.after})
    assert root.points == found.points_reachable
    assert found.points <= found.points_reachable <= found.max_points
    assert found.is_greatest
    states = list(every_state(criteria_set, facts))
    if len(states) <= 4000:
        greatest = max(evaluate(criteria_set, state).points or Decimal(0) for _, state in states)
        assert found.points_reachable == greatest
    assert all(win.gain > 0 and win.effort > 0 for win in found.wins)


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(0, 100),
    end=st.integers(0, 100),
    whole=st.integers(1, 10**7),
    share=st.fractions(0, 1),
    top=st.integers(1, 30),
    places=st.integers(0, 4),
)
def test_of_many_cases_not_one_more_is_asked_for_than_needed(
    start: int, end: int, whole: int, share: Fraction, top: int, places: int
):
    line = {"form": "linear", "fact": "on_time", "from": start, "to": end}
    rule = {"form": "proportional", "fact": "on_time"} if start == end else line
    criteria_set = one(rule, top, points_places=places)
    before = Ratio(int(whole * share), whole)

    def points(numerator: int | Decimal) -> Decimal:
        ratio = Ratio(numerator, whole)
        return evaluate_leaf(criteria_set, "1.1", {"on_time": ratio}).points or Decimal(0)

    goals = component_goals(criteria_set, "1.1", {"on_time": before}, cut_off=CUT_OFF)
    assert (goals.next is None) == (points(before.numerator) == top)
    for goal in filter(None, (goals.next, goals.most)):
        (change,) = goal.changes
        assert isinstance(change.after, Ratio)
        step = 1 if change.after.numerator > before.numerator else -1
        assert points(change.after.numerator) == goal.points_after
        needed = points(before.numerator) if goal is goals.next else Decimal(top)
        assert points(change.after.numerator - step) < max(needed, goal.points_after)
        assert points(change.after.numerator - step) <= needed
    assert goals.most is None or goals.most.points_after == top
