"""Bonus and penalty points of a whole set: read, explained, limited, summed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from parindex.engine import (
    AdjustmentKind,
    CriteriaSet,
    NodeTrace,
    SetError,
    TraceState,
    UnknownNodeError,
    evaluate,
    in_force,
    parse_fact,
    parse_set,
    path_text,
    render_tree,
    tally,
)
from tests.engine.documents import full_set, small_document

SHARE = {"type": "percent", "label": "Hoàn thành"}
LATE = {"type": "count", "label": "Nộp chậm", "unit": "ngày"}
FLAG = {"type": "yes_no", "label": "Cờ thi đua"}
REVIEWS = {
    "type": "ratio",
    "label": "Rà soát",
    "numerator": "Đạt",
    "denominator": "Tổng",
    "empty": "not_applicable",
}


def penalty(**keys: Any) -> dict[str, Any]:
    rule = {"form": "accumulate", "fact": "late", "per": "0.125"}
    row = {"code": "P1", "name": "Nộp chậm", "kind": "penalty", "max_points": "0.5"}
    return {**row, "rule": rule, "source": "Điều 7", **keys}


def bonus(**keys: Any) -> dict[str, Any]:
    rule = {"form": "choice", "fact": "flag", "options": {"true": "0.3", "false": 0}}
    row = {"code": "T1", "name": "Cờ thi đua", "kind": "bonus", "max_points": "0.3"}
    return {**row, "rule": rule, "illustrative": True, "guidance": "Có quyết định", **keys}


def document(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    facts = {"share": SHARE, "late": LATE, "flag": FLAG, "reviews": REVIEWS}
    named = {"share", *(row["rule"].get("fact", "") for row in rows)}
    return small_document(
        {"form": "proportional", "fact": "share"},
        {code: fact for code, fact in facts.items() if code in named},
        adjustments=list(rows),
        **changes,
    )


def set_with(*rows: dict[str, Any], **changes: Any) -> CriteriaSet:
    return parse_set(document(*rows, **changes))


def problems(*rows: dict[str, Any], **changes: Any) -> dict[str, str]:
    with pytest.raises(SetError) as refusal:
        set_with(*rows, **changes)
    return {path_text(problem.path): problem.message for problem in refusal.value.problems}


def root(*rows: dict[str, Any], **given: Any) -> NodeTrace:
    return evaluate(set_with(*rows), given)


def test_adjustments_are_read_with_their_rules_and_stand_in_the_dump():
    criteria_set = set_with(penalty(), bonus(), adjustment_limits={"ceiling": "1.2", "penalty": 1})
    first, second = criteria_set.adjustments
    assert (first.kind, first.max_points, first.facts) == (
        AdjustmentKind.PENALTY,
        Decimal("0.5"),
        ("late",),
    )
    assert (second.guidance, second.illustrative, second.source) == ("Có quyết định", True, "")
    assert criteria_set.limits.ceiling == Decimal("1.2")
    assert list(criteria_set.facts) == ["share", "late", "flag"]
    dump = criteria_set.dump()
    assert dump["adjustment_limits"] == {"penalty": "1", "ceiling": "1.2"}
    assert [row["code"] for row in dump["adjustments"]] == ["P1", "T1"]


def test_a_late_report_costs_points_and_both_sentences_say_why():
    trace = root(penalty(), share=Decimal(90), late=2)
    assert (trace.points, trace.state) == (Decimal("0.65"), TraceState.SCORED)
    (late,) = trace.adjustments
    assert late.sentence == "Nộp chậm 2 ngày (cộng 0,125 điểm mỗi ngày): điểm trừ 0,25."
    assert trace.sentence == (
        "Cộng 0,9/1 điểm. Điểm thưởng, điểm trừ: 0,9 − 0,25 = 0,65 điểm. Chỉ số: 65,00%."
    )


def test_points_of_an_adjustment_are_rounded_like_those_of_a_component():
    (late,) = root(penalty(), share=Decimal(90), late=1).adjustments
    assert late.points == Decimal("0.13")
    assert late.sentence.endswith("điểm trừ 0,13 (đã làm tròn).")


def test_an_unknown_adjustment_leaves_the_index_provisional():
    trace = root(penalty(), bonus(), share=Decimal(90), flag=False)
    assert trace.state is TraceState.PARTIAL
    assert trace.missing == ("late",)
    assert trace.points == Decimal("0.90")
    assert trace.sentence == (
        "Cộng 0,9/1 điểm. Điểm thưởng, điểm trừ: không có. Chỉ số tạm tính: 90,00%."
    )
    assert trace.adjustments[0].sentence == (
        "Chưa có số liệu “Nộp chậm”: chưa biết điểm trừ (tối đa 0,5)."
    )


def test_without_points_of_components_nothing_is_added_or_taken():
    trace = root(bonus(), flag=True)
    assert trace.points is None
    assert trace.adjusted is None
    assert trace.adjustments[0].points == Decimal("0.30")
    assert trace.state is TraceState.MISSING_FACTS


def test_an_adjustment_that_does_not_apply_gives_nothing():
    rule = {"form": "proportional", "fact": "reviews"}
    criteria_set = set_with(bonus(rule=rule))
    given = {"numerator": 0, "denominator": 0}
    facts = {"share": Decimal(90), "reviews": parse_fact(criteria_set.facts["reviews"], given)}
    trace = evaluate(criteria_set, facts)
    assert (trace.points, trace.state) == (Decimal("0.90"), TraceState.SCORED)
    assert trace.adjustments[0].sentence.endswith("không có điểm thưởng.")


def test_an_adjustment_for_people_to_judge_waits_for_them():
    judged = bonus(rule={"form": "judged", "max": "0.3", "step": "0.1", "basis": "Sáng kiến"})
    trace = root(judged, share=Decimal(90))
    assert trace.adjustments[0].state is TraceState.NEEDS_JUDGEMENT
    assert trace.state is TraceState.PARTIAL


def test_a_bonus_exceeds_the_maximum_only_up_to_the_stated_ceiling():
    given: dict[str, Any] = {"share": Decimal(90), "flag": True}
    assert evaluate(set_with(bonus()), given).points == 1
    high = set_with(bonus(), adjustment_limits={"ceiling": "1.1"})
    trace = evaluate(high, given)
    assert trace.points == Decimal("1.1")
    assert "0,9 + 0,3 = 1,2, tính tối đa 1,1 điểm." in trace.sentence
    assert "Chỉ số: 110,00%." in trace.sentence


def test_bonus_and_penalty_points_have_limits_of_their_own():
    rows = (bonus(), penalty(), penalty(code="P2", max_points="0.4"))
    criteria_set = set_with(*rows, adjustment_limits={"bonus": "0.2", "penalty": "0.6"})
    found = tally(
        criteria_set,
        {"1.1": Decimal(1)},
        adjustments={"T1": Decimal("0.3"), "P1": Decimal("0.5"), "P2": Decimal("0.4")},
    )
    assert found.adjusted is not None
    assert (found.adjusted.bonus, found.adjusted.penalty) == (Decimal("0.2"), Decimal("0.6"))
    assert found.adjusted.sentence == (
        "Điểm thưởng, điểm trừ: 1 + 0,2 (điểm thưởng 0,3, tính tối đa 0,2)"
        " − 0,6 (điểm trừ 0,9, tính tối đa 0,6) = 0,6 điểm."
    )


def test_a_tally_without_adjustments_is_the_sum_it_always_was():
    criteria_set = set_with(penalty())
    plain = tally(criteria_set, {"1.1": Decimal("0.9")})
    assert (plain.points, plain.adjusted) == (Decimal("0.9"), None)
    adjusted = tally(criteria_set, {"1.1": Decimal("0.9")}, adjustments={"P1": Decimal("0.4")})
    assert (adjusted.points, adjusted.index) == (Decimal("0.5"), Decimal("50.00"))
    assert adjusted.part(["1.1"]) == plain  # a part is a sum of components only


def test_points_of_an_adjustment_the_set_does_not_have_are_refused():
    with pytest.raises(UnknownNodeError, match="P9"):
        tally(set_with(penalty()), {}, adjustments={"P9": Decimal(1)})


def test_the_tree_tells_of_adjustments_below_the_components():
    trace = root(penalty(), bonus(), share=Decimal(90), late=2)
    lines = render_tree(trace).splitlines()
    assert "  P1 Nộp chậm: −0,25 (tối đa −0,5)" in lines
    assert "  T1 Cờ thi đua: – (tối đa +0,3) [thiếu số liệu]" in lines
    data = trace.to_dict()
    assert (data["points"], data["base_points"]) == ("0.65", "0.9")
    assert data["adjustments"][0]["points"] == "0.25"
    assert data["adjustments"][1]["points"] is None
    assert data["adjustments"][1]["missing"] == ["flag"]


def test_mistakes_in_adjustments_are_named_with_their_places():
    rows = (
        penalty(code="1.1"),
        bonus(max_points="0.333", source="", illustrative=False),
        bonus(max_points=0),
        penalty(kind="fine", extra=1),
        penalty(rule={"form": "accumulate", "fact": "late"}),
    )
    found = problems(*rows)
    assert found["adjustments[0].code"] == "Mã “1.1” bị trùng với một mục khác."
    assert found["adjustments[1].max_points"].startswith("Điểm tối đa 0,333 lẻ hơn 2 chữ số")
    assert found["adjustments[1]"].startswith("Mục này chưa có nguồn")
    assert found["adjustments[2].max_points"] == "Điểm tối đa phải lớn hơn 0."
    assert found["adjustments[2].code"] == "Mã “T1” bị trùng với một mục khác."
    assert "bonus, penalty" in found["adjustments[3].kind"]
    assert found["adjustments[3].extra"].startswith("Không có khóa “extra”")
    assert found["adjustments[4].rule"] == "Thiếu khóa “per”."


def test_an_adjustment_without_a_maximum_is_one_problem_about_it():
    row = penalty()
    del row["max_points"]
    assert problems(row)["adjustments[0]"] == "Thiếu khóa “max_points”."


def test_limits_need_something_to_limit():
    found = problems(
        penalty(), adjustment_limits={"bonus": 1, "ceiling": "0.5", "penalty": "0.125", "most": 1}
    )
    needs_bonus = "Giới hạn này cần ít nhất một mục bonus trong adjustments."
    assert found == {
        "adjustment_limits.bonus": needs_bonus,
        "adjustment_limits.ceiling": needs_bonus,
        "adjustment_limits.penalty": "Giới hạn 0,125 lẻ hơn 2 chữ số thập phân mà bộ tiêu chí làm tròn.",
        "adjustment_limits.most": "Không có khóa “most” ở đây. Hãy sửa hoặc bỏ đi.",
    }
    assert problems(adjustment_limits={"penalty": 1}) == {
        "adjustment_limits.penalty": "Giới hạn này cần ít nhất một mục penalty trong adjustments."
    }
    low = problems(bonus(), adjustment_limits={"ceiling": "0.5"})
    assert low == {"adjustment_limits.ceiling": "Mức trần 0,5 thấp hơn điểm tối đa 1 của bộ."}
    wrong = problems(bonus(), adjustment_limits={"ceiling": "cao"})
    assert wrong == {"adjustment_limits.ceiling": "Chỗ này phải là một số, viết như 1 hoặc 0.5."}


def test_the_set_in_force_is_the_latest_one_of_the_day():
    first = full_set(code="first", in_force_from="2025-08-31", in_force_to="2025-12-31")
    second = full_set(code="second", in_force_from="2025-10-31", in_force_to=None)
    sets = [second, first]
    assert in_force(sets, on=dt.date(2025, 8, 30)) is None
    assert in_force(sets, on=dt.date(2025, 8, 31)) == first
    assert in_force(sets, on=dt.date(2025, 10, 31)) == second
    assert in_force([first], on=dt.date(2025, 12, 31)) == first
    assert in_force([first], on=dt.date(2026, 1, 1)) is None
