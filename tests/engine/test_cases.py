"""Every case of ``tests/cases``, one test each."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from parindex.engine import (
    ClassThreshold,
    FactError,
    NodeTrace,
    SetError,
    classify,
    credit,
    evaluate,
    evaluate_leaf,
    index,
    parse_set,
    rank,
    tally,
)
from parindex.viet import search_key
from tests.engine.case_files import Case, all_cases, answers_of, set_of

CASES = all_cases()


def decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


# Without diacritics, because pytest would write every one of them as an escape.
@pytest.mark.parametrize("case", CASES, ids=[search_key(case.name) for case in CASES])
def test_case(case):
    if case.get("credit"):
        assert_credit(case)
    elif case.get("index"):
        assert_index(case)
    elif case.get("rank"):
        assert_rank(case)
    elif case.get("classify"):
        assert_class(case)
    elif "refused" in case.expect:
        assert_refused(case)
    elif case.get("awarded"):
        assert_tally(case)
    elif case.get("components"):
        assert_root(case)
    else:
        assert_leaf(case)


def test_there_are_enough_cases_and_no_two_share_a_name():
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
    assert len(names) >= 45


def assert_credit(case: Case) -> None:
    asked = case.get("credit")
    found = credit(
        decimal(asked["points"]), evidence=asked["evidence"], explained=asked["explained"]
    )
    assert found == decimal(case.expect["points"])


def assert_index(case: Case) -> None:
    asked = case.get("index")
    found = index(Decimal(asked["points"]), Decimal(asked["out_of"]))
    assert found == decimal(case.expect["index"])
    assert found.as_tuple().exponent == -2


def assert_rank(case: Case) -> None:
    found = rank((name, Decimal(value)) for name, value in case.get("rank").items())
    assert found == case.expect["ranks"]


def assert_class(case: Case) -> None:
    asked = case.get("classify")
    classes = [
        ClassThreshold(name=name, at_least=Decimal(at_least))
        for name, at_least in asked["classes"].items()
    ]
    assert classify(Decimal(asked["index"]), classes) == case.expect["class"]


def assert_refused(case: Case) -> None:
    with pytest.raises((SetError, FactError)) as refusal:
        answers_of(case, set_of(case))
    assert case.expect["refused"] in str(refusal.value)


def assert_tally(case: Case) -> None:
    points = {code: decimal(value) for code, value in case.get("awarded").items()}
    adjusted = case.get("adjusted")
    found = tally(
        set_of(case),
        points,
        not_applicable=case.get("does_not_apply") or (),
        adjustments=adjusted
        and {code: None if raw is None else Decimal(raw) for code, raw in adjusted.items()},
    )
    if found.adjusted:
        assert case.expect.get("sentence", found.adjusted.sentence) == found.adjusted.sentence
    assert (found.points, found.max_points, found.index) == (
        decimal(case.expect["points"]),
        decimal(case.expect["out_of"]),
        decimal(case.expect["index"]),
    )


def assert_root(case: Case) -> None:
    criteria_set = set_of(case)
    answers = answers_of(case, criteria_set)
    trace = evaluate(criteria_set, answers, not_applicable=case.get("does_not_apply") or ())
    assert_trace(trace, case)
    assert trace.applicable_points == decimal(case.expect["out_of"])
    if trace.points is not None:
        assert index(trace.points, trace.applicable_points) == decimal(case.expect["index"])


def assert_leaf(case: Case) -> None:
    criteria_set = set_of(case)
    excluded = bool(case.get("does_not_apply"))
    trace = evaluate_leaf(
        criteria_set, "1.1", answers_of(case, criteria_set), not_applicable=excluded
    )
    assert_trace(trace, case)
    assert parse_set(criteria_set.dump()) == criteria_set


def assert_trace(trace: NodeTrace, case: Case) -> None:
    expect = case.expect
    assert trace.points == decimal(expect["points"]), trace.sentence
    if "state" in expect:
        assert trace.state.value == expect["state"]
    if "missing" in expect:
        assert list(trace.missing) == expect["missing"]
    if "sentence" in expect:
        assert trace.sentence == expect["sentence"]
    if "contains" in expect:
        assert expect["contains"] in trace.sentence
