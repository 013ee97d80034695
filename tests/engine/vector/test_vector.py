from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.engine import (
    CriteriaSet,
    Fact,
    FactType,
    FactValue,
    NodeTrace,
    NotApplicable,
    Ratio,
    UnknownNodeError,
    evaluate,
    index,
    parse_set,
    rank,
)
from parindex.engine.rules.combine import Combine, How
from parindex.engine.rules.proportional import Proportional
from parindex.engine.rules.registry import FORMS
from parindex.engine.vector import (
    STATES,
    Column,
    Columns,
    Scores,
    columns_of,
    compile_set,
    exclusions_of,
    ranks,
)
from tests.engine.documents import answers, full_set, small_document
from tests.engine.vector.sets import FORMS as RANDOM_FORMS
from tests.engine.vector.sets import criteria_sets, units_of

SET = full_set()


def assert_same(traces: list[NodeTrace], scores: Scores) -> None:
    """Every node of every unit has the same points, maximum and state in both engines."""
    unit = 10**scores.places
    for at, root in enumerate(traces):
        for trace in root.walk():
            found = scores.of(trace.code)
            assert int(found.points[at]) == (trace.points or 0) * unit, (trace, at)
            assert int(found.applicable[at]) == trace.applicable_points * unit, (trace, at)
            assert STATES[found.states[at]] is trace.state, (trace, at)
            of_node = index(trace.points or Decimal(0), trace.applicable_points)
            assert int(found.index[at]) == of_node * 100
    totals = {
        at: index(root.points or Decimal(0), root.applicable_points)
        for at, root in enumerate(traces)
    }
    assert [int(value) for value in scores.index] == [value * 100 for value in totals.values()]
    assert dict(enumerate(scores.ranks.tolist())) == rank(totals.items())


@given(st.data())
def test_any_set_and_any_facts_score_as_one_by_one(data):
    criteria_set = data.draw(criteria_sets())
    units = data.draw(units_of(criteria_set))
    nodes = st.sampled_from([node.code for node in criteria_set.walk()])
    out = [data.draw(st.sets(nodes, max_size=1)) for _ in units]
    scores = compile_set(criteria_set).score(units, not_applicable=exclusions_of(out))
    traces = [
        evaluate(criteria_set, unit, not_applicable=codes)
        for unit, codes in zip(units, out, strict=True)
    ]
    assert_same(traces, scores)


@pytest.mark.parametrize("policy", NotApplicable)
def test_a_set_with_every_form_scores_as_one_by_one(policy):
    criteria_set: CriteriaSet = full_set(not_applicable=policy.value)
    changes: list[dict[str, Any]] = [
        {},
        {"online": {"numerator": 0, "denominator": 0}, "reported_on": "absent"},
        {"tasks": None, "issued": False, "review": "partial"},
        {"revenue": {"numerator": 0, "denominator": 0}, "budget": "12.499999"},
        {"revenue": {"numerator": 999999999999999, "denominator": "999999999999999.999999"}},
    ]
    units = [answers(criteria_set, **change) for change in changes]
    traces = [evaluate(criteria_set, unit) for unit in units]
    assert_same(traces, compile_set(criteria_set).score(iter(units)))


def test_the_results_are_a_table_of_units_and_components():
    scores = compile_set(SET).score([answers(SET), answers(SET, tasks=None)])
    assert scores.leaves == tuple(leaf.code for leaf in SET.leaves)
    assert scores.points.shape == scores.applicable.shape == scores.states.shape == (2, 11)
    tasks = scores.leaves.index("1.2.2")
    assert scores.points[:, tasks].tolist() == [50, 0]
    assert [STATES[state].value for state in scores.states[:, tasks]] == ["scored", "missing_facts"]
    assert scores.applicable[0].tolist() == [int(leaf.max_points * 100) for leaf in SET.leaves]


def test_nobody_to_score_gives_empty_results():
    scores = compile_set(SET).score([])
    assert scores.index.tolist() == scores.ranks.tolist() == []
    assert scores.points.shape == (0, 11)


@given(st.lists(st.sampled_from([0, 1, 9999, 10000, 10**6, 10**15])))
def test_ranks_of_any_indexes_are_those_of_the_scalar_engine(values):
    expected = rank((at, Decimal(value)) for at, value in enumerate(values))
    found = ranks(np.array(values, dtype=np.int64)).tolist()
    assert dict(enumerate(found)) == expected


@pytest.mark.parametrize("places", [0, 1, 2])
def test_thresholds_on_rounded_percentages_are_tested_as_one_by_one(places):
    rule = {
        "form": "steps",
        "fact": "online",
        "tested_on": "rounded",
        "rounded_places": places,
        "steps": [
            {"at_least": 90, "points": 1},
            {"above": "66.6", "points": "0.5"},
            {"above": 33, "points": "0.25"},
        ],
    }
    facts = {
        "online": {
            "type": "ratio",
            "label": "Trực tuyến",
            "numerator": "Đạt",
            "denominator": "Tổng",
            "empty": "zero",
        }
    }
    criteria_set = parse_set(small_document(rule, facts))
    near = [
        (numerator, below)
        for below in (3, 7, 200, 2000, 20_000)
        for share in ("33", "33.05", "66.6", "66.65", "89.5", "89.95", "90")
        for numerator in range(
            int(below * Fraction(share) / 100) - 2, int(below * Fraction(share) / 100) + 3
        )
        if 0 <= numerator <= below
    ]
    units = [{"online": Ratio(above, below)} for above, below in near]
    assert_same(
        [evaluate(criteria_set, unit) for unit in units], compile_set(criteria_set).score(units)
    )


