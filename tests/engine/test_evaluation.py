from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.engine import (
    ABSENT,
    Fact,
    FactType,
    FactValue,
    NodeTrace,
    NotApplicable,
    Ratio,
    TraceState,
    UnknownNodeError,
    evaluate,
    evaluate_leaf,
    index,
    render_tree,
    tally,
)
from tests.engine.documents import answers, full_set

SET = full_set()
SETS = {policy: full_set(not_applicable=policy.value) for policy in NotApplicable}
CENT = Decimal("0.01")


def leaves(trace: NodeTrace) -> dict[str, NodeTrace]:
    return {node.code: node for node in trace.walk() if not node.children}


@st.composite
def ratios(draw, fact: Fact):
    below = draw(st.integers(min_value=0, max_value=10**9))
    above = draw(st.integers(min_value=0, max_value=10**9 if fact.may_exceed else below))
    return Ratio(Decimal(above), Decimal(below)) if fact.of_amounts else Ratio(above, below)


def values_of(fact: Fact) -> st.SearchStrategy[FactValue]:
    dates = st.dates()
    return {
        FactType.YES_NO: st.booleans(),
        FactType.COUNT: st.integers(min_value=0, max_value=10**15 - 1),
        FactType.AMOUNT: st.decimals(min_value=0, max_value=10**9, places=6),
        FactType.PERCENT: st.decimals(min_value=0, max_value=100, places=6),
        FactType.RATIO: ratios(fact),
        FactType.DATE: dates | st.just(ABSENT) if fact.may_be_absent else dates,
        FactType.LEVEL: st.sampled_from(sorted(fact.options)),
    }[fact.type]


all_facts = st.fixed_dictionaries(
    {}, optional={code: values_of(fact) for code, fact in SET.facts.items()}
)
codes = st.sets(st.sampled_from([node.code for node in SET.walk()]), max_size=4)


@given(all_facts, codes, st.sampled_from(NotApplicable))
def test_any_facts_give_points_between_zero_and_the_maximum_with_a_sentence(
    facts, excluded, policy
):
    criteria_set = SETS[policy]
    for trace in evaluate(criteria_set, facts, not_applicable=excluded).walk():
        assert trace.sentence.endswith(".")
        assert 0 <= trace.applicable_points <= trace.max_points
        if trace.points is not None:
            assert 0 <= trace.points <= trace.applicable_points
            assert trace.points == trace.points.quantize(CENT)


@given(all_facts, codes, st.sampled_from(NotApplicable))
def test_the_root_is_the_sum_of_its_leaves_and_agrees_with_the_tally(facts, excluded, policy):
    criteria_set = SETS[policy]
    root = evaluate(criteria_set, facts, not_applicable=excluded)
    parts = leaves(root)
    known = [leaf.points for leaf in parts.values() if leaf.points is not None]
    assert root.points == (sum(known) if known else None)
    assert root.applicable_points == sum(leaf.applicable_points for leaf in parts.values())
    out = [code for code, leaf in parts.items() if leaf.state is TraceState.NOT_APPLICABLE]
    summed = tally(
        criteria_set, {code: leaf.points for code, leaf in parts.items()}, not_applicable=out
    )
    assert summed.points == (root.points or 0)
    assert summed.max_points == root.applicable_points
    assert summed.full_max_points == root.max_points == criteria_set.max_points
    assert summed.index == index(summed.points, root.applicable_points)
    assert summed.scored_leaves == sum(
        leaf.points is not None or leaf.state is TraceState.NOT_APPLICABLE
        for leaf in parts.values()
    )


@given(all_facts)
def test_each_leaf_alone_scores_as_in_the_whole_tree_and_scoring_again_changes_nothing(facts):
    root = evaluate(SET, facts)
    assert evaluate(SET, facts) == root
    for code, leaf in leaves(root).items():
        assert evaluate_leaf(SET, code, facts) == leaf


