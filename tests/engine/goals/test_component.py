from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from parindex.engine import ABSENT, CriteriaSet, FactValue, Ratio, UnknownNodeError
from parindex.engine.goals import (
    ComponentGoals,
    NotInvertibleError,
    UnknownFactError,
    component_goals,
)
from parindex.engine.goals.cuts import cuts
from parindex.engine.rules.base import Rule
from parindex.engine.rules.registry import FORMS
from tests.engine.goals.worlds import CUT_OFF, STEPS, TODAY, one


def goals(criteria_set: CriteriaSet, facts: dict[str, FactValue], **keys: Any) -> ComponentGoals:
    return component_goals(
        criteria_set, "1.1", facts, **{"cut_off": CUT_OFF, "today": TODAY, **keys}
    )


def said(found: ComponentGoals) -> tuple[str, str]:
    """Return the sentences of the next points and of the most."""
    return (
        found.next.sentence if found.next else "",
        found.most.sentence if found.most else "",
    )


def test_a_share_is_raised_among_its_cases_or_by_new_ones():
    found = goals(one(STEPS), {"on_time": Ratio(15, 20)})
    assert said(found) == (
        (
            "Cần thêm 1 hồ sơ đúng hạn (15 → 16 trên 20) để đạt 0,5 điểm. "
            "Hoặc thêm 5 hồ sơ mới, đều tính vào “Số hồ sơ đúng hạn” (15/20 → 20/25)."
        ),
        "Cần thêm 5 hồ sơ đúng hạn (15 → 20 trên 20) để đạt 1 điểm.",
    )
    assert found.next
    assert found.next.points_before == 0
    assert found.next.points_after == Decimal("0.5")
    assert found.obstacle == ""


def test_the_next_points_may_be_the_most():
    found = goals(one(STEPS), {"on_time": Ratio(17, 20)})
    assert found.next == found.most
    assert said(found)[0] == "Cần thêm 3 hồ sơ đúng hạn (17 → 20 trên 20) để đạt 1 điểm."


@pytest.mark.parametrize("now", [0, 3])
def test_a_falling_line_wants_fewer_cases_or_new_good_ones(now: int):
    rule = {"form": "linear", "fact": "tasks", "from": 50, "to": 0}
    found = goals(one(rule), {"tasks": Ratio(now + 1, 10)})
    assert found.most
    assert found.most.changes[0].after == Ratio(0, 10)
    assert found.most.effort == now + 1


def test_new_cases_that_do_not_count_dilute_a_share():
    rule = {
        "form": "steps",
        "fact": "tasks",
        "steps": [{"above": 20, "points": 0}, {"otherwise": True, "points": 1}],
    }
    assert said(goals(one(rule), {"tasks": Ratio(3, 10)}))[0] == (
        "Cần bớt 1 trường hợp hoàn thành (3 → 2 trên 10) để đạt 1 điểm. "
        "Hoặc thêm 5 trường hợp mới, không tính vào “Hoàn thành” (3/10 → 3/15)."
    )


def test_an_empty_share_needs_a_first_case():
    assert said(goals(one(STEPS), {"on_time": Ratio(0, 0)}))[0] == (
        "Cần thêm 1 hồ sơ mới, đều tính vào “Số hồ sơ đúng hạn” (0/0 → 1/1) để đạt 1 điểm."
    )


def test_an_empty_share_that_does_not_apply_has_no_goal():
    rule = {"form": "proportional", "fact": "revenue"}
    found = goals(one(rule), {"revenue": Ratio(Decimal(0), Decimal(0))})
    assert (found.next, found.obstacle) == (None, "Mục này không áp dụng.")


def test_amounts_change_by_hundredths_or_as_finely_as_they_were_given():
    rule = {"form": "proportional", "fact": "revenue"}
    found = goals(one(rule), {"revenue": Ratio(Decimal("10.125"), Decimal(20))})
    assert found.next
    assert found.next.changes[0].after == Ratio(Decimal("10.3"), Decimal(20))
    assert "thêm 0,175 triệu đồng thu (10,125 → 10,3 trên 20)" in said(found)[0]
    assert found.most
    assert found.most.changes[0].after == Ratio(Decimal("19.9"), Decimal(20))


def test_a_share_above_the_whole_can_be_asked_for():
    rule = {"form": "steps", "fact": "revenue", "steps": [{"at_least": 105, "points": 1}]}
    found = goals(one(rule), {"revenue": Ratio(Decimal(100), Decimal(100))})
    assert found.most
    assert found.most.changes[0].after == Ratio(Decimal(105), Decimal(100))