BANDS = {
    "form": "bands",
    "fact": "online",
    "bands": [
        {"from": "33.3", "below": "66.6", "points": "0.25"},
        {"from": "66.6", "to": 90, "points": "0.5"},
        {"above": 90, "points": 1},
    ],
    "otherwise": "0.1",
}
EXACT_STEPS = {
    "form": "steps",
    "fact": "online",
    "steps": [
        {"above": 90, "points": 1},
        {"at_least": "66.6", "points": "0.5"},
        {"above": "33.3", "points": "0.25"},
    ],
}
RISING = {"form": "proportional", "fact": "online", "from": "66.6"}


@pytest.mark.parametrize("rule", [BANDS, EXACT_STEPS, RISING], ids=lambda rule: str(rule["form"]))
@pytest.mark.parametrize("kind", ["ratio", "percent"])
def test_open_and_closed_bounds_are_tested_as_one_by_one(rule, kind):
    ratio = {"numerator": "Đạt", "denominator": "Tổng", "empty": "zero"} if kind == "ratio" else {}
    facts = {"online": {"type": kind, "label": "Trực tuyến", **ratio}}
    criteria_set = parse_set(small_document(rule, facts))
    near = [Fraction(bound) * 10 + step for bound in ("33.3", "66.6", "90") for step in (-1, 0, 1)]
    units: list[dict[str, FactValue]] = [
        {"online": Ratio(int(value), 1000) if kind == "ratio" else Decimal(int(value)) / 10}
        for value in near
    ]
    one_by_one = [evaluate(criteria_set, unit) for unit in units]
    assert len({trace.points for trace in one_by_one}) >= 3
    assert_same(one_by_one, compile_set(criteria_set).score(units))


def test_an_adjustment_that_does_not_apply_gives_nothing_and_one_unanswered_waits():
    reason = {"code": "t", "name": "Thưởng", "kind": "bonus", "max_points": 1, "illustrative": True}
    rule = {"form": "proportional", "fact": "online"}
    criteria_set = full_set(adjustments=[{**reason, "rule": rule}])
    changes: list[dict[str, Any]] = [
        {},
        {"online": None},
        {"online": {"numerator": 0, "denominator": 0}},
    ]
    units = [answers(criteria_set, **change) for change in changes]
    out = exclusions_of([["2.6"]] * 3)
    scores = compile_set(criteria_set).score(units, not_applicable=out)
    assert_same([evaluate(criteria_set, unit, not_applicable=["2.6"]) for unit in units], scores)
    nobody = exclusions_of([["1", "2"]])
    alone = evaluate(criteria_set, {}, not_applicable=["1", "2"])
    assert_same([alone], compile_set(criteria_set).score([{}], not_applicable=nobody))


@pytest.mark.parametrize("how", How)
def test_parts_over_different_denominators_are_compared_exactly(how):
    """Two ratios 10**-15 apart, a percentage and numbers beyond 64 bits, in every order."""
    huge = huge_set("1")
    share, percent = huge.facts["share"], Fact(code="p", type=FactType.PERCENT, label="p")
    kinds = [
        Proportional(max_points=Decimal(1), fact=fact, start=Decimal(0))
        for fact in (share, percent)
    ]
    leaf = huge.leaves[0]
    for parts in (kinds, kinds[::-1], [kinds[1], kinds[1]]):
        rule = Combine(max_points=Decimal(1), how=how, parts=tuple(parts))
        field = replace(huge.fields[0], children=(replace(leaf, rule=rule),))
        mixed = replace(huge, fields=(field,), facts={"share": share, "p": percent})
        units: list[dict[str, FactValue]] = [
            {"share": Ratio(n, 10**15 - 1), "p": Decimal(text)}
            for n in (10**15 - 2, 5 * 10**14, 0)
            for text in ("99.999999999999999999", "50", "0.005")
        ]
        assert_same([evaluate(mixed, unit) for unit in units], compile_set(mixed).score(units))


def test_facts_without_a_column_are_answered_by_nobody():
    column = Column(numerators=np.array([1, 0]))
    scores = compile_set(SET).score(Columns(units=2, by_fact={"issued": column}))
    assert {STATES[state].value for state in scores.of("1").states} == {"missing_facts"}
    assert scores.ranks.tolist() == [1, 1]


