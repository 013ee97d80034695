from __future__ import annotations

from typing import Any

import pytest

from parindex.engine import parse_set
from parindex.engine.rules.registry import FORMS
from parindex.web.public.rule_words import _FORMS, RuleWords, rule_words

FACTS: dict[str, Any] = {
    "done": {"type": "yes_no", "label": "Đã làm"},
    "open": {"type": "yes_no", "label": "Đã công khai"},
    "share": {
        "type": "ratio",
        "label": "Tỷ lệ đúng hạn",
        "numerator": "Hồ sơ đúng hạn",
        "denominator": "Hồ sơ giải quyết",
        "empty": "full",
    },
    "money": {"type": "amount", "label": "Kinh phí", "unit": "triệu đồng"},
    "delays": {"type": "count", "label": "Số báo cáo muộn", "unit": "báo cáo"},
    "sent": {"type": "date", "label": "Ngày gửi", "may_be_absent": True},
    "happy": {"type": "percent", "label": "Mức độ hài lòng"},
    "level": {"type": "level", "label": "Mức độ", "options": {"good": "tốt", "bad": "kém"}},
}


def words(rule: dict[str, Any], *, max_points: str = "2") -> RuleWords:
    """Read a rule in a set of its own and say it."""
    used = {code: fact for code, fact in FACTS.items() if f"'{code}'" in str(rule)}
    leaf = {
        "code": "1.1",
        "name": "Mục",
        "max_points": max_points,
        "rule": rule,
        "illustrative": True,
    }
    document = {
        "code": "thu",
        "name": "Thử",
        "annex": "",
        "decision": {
            "number": "1/QĐ",
            "issued_on": "2019-01-02",
            "issuer": "UBND",
            "title": "Quyết định",
        },
        "tier": "commune",
        "year": 2019,
        "in_force_from": "2019-01-02",
        "in_force_to": None,
        "max_points": max_points,
        "points_places": 2,
        "not_applicable": "rescale",
        "classes_illustrative": True,
        "classes": [],
        "sources": [],
        "facts": used,
        "fields": [
            {
                "code": "1",
                "name": "Lĩnh vực",
                "max_points": max_points,
                "illustrative": True,
                "criteria": [leaf],
            }
        ],
    }
    criteria_set = parse_set(document)
    return rule_words(criteria_set, criteria_set.node("1.1"))


def test_a_checklist_lists_its_lines():
    items = [{"fact": "done", "points": "1.5"}, {"fact": "open", "points": "0.5"}]
    said = words({"form": "checklist", "items": items})
    assert said.rows == [("Đã làm", "1,5 điểm"), ("Đã công khai", "0,5 điểm")]


def test_a_choice_lists_its_answers():
    yes_no = words({"form": "choice", "fact": "done", "options": {"true": "2", "false": "0"}})
    assert yes_no.rows == [("Có", "2 điểm"), ("Không", "0 điểm")]
    level = words({"form": "choice", "fact": "level", "options": {"good": "2", "bad": "0.5"}})
    assert level.rows == [("Tốt", "2 điểm"), ("Kém", "0,5 điểm")]


def test_steps_say_where_each_begins_and_ends():
    steps = [
        {"at_least": "90", "points": "2"},
        {"above": "80", "points": "1"},
        {"at_least": "70", "points": "0.5"},
        {"otherwise": True, "points": "0"},
    ]
    said = words({"form": "steps", "fact": "share", "steps": steps})
    assert [condition for condition, _points in said.rows] == [
        "Từ 90% trở lên",
        "Trên 80% đến dưới 90%",
        "Từ 70% đến 80%",
        "Còn lại",
    ]
    assert said.notes == [
        "Tỷ lệ = Hồ sơ đúng hạn / Hồ sơ giải quyết.",
        "Mẫu số bằng 0: được điểm tối đa.",
    ]


def test_what_nobody_can_exceed_is_reached():
    steps = [{"at_least": "100", "points": "2"}, {"otherwise": True, "points": "0"}]
    said = words({"form": "steps", "fact": "share", "steps": steps})
    assert said.rows == [("Đạt 100%", "2 điểm"), ("Còn lại", "0 điểm")]


def test_steps_of_an_amount_carry_its_unit():
    steps = [
        {"above": "10", "points": "2"},
        {"above": "0", "points": "1"},
        {"otherwise": True, "points": "0"},
    ]
    said = words({"form": "steps", "fact": "money", "steps": steps})
    assert said.rows[:2] == [
        ("Trên 10 triệu đồng", "2 điểm"),
        ("Trên 0 triệu đồng đến 10 triệu đồng", "1 điểm"),
    ]