def test_a_band_can_be_missed_from_above():
    rule = {"form": "bands", "fact": "revenue", "bands": [{"from": 97, "to": 106, "points": 1}]}
    found = goals(one(rule), {"revenue": Ratio(Decimal(120), Decimal(100))})
    assert "bớt 14 triệu đồng thu (120 → 106 trên 100)" in said(found)[1]
    below = goals(one(rule), {"revenue": Ratio(Decimal(90), Decimal(100))})
    assert "thêm 7 triệu đồng thu (90 → 97 trên 100)" in said(below)[1]


def test_a_band_open_on_one_side_is_reached_by_one_more():
    rule = {"form": "bands", "fact": "ideas", "bands": [{"above": 3, "points": 1}]}
    assert said(goals(one(rule), {"ideas": 1}))[1] == (
        "Cần thêm 3 sáng kiến (1 → 4) để đạt 1 điểm."
    )


def test_a_percentage_falls_by_percentage_points():
    rule = {"form": "linear", "fact": "overdue", "from": 10, "to": 0}
    found = goals(one(rule), {"overdue": Decimal("2.5")})
    assert said(found) == (
        "Cần “Tỷ lệ trễ hạn” giảm 0,05 điểm phần trăm (2,5% → 2,45%) để đạt 0,76 điểm.",
        "Cần “Tỷ lệ trễ hạn” giảm 2,45 điểm phần trăm (2,5% → 0,05%) để đạt 1 điểm.",
    )
    assert found.most
    assert found.most.effort == Fraction("2.45")


def test_a_threshold_on_a_rounded_number_is_met_before_it():
    rule = {
        "form": "steps",
        "fact": "budget",
        "tested_on": "rounded",
        "rounded_places": 0,
        "steps": [{"above": 12, "points": 1}, {"at_least": 10, "points": "0.5"}],
    }
    assert said(goals(one(rule), {"budget": Decimal(8)})) == (
        "Cần thêm 1,5 triệu đồng kinh phí (8 → 9,5) để đạt 0,5 điểm.",
        "Cần thêm 4,5 triệu đồng kinh phí (8 → 12,5) để đạt 1 điểm.",
    )


def test_mistakes_are_taken_back_one_by_one():
    rule = {"form": "deduction", "fact": "faults", "per": "0.5", "start": "1.5"}
    found = goals(one(rule), {"faults": 4})
    assert said(found) == (
        "Cần bớt 2 văn bản sai (4 → 2) để đạt 0,5 điểm.",
        "Cần bớt 3 văn bản sai (4 → 1) để đạt 1 điểm.",
    )


def test_mistakes_of_several_kinds_come_off_together():
    items = [{"fact": "faults", "per": "0.5"}, {"fact": "issued", "per": "0.25"}]
    rule = {"form": "deductions", "items": items, "floor": "0.25"}
    found = goals(one(rule), {"faults": 3, "issued": True})
    assert said(found) == (
        "Cần bớt 3 văn bản sai (3 → 0) để đạt 0,75 điểm.",
        "Cần bớt 3 văn bản sai (3 → 0); “Đã ban hành” là không (hiện là có) để đạt 1 điểm.",
    )


def test_counted_things_earn_up_to_the_maximum():
    rule = {"form": "accumulate", "fact": "ideas", "per": "0.4"}
    assert said(goals(one(rule), {"ideas": 1})) == (
        "Cần thêm 1 sáng kiến (1 → 2) để đạt 0,8 điểm.",
        "Cần thêm 2 sáng kiến (1 → 3) để đạt 1 điểm.",
    )


@pytest.mark.parametrize(("counted", "after"), [("whole", 20), ("pro_rata", 20)])
def test_increments_are_counted_from_a_threshold(counted: str, after: int):
    rule = {
        "form": "increments",
        "fact": "ideas",
        "from": 5,
        "base": "0.25",
        "each": 5,
        "per": "0.25",
        "counted": counted,
    }
    found = goals(one(rule), {"ideas": 6})
    assert found.most
    assert found.most.changes[0].after == after
    assert found.next
    assert found.next.changes[0].after == (10 if counted == "whole" else 7)


def test_answers_and_levels_change_by_grades():
    rule = {
        "form": "choice",
        "fact": "review",
        "options": {"complete": 1, "partial": "0.5", "none": 0},
    }
    assert said(goals(one(rule), {"review": "none"})) == (
        "Cần “Rà soát” là “chưa đủ” (hiện là “không”) để đạt 0,5 điểm.",
        "Cần “Rà soát” là “đủ” (hiện là “không”) để đạt 1 điểm.",
    )


def test_an_abbreviation_keeps_its_capitals():
    fact = {"type": "count", "label": "TTHC niêm yết"}
    rule = {"form": "accumulate", "fact": "posted", "per": 1}
    assert said(goals(one(rule, facts={"posted": fact}), {"posted": 0}))[0] == (
        "Cần thêm 1 TTHC niêm yết (0 → 1) để đạt 1 điểm."
    )


