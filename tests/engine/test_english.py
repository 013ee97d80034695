"""The same sentence in two languages, side by side."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from parindex.engine import (
    ABSENT,
    AdjustmentTrace,
    CriteriaSet,
    Explained,
    Language,
    NodeTrace,
    Ratio,
    evaluate,
    evaluate_leaf,
    parse_fact,
    parse_set,
    render_tree,
)
from parindex.engine.goals import component_goals, plan, render_plan
from parindex.engine.wording import Text, number_in, say
from tests.engine.documents import answers, full_set, small_document
from tests.engine.goals.worlds import CUT_OFF, STEPS, TODAY, leaf, one, world
from tests.engine.random_sets import documents, typed

VIETNAMESE = re.compile(r"(?!×)[\u00c0-\u024f\u1ea0-\u1ef9]")
SHARE = {
    "type": "ratio",
    "label": "Rate",
    "numerator": "Done",
    "denominator": "All",
    "empty": "full",
}
WORKS = {"type": "count", "label": "Works"}
REPORTS = {"type": "count", "label": "Reports", "unit": "reports"}
REPORTED = {"type": "date", "label": "Reported", "may_be_absent": True}


def both(explained: Explained) -> tuple[str, str]:
    return explained.sentence, explained.sentence_in(Language.EN)


def scored(rule: dict[str, Any], fact: dict[str, Any], value: Any) -> tuple[str, str]:
    """Return both sentences of a component worth 1 point."""
    criteria_set = parse_set(small_document({"fact": "f", **rule}, {"f": fact}))
    given = {} if value is None else {"f": parse_fact(criteria_set.facts["f"], value)}
    return both(evaluate_leaf(criteria_set, "1.1", given))


def ratio(above: int, below: int) -> dict[str, int]:
    return {"numerator": above, "denominator": below}


STEPPED = {
    "form": "steps",
    "steps": [{"above": 90, "points": 1}, {"at_least": 50, "points": "0.5"}],
}
BANDED = {
    "form": "bands",
    "bands": [
        {"below": 5, "points": "0.2"},
        {"above": 6, "to": 8, "points": "0.5"},
        {"from": 10, "points": 1},
    ],
}
RISING = {"form": "linear", "from": 50, "to": 90}
FALLING = {"form": "linear", "from": 90, "to": 50}
LATE = {"form": "deadline", "due": "12-10", "late": [{"days": 1, "points": "0.5"}]}
GROWING = {"form": "increments", "from": 3, "base": "0.5", "each": 2, "per": "0.25"}


@pytest.mark.parametrize(
    ("rule", "fact", "value", "vietnamese", "english"),
    [
        (
            STEPPED,
            SHARE,
            ratio(2, 3),
            "Rate 2/3 ≈ 66,67% (từ 50% đến 90%): 0,5/1 điểm.",
            "Rate 2/3 ≈ 66.67% (from 50% to 90%): 0.5/1 point.",
        ),
        (
            STEPPED,
            SHARE,
            ratio(19, 20),
            "Rate 19/20 = 95% (trên 90%): 1/1 điểm.",
            "Rate 19/20 = 95% (above 90%): 1/1 point.",
        ),
        (
            STEPPED,
            SHARE,
            ratio(1, 4),
            "Rate 1/4 = 25% (dưới 50%): 0/1 điểm.",
            "Rate 1/4 = 25% (below 50%): 0/1 point.",
        ),
        (
            {**STEPPED, "tested_on": "rounded", "rounded_places": 0},
            SHARE,
            ratio(2, 3),
            "Rate 2/3 ≈ 66,67%, làm tròn 67% (từ 50% đến 90%): 0,5/1 điểm.",
            "Rate 2/3 ≈ 66.67%, rounded to 67% (from 50% to 90%): 0.5/1 point.",
        ),
        (
            STEPPED,
            SHARE,
            ratio(0, 0),
            "Rate 0/0 (mẫu số bằng 0, được điểm tối đa theo quy định): 1/1 điểm.",
            "Rate 0/0 (the denominator is 0, which the rules give full points): 1/1 point.",
        ),
        (
            STEPPED,
            {**SHARE, "empty": "not_applicable"},
            ratio(0, 0),
            "Rate 0/0 (mẫu số bằng 0, không áp dụng): không tính 1 điểm tối đa của mục này.",
            "Rate 0/0 (the denominator is 0, not applicable): this component's maximum of 1 point does not count.",
        ),
        (
            BANDED,
            WORKS,
            1,
            "Works 1 (dưới 5): 0,2/1 điểm.",
            "Works 1 (below 5): 0.2/1 point.",
        ),
        (
            BANDED,
            REPORTS,
            8,
            "Reports 8 reports (trên 6 reports đến 8 reports): 0,5/1 điểm.",
            "Reports 8 reports (above 6 reports to 8 reports): 0.5/1 point.",
        ),
        (
            BANDED,
            WORKS,
            1250,
            "Works 1.250 (từ 10 trở lên): 1/1 điểm.",
            "Works 1,250 (10 or more): 1/1 point.",
        ),
        (
            BANDED,
            WORKS,
            9,
            "Works 9 (ngoài các khoảng đã nêu): 0/1 điểm.",
            "Works 9 (outside the stated ranges): 0/1 point.",
        ),
        (
            {"form": "proportional", "from": 50},
            SHARE,
            ratio(1, 4),
            "Rate 1/4 = 25% (dưới 50% nên không có điểm): 0/1 điểm.",
            "Rate 1/4 = 25% (below 50%, so no points): 0/1 point.",
        ),
        (
            {"form": "proportional"},
            {**SHARE, "may_exceed": True},
            ratio(3, 2),
            "Rate 3/2 = 150%, tính tối đa 100% (100% × 1): 1/1 điểm.",
            "Rate 3/2 = 150%, counted as 100% at most (100% × 1): 1/1 point.",
        ),
        (
            RISING,
            SHARE,
            ratio(4, 5),
            "Rate 4/5 = 80% ([(80% − 50%) × 1] / (90% − 50%)): 0,75/1 điểm.",
            "Rate 4/5 = 80% ([(80% − 50%) × 1] / (90% − 50%)): 0.75/1 point.",
        ),
        (
            RISING,
            SHARE,
            ratio(1, 4),
            "Rate 1/4 = 25% (từ 50% trở xuống không có điểm): 0/1 điểm.",
            "Rate 1/4 = 25% (no points at 50% or less): 0/1 point.",
        ),
        (
            FALLING,
            SHARE,
            ratio(1, 4),
            "Rate 1/4 = 25% (từ 50% trở xuống được điểm tối đa): 1/1 điểm.",
            "Rate 1/4 = 25% (full points at 50% or less): 1/1 point.",
        ),
        (
            {"form": "deduction", "per": 1, "start": 2},
            WORKS,
            3,
            "Works 3 (từ 2 điểm trừ 1 điểm mỗi trường hợp, không thấp hơn 0 điểm): 0/1 điểm.",
            "Works 3 (from 2 points, 1 off for each case, no less than 0 points): 0/1 point.",
        ),
        (
            {"form": "deduction", "per": 1},
            WORKS,
            0,
            "Works 0 (không bị trừ điểm): 1/1 điểm.",
            "Works 0 (no points taken off): 1/1 point.",
        ),
        (
            {"form": "accumulate", "per": "0.5"},
            WORKS,
            3,
            "Works 3 (cộng 0,5 điểm mỗi trường hợp, tối đa 1 điểm): 1/1 điểm.",
            "Works 3 (0.5 points for each case, at most 1 point): 1/1 point.",
        ),
        (
            GROWING,
            WORKS,
            2,
            "Works 2 (từ 3 trở xuống được 0,5 điểm): 0,5/1 điểm.",
            "Works 2 (3 or less earns 0.5 points): 0.5/1 point.",
        ),
        (
            GROWING,
            WORKS,
            9,
            "Works 9 (0,5 + 3 × 0,25, mỗi 2 trên 3, tối đa 1 điểm): 1/1 điểm.",
            "Works 9 (0.5 + 3 × 0.25, for every 2 above 3, at most 1 point): 1/1 point.",
        ),
        (
            LATE,
            REPORTED,
            "2019-12-10",
            "Reported 10/12/2019 (đúng hạn 10/12/2019): 1/1 điểm.",
            "Reported 10 December 2019 (on time, due 10 December 2019): 1/1 point.",
        ),
        (
            LATE,
            REPORTED,
            "2019-12-12",
            "Reported 12/12/2019 (chậm 2 ngày so với hạn 10/12/2019): 0/1 điểm.",
            "Reported 12 December 2019 (2 days late, due 10 December 2019): 0/1 point.",
        ),
        (
            LATE,
            REPORTED,
            "absent",
            "Reported: chưa thực hiện (hạn 10/12/2019): 0/1 điểm.",
            "Reported: not done (due 10 December 2019): 0/1 point.",
        ),
        (
            {"form": "choice", "options": {"true": 1, "false": 0}},
            {"type": "yes_no", "label": "Issued"},
            False,
            "Issued (không): 0/1 điểm.",
            "Issued (no): 0/1 point.",
        ),
        (
            {"form": "survey"},
            {"type": "percent", "label": "Satisfaction"},
            "82.125",
            "Satisfaction 82,125% (điều tra xã hội học, × 1): 0,82/1 điểm (đã làm tròn).",
            "Satisfaction 82.125% (sociological survey, × 1): 0.82/1 point (rounded).",
        ),
        (
            STEPPED,
            SHARE,
            None,
            "Chưa có số liệu “Rate”: chưa có điểm (tối đa 1).",
            "No figures yet for “Rate”: no points yet (at most 1).",
        ),
    ],
)
def test_a_component_says_the_same_in_both_languages(rule, fact, value, vietnamese, english):
    assert scored(rule, fact, value) == (vietnamese, english)


def test_a_whole_set_says_the_same_in_both_languages():
    criteria_set = full_set()
    given = answers(criteria_set, online=None, ideas=None)
    trace = evaluate(criteria_set, given, not_applicable=["2.1"])
    assert both(trace) == (
        "Cộng 8,15/13 điểm (còn 2 mục chưa có điểm; 1 mục không áp dụng). Chỉ số tạm tính: 62,69%.",
        "8.15/13 points in all (2 components without points yet; 1 component not applicable). Index so far: 62.69%.",
    )
    by_code = {node.code: node for node in trace.walk()}
    assert both(by_code["2.1"]) == (
        "Không áp dụng (Không phát sinh hồ sơ): không tính 2 điểm tối đa của mục này.",
        "Not applicable (Không phát sinh hồ sơ): this component's maximum of 2 points does not count.",
    )
    assert trace.to_dict()["sentence_en"] == trace.sentence_in(Language.EN)
    lines = render_tree(trace, language=Language.EN).splitlines()
    assert lines[0] == "Bộ tiêu chí đủ mọi dạng quy tắc: 8.15/15 [incomplete]"
    assert "    2.5 Mục 2.5: –/2 [figures missing]" in lines


def with_adjustments(given: dict[str, Any], **changes: Any) -> CriteriaSet:
    rule = {"form": "accumulate", "fact": "late", "per": "0.125"}
    share = {"form": "proportional", "fact": "share"}
    facts = {
        "share": {"type": "percent", "label": "Share"},
        "late": {"type": "count", "label": "Late", "unit": "days"},
    }
    row = {"code": "P1", "name": "Late", "max_points": 1, "rule": rule, "source": "Điều 7", **given}
    return parse_set(small_document(share, facts, adjustments=[row], **changes))


@pytest.mark.parametrize(
    ("row", "late", "vietnamese", "english"),
    [
        (
            {"kind": "penalty"},
            1,
            "Late 1 days (cộng 0,125 điểm mỗi days): điểm trừ 0,13 (đã làm tròn).",
            "Late 1 days (0.125 points for each days): penalty of 0.13 points (rounded).",
        ),
        (
            {"kind": "bonus"},
            8,
            "Late 8 days (cộng 0,125 điểm mỗi days): điểm thưởng 1.",
            "Late 8 days (0.125 points for each days): bonus of 1 point.",
        ),
        (
            {"kind": "penalty"},
            None,
            "Chưa có số liệu “Late”: chưa biết điểm trừ (tối đa 1).",
            "No figures yet for “Late”: penalty not known yet (at most 1).",
        ),
    ],
)
def test_an_adjustment_says_the_same_in_both_languages(row, late, vietnamese, english):
    given = {"share": Decimal(50)} if late is None else {"share": Decimal(50), "late": late}
    (found,) = evaluate(with_adjustments(row), given).adjustments
    assert both(found) == (vietnamese, english)
    assert found.to_dict()["sentence_en"] == english


@pytest.mark.parametrize(
    ("row", "changes", "late", "vietnamese", "english"),
    [
        ({"kind": "bonus"}, {}, 0, "không có.", "none."),
        (
            {"kind": "penalty"},
            {},
            4,
            "0,5 − 0,5 = 0 điểm.",
            "0.5 − 0.5 = 0 points.",
        ),
        (
            {"kind": "penalty"},
            {"adjustment_limits": {"penalty": "0.25"}},
            4,
            "0,5 − 0,25 (điểm trừ 0,5, tính tối đa 0,25) = 0,25 điểm.",
            "0.5 − 0.25 (penalty 0.5, at most 0.25 counts) = 0.25 points.",
        ),
        (
            {"kind": "penalty"},
            {},
            8,
            "0,5 − 1 = −0,5, tính không thấp hơn 0 điểm.",
            "0.5 − 1 = −0.5, counted as 0 points at least.",
        ),
        (
            {"kind": "bonus"},
            {},
            8,
            "0,5 + 1 = 1,5, tính tối đa 1 điểm.",
            "0.5 + 1 = 1.5, counted as 1 point at most.",
        ),
        (
            {"kind": "bonus"},
            {"adjustment_limits": {"bonus": "0.25"}},
            8,
            "0,5 + 0,25 (điểm thưởng 1, tính tối đa 0,25) = 0,75 điểm.",
            "0.5 + 0.25 (bonus 1, at most 0.25 counts) = 0.75 points.",
        ),
    ],
)
def test_the_sum_of_adjustments_says_the_same(row, changes, late, vietnamese, english):
    trace = evaluate(with_adjustments(row, **changes), {"share": Decimal(50), "late": late})
    assert trace.adjusted
    assert both(trace.adjusted) == (
        f"Điểm thưởng, điểm trừ: {vietnamese}",
        f"Bonus and penalty: {english}",
    )


@pytest.mark.parametrize(
    ("rule", "given", "vietnamese", "english"),
    [
        (
            STEPS,
            {"on_time": Ratio(19, 20)},
            "Cần thêm 1 hồ sơ đúng hạn (19 → 20 trên 20) để đạt 1 điểm.",
            "For 1 point: 1 more hồ sơ đúng hạn (19 → 20 of 20).",
        ),
        (
            {
                "form": "steps",
                "fact": "tasks",
                "steps": [{"above": 20, "points": 0}, {"otherwise": True, "points": 1}],
            },
            {"tasks": Ratio(3, 10)},
            (
                "Cần bớt 1 trường hợp hoàn thành (3 → 2 trên 10) để đạt 1 điểm. "
                "Hoặc thêm 5 trường hợp mới, không tính vào “Hoàn thành” (3/10 → 3/15)."
            ),
            (
                "For 1 point: 1 fewer case hoàn thành (3 → 2 of 10). "
                "Or: 5 new cases, none counted in “Hoàn thành” (3/10 → 3/15)."
            ),
        ),
        (
            STEPS,
            {"on_time": Ratio(0, 0)},
            "Cần thêm 1 hồ sơ mới, đều tính vào “Số hồ sơ đúng hạn” (0/0 → 1/1) để đạt 1 điểm.",
            "For 1 point: 1 new hồ sơ, all counted in “Số hồ sơ đúng hạn” (0/0 → 1/1).",
        ),
        (
            STEPS,
            {},
            "Cần “Hồ sơ đã giải quyết” đạt 80% (như 80 trên 100) để đạt 0,5 điểm.",
            "For 0.5 points: “Hồ sơ đã giải quyết” to reach 80% (such as 80 of 100).",
        ),
        (
            {"form": "bands", "fact": "overdue", "bands": [{"to": "9.5", "points": 1}]},
            {"overdue": Decimal("10.5")},
            "Cần “Tỷ lệ trễ hạn” giảm 1 điểm phần trăm (10,5% → 9,5%) để đạt 1 điểm.",
            "For 1 point: “Tỷ lệ trễ hạn” down by 1 percentage point (10.5% → 9.5%).",
        ),
        (
            {"form": "bands", "fact": "overdue", "bands": [{"from": 12, "points": 1}]},
            {"overdue": Decimal("10.5")},
            "Cần “Tỷ lệ trễ hạn” tăng 1,5 điểm phần trăm (10,5% → 12%) để đạt 1 điểm.",
            "For 1 point: “Tỷ lệ trễ hạn” up by 1.5 percentage points (10.5% → 12%).",
        ),
        (
            {"form": "choice", "fact": "issued", "options": {"true": 1, "false": 0}},
            {"issued": False},
            "Cần “Đã ban hành” là có (hiện là không) để đạt 1 điểm.",
            "For 1 point: “Đã ban hành” to be yes (now no).",
        ),
        (
            {"form": "deadline", "fact": "reported_on", "due": "12-10"},
            {"reported_on": ABSENT},
            "Cần “Ngày báo cáo” chậm nhất ngày 10/12/2019 để đạt 1 điểm.",
            "For 1 point: “Ngày báo cáo” by 10 December 2019 at the latest.",
        ),
        (
            {"form": "accumulate", "fact": "ideas", "per": "0.5"},
            {},
            "Cần “Sáng kiến” là 1 sáng kiến để đạt 0,5 điểm.",
            "For 0.5 points: “Sáng kiến” to be 1 sáng kiến.",
        ),
    ],
)
def test_a_goal_says_the_same_in_both_languages(rule, given, vietnamese, english):
    found = component_goals(one(rule), "1.1", given, cut_off=CUT_OFF, today=TODAY)
    assert found.next
    assert both(found.next) == (vietnamese, english)
    assert found.obstacle_in(Language.EN) == ""


@pytest.mark.parametrize(
    ("changes", "vietnamese", "english"),
    [
        (
            {"changeable": []},
            "“Hồ sơ đã giải quyết” đã chốt, không thay đổi được.",
            "“Hồ sơ đã giải quyết” is settled and cannot change.",
        ),
        (
            {"today": dt.date(2020, 1, 1)},
            "Đã qua ngày chốt 31/12/2019.",
            "The cut-off day, 31 December 2019, is past.",
        ),
        (
            {"not_applicable": ["1.1"]},
            "Mục này không áp dụng.",
            "This component is not applicable.",
        ),
    ],
)
def test_an_obstacle_says_the_same_in_both_languages(changes, vietnamese, english):
    given = {"on_time": Ratio(1, 2)}
    found = component_goals(
        one(STEPS), "1.1", given, **{"cut_off": CUT_OFF, "today": TODAY, **changes}
    )
    assert (found.obstacle, found.obstacle_in(Language.EN)) == (vietnamese, english)


def test_a_plan_is_written_in_both_languages():
    survey = {"form": "survey", "fact": "satisfaction"}
    found = plan(
        world(leaf("1.1", 1, STEPS), leaf("1.2", 1, survey)),
        {"on_time": Ratio(17, 20), "satisfaction": Decimal(40)},
        changeable=None,
        cut_off=CUT_OFF,
    )
    assert render_plan(found).splitlines() == [
        "Hiện có 0,9/2 điểm, chỉ số 45,00%; còn đạt được 1,4 điểm, chỉ số 70,00%.",
        "",
        "Việc còn làm được (nhiều điểm mà ít công xếp trước):",
        "1. +0,5 điểm. Cần thêm 3 hồ sơ đúng hạn (17 → 20 trên 20): mục 1.1 tăng từ 0,5 lên 1 điểm.",
        "",
        "Không lấy được:",
        "- Mục 1.2, 0,6 điểm. “Mức độ hài lòng” do điều tra xã hội học quyết định, đơn vị không thay đổi được.",
    ]
    assert render_plan(found, language=Language.EN).splitlines() == [
        "Now 0.9/2 points, index 45.00%; within reach: 1.4 points, index 70.00%.",
        "",
        "What can still be done (most points for the least effort first):",
        "1. +0.5 points. Needed: 3 more hồ sơ đúng hạn (17 → 20 of 20). Then: component 1.1 rises from 0.5 to 1 point.",
        "",
        "Out of reach:",
        "- Component 1.2, 0.6 points. “Mức độ hài lòng” comes from the sociological survey, the unit cannot change it.",
    ]


def test_a_plan_with_nothing_to_do_is_one_line():
    found = plan(one(STEPS), {"on_time": Ratio(20, 20)}, changeable=None, cut_off=CUT_OFF)
    assert render_plan(found, language=Language.EN) == (
        "Now 1/1 point, index 100.00%; within reach: 1 point, index 100.00%."
    )


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (1250, "1.250", "1,250"),
        (Decimal("1250.50"), "1.250,5", "1,250.5"),
        (Fraction(1, 6), "0,1667", "0.1667"),
    ],
)
def test_a_number_is_written_as_the_language_writes_it(value, vietnamese, english):
    assert number_in(value, Language.VI) == vietnamese
    assert number_in(value, Language.EN) == english


def test_a_text_is_equal_by_its_template_and_values():
    assert say("mục {code}", code="1") == Text("mục {code}", {"code": "1"})
    assert say("mục {code}", code="1") != say("mục {code}", code="2")
    assert hash(say("mục {code}", code="1")) == hash(say("mục {code}", code="2"))
    assert str(say("mục {code}", code="1")) == "mục 1"


def without_marks(value: Any) -> Any:
    """Return a document whose own words have no Vietnamese letters, so that any left are ours."""
    if isinstance(value, dict):
        return {key: without_marks(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_marks(item) for item in value]
    if not isinstance(value, str):
        return value
    parts = unicodedata.normalize("NFD", value).replace("đ", "d").replace("Đ", "D")
    return "".join(char for char in parts if not unicodedata.combining(char))


@given(documents())
def test_every_sentence_of_a_random_set_is_english_and_carries_its_points(random):
    document, raw = random
    criteria_set = parse_set(without_marks(document))
    trace = evaluate(criteria_set, typed(criteria_set, raw))
    parts: list[NodeTrace | AdjustmentTrace] = [*trace.walk(), *trace.adjustments]
    for part in parts:
        vietnamese, english = both(part)
        assert not VIETNAMESE.search(english)
        if part.points is not None:
            assert number_in(part.points, Language.VI) in vietnamese
            assert number_in(part.points, Language.EN) in english
    assert not VIETNAMESE.search(render_tree(trace, language=Language.EN))