@given(all_facts)
def test_a_leaf_is_missing_exactly_the_facts_that_are_not_given(facts):
    root = evaluate(SET, facts)
    for code, leaf in leaves(root).items():
        wanted = [fact for fact in SET.node(code).facts if fact not in facts]
        assert list(leaf.missing) == wanted
        assert (leaf.state is TraceState.MISSING_FACTS) == bool(wanted)
    assert set(root.missing) == set(SET.facts) - set(facts)
    assert len(root.missing) == len(set(root.missing))


def test_a_whole_tree_is_told_in_plain_text():
    trace = evaluate(SET, answers(SET, tasks=None), not_applicable=["2.3"])
    lines = render_tree(trace).splitlines()
    assert lines[0] == "Bộ tiêu chí đủ mọi dạng quy tắc: 10,23/15 [chưa đủ]"
    assert lines[1] == (
        "    Cộng 10,23/14 điểm (còn 2 mục chưa có điểm; 1 mục không áp dụng). Chỉ số tạm tính: 73,07%."
    )
    assert "  1 Chỉ đạo: 3,5/5 [chưa đủ]" in lines
    assert "      1.2.2 Mục 1.2.2: –/1 [thiếu số liệu]" in lines
    assert "          Chưa có số liệu “Nhiệm vụ”: chưa có điểm (tối đa 1)." in lines
    assert "    2.3 Mục 2.3: –/1 [không áp dụng]" in lines
    assert "    2.6 Mục 2.6: –/1 [cần người chấm]" in lines


def test_a_trace_is_plain_data_for_json():
    data = evaluate(SET, answers(SET)).to_dict()
    assert json.loads(json.dumps(data)) == data
    first = data["children"][0]["children"][0]
    assert first["points"] == "2"
    assert (first["max_points"], first["applicable_points"], first["state"]) == ("2", "2", "scored")
    assert data["children"][1]["children"][5]["points"] is None


def test_the_state_of_a_parent_says_what_can_be_done_next():
    def state(
        given: Mapping[str, FactValue], code: str = "", out: tuple[str, ...] = ()
    ) -> TraceState:
        root = evaluate(SET, given, not_applicable=out)
        return next(trace.state for trace in root.walk() if trace.code == code)

    everything = answers(SET)
    assert state({}) is TraceState.MISSING_FACTS
    assert state(everything) is TraceState.PARTIAL  # 2.6 waits for people
    assert state(everything, out=("2.6",)) is TraceState.SCORED
    assert state(everything, code="1") is TraceState.SCORED
    assert (
        state({}, code="2", out=("2.1", "2.2", "2.3", "2.4", "2.5", "2.7"))
        is TraceState.NEEDS_JUDGEMENT
    )
    assert state({}, out=("1", "2")) is TraceState.NOT_APPLICABLE


def test_full_points_for_all_that_does_not_apply_make_a_whole_index():
    root = evaluate(SETS[NotApplicable.FULL_POINTS], {}, not_applicable=["1", "2"])
    assert root.points == root.applicable_points == 15
    assert root.sentence == "Cộng 15/15 điểm (11 mục không áp dụng). Chỉ số: 100,00%."


def test_facts_the_set_does_not_know_change_nothing():
    assert evaluate(SET, {**answers(SET), "other": 5}) == evaluate(SET, answers(SET))


def test_codes_that_are_no_leaves_are_refused():
    with pytest.raises(UnknownNodeError):
        evaluate(SET, {}, not_applicable=["9"])
    with pytest.raises(UnknownNodeError):
        evaluate_leaf(SET, "1.2", {})
    with pytest.raises(UnknownNodeError):
        tally(SET, {"1.2": Decimal(1)})
    with pytest.raises(UnknownNodeError):
        tally(SET, {}, not_applicable=["9"])


def test_a_value_that_is_no_number_is_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="unlawful"):
        evaluate_leaf(SET, "2.3", {"unlawful": "ba"})