def test_a_checklist_takes_the_best_line_first():
    items = [{"fact": "issued", "points": "0.25"}, {"fact": "published", "points": "0.75"}]
    found = goals(one({"form": "checklist", "items": items}), {"issued": False, "published": False})
    assert said(found) == (
        "Cần “Đã công khai” là có (hiện là không) để đạt 0,75 điểm.",
        "Cần “Đã ban hành” là có (hiện là không); “Đã công khai” là có (hiện là không) để đạt 1 điểm.",
    )


DEADLINE = {
    "form": "deadline",
    "fact": "reported_on",
    "due": "2019-12-10",
    "late": [{"days": 10, "points": "0.5"}, {"days": 30, "points": "0.25"}],
}


@pytest.mark.parametrize(
    ("today", "reached", "obstacle"),
    [
        (dt.date(2019, 12, 10), "chậm nhất ngày 10/12/2019 để đạt 1 điểm", ""),
        (
            dt.date(2019, 12, 11),
            "chậm nhất ngày 20/12/2019 để đạt 0,5 điểm",
            "“Ngày báo cáo”: hạn 10/12/2019 đã qua, không lấy lại được.",
        ),
        (
            dt.date(2019, 12, 21),
            "chậm nhất ngày 31/12/2019 để đạt 0,25 điểm",  # the cut-off, before the tier ends
            "“Ngày báo cáo”: hạn 10/12/2019 đã qua, không lấy lại được.",
        ),
    ],
)
@pytest.mark.parametrize("now", [ABSENT, None])
def test_a_deadline_can_be_met_until_it_has_passed(
    today: dt.date, reached: str, obstacle: str, now: FactValue | None
):
    facts = {} if now is None else {"reported_on": now}
    found = goals(one(DEADLINE), facts, today=today)
    assert reached in said(found)[1]
    assert found.obstacle == obstacle


def test_what_was_not_done_in_time_is_lost():
    rule = {"form": "deadline", "fact": "reported_on", "due": "2019-11-10"}
    found = goals(one(rule), {"reported_on": ABSENT})
    assert found.next is None
    assert found.obstacle == "“Ngày báo cáo”: hạn 10/11/2019 đã qua, không lấy lại được."


def test_what_has_a_date_has_happened():
    found = goals(one(DEADLINE), {"reported_on": dt.date(2019, 11, 30)})
    assert found.points == 1
    assert (found.next, found.obstacle) == (None, "")
    late = goals(one(DEADLINE), {"reported_on": dt.date(2019, 12, 15)}, today=dt.date(2019, 12, 16))
    assert late.next is None
    assert late.obstacle == "“Ngày báo cáo” đã là ngày 15/12/2019, không lấy lại được."


def test_a_planned_date_can_still_be_moved():
    found = goals(one(DEADLINE), {"reported_on": dt.date(2019, 12, 15)})
    assert "chậm nhất ngày 10/12/2019" in said(found)[0]


def test_without_a_today_only_the_cut_off_day_is_left():
    found = goals(one(DEADLINE), {"reported_on": ABSENT}, today=None)
    assert found.most
    assert found.most.changes[0].after == CUT_OFF


def test_after_the_cut_off_nothing_changes():
    found = goals(one(STEPS), {"on_time": Ratio(1, 2)}, today=dt.date(2020, 1, 1))
    assert (found.next, found.obstacle) == (None, "Đã qua ngày chốt 31/12/2019.")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (STEPS, "Cần “Hồ sơ đã giải quyết” đạt 80% (như 80 trên 100) để đạt 0,5 điểm."),
        (
            {"form": "steps", "fact": "budget", "steps": [{"at_least": 10, "points": 1}]},
            "Cần “Kinh phí” là 10 triệu đồng để đạt 1 điểm.",
        ),
        (
            {"form": "linear", "fact": "overdue", "from": 10, "to": 5},
            "Cần “Tỷ lệ trễ hạn” là 0% để đạt 1 điểm.",
        ),
        (
            {"form": "accumulate", "fact": "ideas", "per": "0.5"},
            "Cần “Sáng kiến” là 1 sáng kiến để đạt 0,5 điểm.",
        ),
        (
            {"form": "choice", "fact": "issued", "options": {"true": 1, "false": 0}},
            "Cần “Đã ban hành” là có để đạt 1 điểm.",
        ),
        (
            {
                "form": "choice",
                "fact": "review",
                "options": {"complete": 1, "partial": "0.5", "none": 0},
            },
            "Cần “Rà soát” là “đủ” để đạt 1 điểm.",
        ),
        (
            {"form": "steps", "fact": "revenue", "steps": [{"at_least": 102, "points": 1}]},
            "Cần “Thu ngân sách” đạt 102% (như 102 trên 100) để đạt 1 điểm.",
        ),
    ],
)
def test_a_fact_without_an_answer_says_what_it_must_be(rule: dict[str, Any], sentence: str):
    found = goals(one(rule), {})
    assert found.points is None
    assert said(found)[0] == sentence