def test_a_line_between_two_shares_is_a_formula():
    rising = words({"form": "linear", "fact": "share", "from": "50", "to": "90"})
    assert rising.rows == [
        ("Từ 90% trở lên", "2 điểm"),
        ("Ở giữa", "[(tỷ lệ − 50%) × 2] / (90% − 50%)"),
        ("Từ 50% trở xuống", "0 điểm"),
    ]
    falling = words({"form": "linear", "fact": "share", "from": "90", "to": "50"})
    assert falling.rows[1] == ("Ở giữa", "[(90% − tỷ lệ) × 2] / (90% − 50%)")
    assert falling.rows[2] == ("Từ 90% trở lên", "0 điểm")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            {"form": "proportional", "fact": "share", "from": "50"},
            "Điểm = Tỷ lệ đúng hạn × 2 điểm (tỷ lệ tính tối đa 100%).",
        ),
        (
            {"form": "deduction", "fact": "delays", "per": "0.5"},
            "Từ 2 điểm, trừ 0,5 điểm cho mỗi báo cáo (Số báo cáo muộn); không thấp hơn 0, không cao hơn 2 điểm.",
        ),
        (
            {"form": "accumulate", "fact": "delays", "per": "0.5"},
            "Cộng 0,5 điểm cho mỗi báo cáo (Số báo cáo muộn), tối đa 2 điểm.",
        ),
        (
            {"form": "survey", "fact": "happy"},
            "Điểm = kết quả điều tra xã hội học (Mức độ hài lòng, phần trăm) × 2 điểm.",
        ),
        (
            {"form": "judged", "min": "0", "max": "2", "step": "0.5", "basis": "Mức độ mới"},
            "Người chấm cho từ 0 đến 2 điểm, mỗi bậc 0,5 điểm, căn cứ: Mức độ mới",
        ),
    ],
)
def test_one_sentence_is_enough(rule: dict[str, Any], sentence: str):
    assert words(rule).sentence == sentence


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        ({"due": "2019-01-31"}, "31/01/2019"),
        ({"due": "01-15", "year_offset": 1}, "15/01/2020"),
        ({"due": "12-10"}, "10/12/2019"),
    ],
)
def test_a_deadline_says_its_day(due: dict[str, Any], shown: str):
    late = [{"days": 15, "points": "1"}]
    said = words({"form": "deadline", "fact": "sent", **due, "late": late})
    assert said.rows == [
        (f"Chậm nhất ngày {shown}", "2 điểm"),
        ("Chậm không quá 15 ngày", "1 điểm"),
        ("Chậm hơn hoặc không thực hiện", "0 điểm"),
    ]


def test_a_combined_rule_says_its_parts():
    parts = [
        {"max_points": "1", "form": "survey", "fact": "happy"},
        {"max_points": "1", "form": "accumulate", "fact": "delays", "per": "0.5"},
    ]
    said = words({"form": "combine", "how": "sum", "parts": parts})
    assert said.sentence == "Cộng điểm các phần, tối đa 2 điểm:"
    assert [part.sentence.split(" ")[0] for part in said.parts] == ["Điểm", "Cộng"]


def test_several_deductions_are_listed():
    rule = {
        "form": "deductions",
        "items": [{"fact": "delays", "per": "0.5"}, {"fact": "open", "per": "1"}],
    }
    said = words(rule)
    assert said.sentence == "Từ 2 điểm, trừ cho mỗi trường hợp dưới đây; không thấp hơn 0 điểm:"
    assert said.rows == [("Số báo cáo muộn", "trừ 0,5 điểm"), ("Đã công khai", "trừ 1 điểm")]


def test_increments_say_where_they_begin_and_that_parts_count():
    rule = {
        "form": "increments",
        "fact": "delays",
        "from": 10,
        "base": "0.5",
        "each": 5,
        "per": "0.25",
    }
    said = words(rule | {"counted": "pro_rata"})
    assert said.sentence == (
        "Số báo cáo muộn: đến 10 báo cáo được 0,5 điểm; trên mức đó, mỗi 5 báo cáo thêm 0,25 điểm, tối đa 2 điểm."
    )
    assert said.notes == ["Phần lẻ của một mức tăng được tính theo tỷ lệ."]
    assert words(rule).notes == []


def test_bands_say_both_ends():
    rule = {
        "form": "bands",
        "fact": "happy",
        "bands": [{"from": 70, "to": 90, "points": 2}, {"above": 90, "points": 1}],
        "otherwise": "0.5",
    }
    assert words(rule).rows == [
        ("Từ 70% đến 90%", "2 điểm"),
        ("Trên 90%", "1 điểm"),
        ("Còn lại", "0,5 điểm"),
    ]


def test_every_form_of_the_engine_has_words():
    assert set(_FORMS) == set(FORMS)
