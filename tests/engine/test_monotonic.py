"""More of what counts never gives fewer points, for every form that promises it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.engine import ABSENT, FactValue, Ratio, evaluate_leaf
from tests.engine.random_rules import COUNT, PERCENT, RandomRule
from tests.engine.random_sets import one_rule_document, rules, set_of

SHARES = st.tuples(PERCENT, PERCENT).map(sorted)
COUNTS = st.tuples(COUNT, COUNT).map(sorted)


def points(random: RandomRule, value: FactValue) -> Decimal:
    criteria_set = set_of(one_rule_document(random))
    found = evaluate_leaf(criteria_set, "1.1", {"fact": value}).points
    assert found is not None
    return found


def share(percent: Decimal) -> Ratio:
    return Ratio(int(percent * 10**4), 10**6)


@pytest.mark.parametrize("form", ["proportional", "survey", "steps", "linear"])
@given(data=st.data(), shares=SHARES)
def test_a_larger_share_never_gives_fewer_points(form, data, shares):
    random = data.draw(rules(form))
    is_ratio = random.facts["fact"]["type"] == "ratio"
    low, high = (share(value) if is_ratio else value for value in shares)
    if form == "steps":
        given_points = [step["points"] for step in random.rule["steps"]]
        if given_points != sorted(given_points, reverse=True):
            return  # steps that go down and up again promise nothing
    if form == "linear" and random.rule["from"] > random.rule["to"]:
        low, high = high, low
    assert points(random, low) <= points(random, high)


@pytest.mark.parametrize("form", ["accumulate", "increments", "deduction"])
@given(data=st.data(), counts=COUNTS)
def test_more_cases_never_turn_points_the_wrong_way(form, data, counts):
    random = data.draw(rules(form))
    few, many = (points(random, count) for count in counts)
    assert (few >= many) if form == "deduction" else (few <= many)


@given(data=st.data())
def test_one_more_mistake_never_gives_more_points(data):
    random = data.draw(rules("deductions"))
    criteria_set = set_of(one_rule_document(random))
    answers = data.draw(st.fixed_dictionaries(random.answers))
    code = data.draw(st.sampled_from(sorted(answers)))
    worse = {**answers, code: True if isinstance(answers[code], bool) else answers[code] + 1}
    before, after = (evaluate_leaf(criteria_set, "1.1", given) for given in (answers, worse))
    assert before.points is not None
    assert after.points is not None
    assert after.points <= before.points


@given(data=st.data())
def test_one_more_line_done_never_gives_fewer_points(data):
    random = data.draw(rules("checklist"))
    criteria_set = set_of(one_rule_document(random))
    answers = data.draw(st.fixed_dictionaries(random.answers))
    code = data.draw(st.sampled_from(sorted(answers)))
    before, after = (
        evaluate_leaf(criteria_set, "1.1", given) for given in (answers, {**answers, code: True})
    )
    assert before.points is not None
    assert after.points is not None
    assert before.points <= after.points


@given(data=st.data(), days=st.tuples(st.dates(), st.dates()).map(sorted))
def test_an_earlier_day_never_gives_fewer_points_and_never_doing_it_gives_none(data, days):
    random = data.draw(rules("deadline"))
    early, late = days
    assert points(random, early) >= points(random, late)
    assert points(random, ABSENT) == 0
    assert points(random, dt.date(2019, 6, 30)) == random.max_points