def combined(how: str, *parts: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"form": "combine", "how": how, "parts": list(parts), **keys}


ACCUMULATE = {"max_points": 1, "form": "accumulate", "fact": "ideas", "per": "0.3"}
PROPORTIONAL = {"max_points": 1, "form": "proportional", "fact": "on_time", "from": 50}


@pytest.mark.parametrize(
    ("how", "changed"),
    [
        ("sum", {"on_time": Ratio(6, 10), "ideas": 4}),
        ("min", {"on_time": Ratio(10, 10), "ideas": 4}),
        ("max", {"ideas": 4}),
    ],
)
def test_parts_are_combined_as_the_rule_does(how: str, changed: dict[str, FactValue]):
    rule = combined(how, PROPORTIONAL, ACCUMULATE, **({"cap": "1.6"} if how == "sum" else {}))
    found = goals(one(rule, "1.6" if how == "sum" else 1), {"on_time": Ratio(2, 10), "ideas": 1})
    assert found.most
    assert {change.fact_code: change.after for change in found.most.changes} == changed
    assert found.most.instead == ()


def test_parts_that_share_a_fact_are_weighed_together():
    rising = {"max_points": 1, "form": "linear", "fact": "on_time", "from": 0, "to": 100}
    falling = {
        "max_points": 1,
        "form": "steps",
        "fact": "on_time",
        "steps": [{"above": 60, "points": "0.1"}, {"otherwise": True, "points": 1}],
    }
    rule = combined("sum", rising, falling, ACCUMULATE)
    found = goals(one(rule, 3), {"on_time": Ratio(9, 10), "ideas": 4})
    assert found.most
    assert found.most.points_after == Decimal("2.6")
    assert found.most.changes[0].after == Ratio(6, 10)


def test_people_and_surveys_decide_their_own():
    judged = {"max_points": 1, "form": "judged", "max": 1, "basis": "Mức độ mới"}
    found = goals(one(combined("sum", judged, ACCUMULATE), 2), {"ideas": 1})
    assert found.next is None
    assert found.obstacle.startswith("Người chấm quyết định")
    surveyed = goals(one({"form": "survey", "fact": "satisfaction"}), {"satisfaction": Decimal(80)})
    assert surveyed.next is None
    assert surveyed.obstacle == (
        "“Mức độ hài lòng” do điều tra xã hội học quyết định, đơn vị không thay đổi được."
    )


def test_a_part_waiting_for_the_survey_holds_the_others_up():
    survey = {"max_points": 1, "form": "survey", "fact": "satisfaction"}
    rule = combined("sum", survey, ACCUMULATE)
    assert goals(one(rule, 2), {"ideas": 1}).next is None
    known = goals(one(rule, 2), {"ideas": 1, "satisfaction": Decimal(50)})
    assert known.most
    assert known.most.points_after == Decimal("1.5")


def test_facts_that_are_settled_do_not_change():
    found = goals(one(STEPS), {"on_time": Ratio(1, 2)}, changeable=[])
    assert found.next is None
    assert found.obstacle == "“Hồ sơ đã giải quyết” đã chốt, không thay đổi được."


def test_what_does_not_apply_has_no_goal():
    found = goals(one(STEPS), {"on_time": Ratio(1, 2)}, not_applicable=["1"])
    assert (found.next, found.obstacle) == (None, "Mục này không áp dụng.")


def test_codes_that_the_set_does_not_have_are_refused():
    with pytest.raises(UnknownFactError, match="Bộ tiêu chí không có số liệu “no”"):
        goals(one(STEPS), {}, changeable=["no"])
    with pytest.raises(UnknownNodeError):
        component_goals(one(STEPS), "1", {}, cut_off=CUT_OFF)


def test_a_form_that_goals_do_not_know_is_refused_by_name():
    class Unknown(Rule):
        form = "unknown"
        facts = ()
        read = outcome = dump_keys = None  # type: ignore[assignment]

    known = one(STEPS)
    strange = replace(known.node("1.1"), rule=Unknown(max_points=Decimal(1)))
    broken = replace(known, fields=(replace(known.fields[0], children=(strange,)),))
    with pytest.raises(NotInvertibleError, match="dạng “unknown”"):
        goals(broken, {})


def test_every_form_of_the_registry_is_known():
    unknown = cuts.dispatch(object)
    assert [name for name, form in FORMS.items() if cuts.dispatch(form) is unknown] == []


def test_a_component_with_full_points_has_no_goal():
    found = goals(one(STEPS), {"on_time": Ratio(5, 5)})
    assert (found.next, found.most, found.obstacle) == (None, None, "")