def test_codes_the_set_does_not_have_are_refused():
    compiled = compile_set(SET)
    with pytest.raises(UnknownNodeError):
        compiled.score([{}], not_applicable={"9": np.array([True])})
    with pytest.raises(UnknownNodeError):
        compiled.score([{}]).of("9")


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("issued", 1),
        ("unlawful", "ba"),
        ("unlawful", -1),
        ("unlawful", 2.5),
        ("unlawful", True),
        ("overdue", 0.5),
        ("overdue", Decimal("NaN")),
        ("tasks", 3),
        ("tasks", Ratio(1, -2)),
        ("tasks", Ratio(0.5, 2)),  # type: ignore[arg-type]
        ("reported_on", "2019-01-01"),
        ("review", "best"),
        ("review", ""),
    ],
)
def test_a_value_its_fact_cannot_have_is_refused_by_name(fact, value):
    with pytest.raises(TypeError, match=f"{fact}: "):
        columns_of(SET, [answers(SET), answers(SET) | {fact: value}])


@dataclass(frozen=True, kw_only=True)
class Lottery(Proportional):
    """A form nobody has vectorised, though it resembles one that is."""

    form: ClassVar[str] = "lottery"


def changed(**changes: Any) -> CriteriaSet:
    """Return a set of one leaf whose rule is a Lottery, perhaps inside a combine."""
    rule = {"form": "proportional", "fact": "share"}
    share = {"type": "percent", "label": "Tỷ lệ"}
    small = parse_set(small_document({**rule}, {"share": share}))
    leaf = small.leaves[0]
    lottery = Lottery(max_points=Decimal(1), fact=small.facts["share"], start=Decimal(0))
    found = changes.get("rule", lambda inner: inner)(lottery)
    field = replace(small.fields[0], children=(replace(leaf, rule=found),))
    return replace(small, fields=(field,))


def test_a_form_without_a_kernel_is_refused_by_name_when_the_set_is_compiled():
    with pytest.raises(TypeError, match=r"“lottery” .Lottery. is not vectorised"):
        compile_set(changed())
    with pytest.raises(TypeError, match="“lottery”"):
        compile_set(
            changed(
                rule=lambda rule: Combine(max_points=Decimal(1), how=How.MAX, parts=(rule, rule))
            )
        )


def test_points_finer_than_the_set_counts_are_refused():
    field = SET.fields[0]
    rule = Proportional(max_points=Decimal("0.125"), fact=SET.facts["tasks"], start=Decimal(0))
    leaf = replace(field.children[0], rule=rule)
    with pytest.raises(TypeError, match=r"0\.125 points are finer"):
        compile_set(replace(SET, fields=(replace(field, children=(leaf,)),)))


def huge_set(top: str) -> CriteriaSet:
    """Return a set of one component with as many points, counted as finely, as a set can have."""
    share = {"type": "ratio", "label": "r", "numerator": "n", "denominator": "d", "empty": "full"}
    rule = {"form": "proportional", "fact": "share"}
    field = small_document(rule, {})["fields"][0] | {"max_points": top}
    field["criteria"][0]["max_points"] = top
    return parse_set(
        small_document(rule, {"share": share}, fields=[field], max_points=top, points_places=4)
    )


def test_what_64_bits_cannot_hold_is_counted_all_the_same():
    huge = huge_set("999999999999")
    units = [
        {"share": Ratio(10**15 - 2, 10**15 - 1)},
        {"share": Ratio(1, 3)},
        {"share": Ratio(0, 0)},
    ]
    assert_same([evaluate(huge, unit) for unit in units], compile_set(huge).score(units))


def test_a_set_whose_sums_64_bits_cannot_hold_is_refused():
    one = huge_set("999999999999")
    many = replace(one, fields=one.fields * 1000)
    with pytest.raises(TypeError, match="full: too many points"):
        compile_set(many)


def test_columns_may_hold_numbers_of_any_size():
    huge = huge_set("1")
    unsigned = np.array([2**64 - 1, 2**63], dtype=np.uint64)
    whole = np.array([2**70, 2**63], dtype=object)
    column = Column(numerators=unsigned, denominators=whole)
    scores = compile_set(huge).score(Columns(units=2, by_fact={"share": column}))
    assert scores.points[:, 0].tolist() == [156, 10000]


@pytest.mark.parametrize(
    ("numbers", "error"),
    [([0.5], TypeError), ([[1]], TypeError), ([2**70, 0.5], TypeError), ([1, -1], ValueError)],
)
def test_a_column_holds_whole_numbers_from_0_upwards(numbers, error):
    with pytest.raises(error):
        Column(numerators=np.array(numbers))


def test_columns_of_uneven_length_are_refused():
    with pytest.raises(ValueError, match="equally long"):
        Column(numerators=np.array([1, 2]), denominators=np.array([1]))
    with pytest.raises(ValueError, match="issued: 1 answers for 2 units"):
        Columns(units=2, by_fact={"issued": Column(numerators=np.array([1]))})


def test_scoring_one_by_one_needs_no_numpy():
    code = "import sys, parindex.engine; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_random_sets_have_every_form_there_is():
    assert set(RANDOM_FORMS) == set(FORMS)
