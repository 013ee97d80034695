from __future__ import annotations

import copy
import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from parindex.engine import (
    EmptyRatio,
    Level,
    ScoredBy,
    SetError,
    UnknownNodeError,
    parse_set,
    path_text,
)
from tests.engine.documents import full_document, full_set, small_document

SHARE = {
    "type": "ratio",
    "label": "Tỷ lệ",
    "numerator": "Đạt",
    "denominator": "Tổng",
    "empty": "zero",
}


def problems_of(document: Any) -> dict[str, str]:
    """Return the problems as {place: sentence}; the document must have some."""
    with pytest.raises(SetError) as refusal:
        parse_set(document)
    return {path_text(problem.path): problem.message for problem in refusal.value.problems}


def test_a_set_reads_back_from_its_dump():
    criteria_set = full_set()
    assert parse_set(criteria_set.dump()) == criteria_set


def test_a_dump_survives_json_with_sorted_keys_and_keeps_every_order():
    criteria_set = full_set()
    written = json.dumps(criteria_set.dump(), sort_keys=True)
    again = parse_set(json.loads(written))
    assert again == criteria_set
    assert list(again.facts) == list(criteria_set.facts)
    assert list(again.facts["review"].options) == ["complete", "partial", "none"]
    assert json.dumps(again.dump(), sort_keys=True) == written


def test_the_tree_can_be_walked_up_and_down():
    criteria_set = full_set()
    assert [node.code for node in criteria_set.ancestors("1.2.3")] == ["1", "1.2"]
    assert [leaf.code for leaf in criteria_set.leaves_using("tasks")] == ["1.2.2"]
    assert criteria_set.leaves_using("nobody") == ()
    assert criteria_set.leaves_under(["1.2", "2.1"]) == {"1.2.1", "1.2.2", "1.2.3", "2.1"}
    assert [node.position for node in criteria_set.walk()] == list(range(1, 15))
    assert criteria_set.node("2").level is Level.FIELD
    assert criteria_set.node("2.5").facts == ("revenue", "ideas")
    with pytest.raises(UnknownNodeError, match=r"Bộ tiêu chí không có mục “9\.9”"):
        criteria_set.node("9.9")


def test_rows_take_the_source_of_the_row_above_until_they_state_their_own():
    criteria_set = full_set()
    assert criteria_set.node("1.2.1").source == "Phụ lục 03, mục 1"
    assert not criteria_set.node("1.2.1").illustrative
    assert criteria_set.node("1.2.2").source == ""
    assert criteria_set.node("1.2.2").illustrative
    assert criteria_set.node("2.1").illustrative


def test_a_survey_rule_is_scored_by_survey_without_saying_so():
    criteria_set = full_set()
    assert criteria_set.node("2.7").scored_by is ScoredBy.SURVEY
    assert criteria_set.node("2.2").scored_by is ScoredBy.DATA
    assert criteria_set.node("2.1").scored_by is ScoredBy.SELF


def test_equal_sets_have_equal_hashes():
    assert hash(full_set()) == hash(full_set())


def test_all_problems_are_reported_at_once_with_their_places():
    document = full_document(tier="village", max_points=16)
    leaves = document["fields"][0]["criteria"]
    leaves[0]["rule"]["items"][0]["fact"] = "isued"
    leaves[1]["components"][1]["rule"]["steps"][0]["points"] = 3
    leaves[1]["components"][2]["rule"]["due"] = "31-12"
    document["facts"]["online"].pop("empty")
    document["fields"][1]["criteria"][3]["rule"]["form"] = "step"
    document["decision"].pop("number")
    assert problems_of(document) == {
        "tier": "“village” không dùng được ở đây; hãy chọn một trong: "
        "province_agency, district, district_agency, commune.",
        "max_points": "Điểm tối đa của bộ 16 khác tổng 15 điểm của các lĩnh vực.",
        "fields[0].criteria[0].rule.items[0].fact": "Chưa khai báo số liệu “isued” trong phần facts."
        " Có phải “issued”?",
        "fields[0].criteria[1].components[1].rule.steps[0].points": "Điểm 3 lớn hơn điểm tối đa 1.",
        "fields[0].criteria[1].components[2].rule.due": "Hạn phải là ngày có thật, viết 2019-01-15 hoặc 01-15.",
        "facts.online": "Tỷ lệ phải ghi rõ empty (khi mẫu số bằng 0): full (điểm tối đa), zero (0 điểm) "
        "hoặc not_applicable (không áp dụng).",
        "facts.issued": "Số liệu “issued” không được quy tắc nào dùng; hãy bỏ đi hoặc sửa tên.",
        "fields[1].criteria[3].rule.form": "Không có dạng quy tắc “step”. Có phải “steps”? Các dạng: checklist, "
        "choice, steps, bands, proportional, linear, deduction, deductions, accumulate, increments, deadline, "
        "survey, judged, combine.",
        "decision": "Thiếu khóa “number”.",
    }


@pytest.mark.parametrize("where", ["max_points", "classes", "points", "threshold", "year"])
def test_binary_floats_are_refused_everywhere(where):
    step: dict[str, Any] = {"at_least": 50, "points": 1}
    document = small_document({"form": "steps", "fact": "share", "steps": [step]}, {"share": SHARE})
    if where == "classes":
        document["classes"][0]["at_least"] = 80.0
    elif where == "points":
        step["points"] = 1.0
    elif where == "threshold":
        step["at_least"] = 50.5
    else:
        document[where] = 1.0
    assert "Chỗ này phải là một số, viết như 1 hoặc 0.5." in problems_of(document).values()


def test_numbers_come_exactly_as_they_are_written():
    criteria_set = parse_set(
        small_document(
            {
                "form": "steps",
                "fact": "share",
                "steps": [{"at_least": Decimal("97.5"), "points": "1"}],
            },
            {"share": SHARE},
            classes=[{"name": "Tốt", "at_least": "80.05"}],
        )
    )
    assert criteria_set.classes[0].at_least == Decimal("80.05")
    assert criteria_set.dump()["fields"][0]["criteria"][0]["rule"]["steps"][0]["at_least"] == "97.5"
    assert criteria_set.facts["share"].empty is EmptyRatio.ZERO


def test_what_is_no_mapping_is_one_problem_and_not_a_crash():
    assert problems_of([]) == {"": "Chỗ này phải là một nhóm “khóa: giá trị”."}
    document = full_document(fields=["x"], facts=[], classes={}, sources=[1], decision=5)
    found = problems_of(document)
    assert found["fields[0]"] == found["facts"] == found["decision"] == found["sources[0]"]
    assert found["classes"] == "Chỗ này phải là một danh sách."


def test_a_mistyped_key_is_named_with_the_key_it_resembles():
    document = full_document()
    document["fields"][0]["criteria"][0]["evidense"] = ["Kế hoạch"]
    assert problems_of(document) == {
        "fields[0].criteria[0].evidense": "Không có khóa “evidense” ở đây. Có phải “evidence”? Hãy sửa hoặc bỏ đi."
    }


def test_points_of_a_parent_are_those_of_its_children():
    document = full_document()
    document["fields"][0]["criteria"][1]["max_points"] = "3.5"
    found = problems_of(document)
    assert (
        found["fields[0].criteria[1].max_points"]
        == "Điểm tối đa 3,5 khác tổng 3 điểm của các mục con."
    )
    assert len(found) == 1  # the field's own sum is checked once its children are right


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1.1", "Mã “1.1” bị trùng với một mục khác."),
        ("2.9", "Mã “2.9” không nằm dưới mã “1”; phải bắt đầu bằng “1.”."),
        ("1..2", "Mã “1..2” chỉ gồm chữ, số và dấu chấm ở giữa, ví dụ 1.2.3."),
    ],
)
def test_codes_are_unique_and_below_their_parents(code, message):
    document = full_document()
    document["fields"][0]["criteria"][1] = copy.deepcopy(document["fields"][0]["criteria"][1])
    document["fields"][0]["criteria"][1]["code"] = code
    assert problems_of(document)["fields[0].criteria[1].code"] == message


def test_a_row_without_source_must_say_that_it_is_illustrative():
    document = full_document()
    document["fields"][1].pop("illustrative")
    found = problems_of(document)
    assert found["fields[1]"].startswith("Mục này chưa có nguồn: hãy ghi source")
    assert len(found) == 8


@pytest.mark.parametrize("children", [[], "1.2.1", None])
def test_a_divided_criterion_without_children_is_one_problem(children):
    document = full_document()
    document["fields"][0]["criteria"][1]["components"] = children
    for fact in ("review", "tasks", "reported_on"):
        document["facts"].pop(fact)
    (found,) = problems_of(document).values()
    assert found in {
        "Danh sách này phải có ít nhất một dòng.",
        "Chỗ này phải là một danh sách.",
        "Thiếu quy tắc chấm: mỗi tiêu chí cần rule, hoặc chia nhỏ bằng components.",
    }


def test_a_row_has_children_or_a_rule_but_not_both():
    document = full_document()
    document["fields"][0]["criteria"][1]["rule"] = {"form": "survey", "fact": "satisfaction"}
    assert problems_of(document) == {
        "fields[0].criteria[1].rule": "Mục đã chia nhỏ bằng components thì không ghi rule; hãy ghi ở mục con."
    }


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        (
            {"of": ["amounts"]},
            "facts.share.of",
            "of chỉ nhận counts (số lượng) hoặc amounts (giá trị).",
        ),
        (
            {"empty": "half"},
            "facts.share.empty",
            "“half” không dùng được ở đây; hãy chọn một trong: full, zero",
        ),
        ({"may_exceed": "yes"}, "facts.share.may_exceed", "Chỗ này chỉ nhận true hoặc false."),
        ({"label": ""}, "facts.share.label", "Chỗ này không được để trống."),
        ({"numerator": None}, "facts.share", "Thiếu khóa “numerator”."),
        ({"options": {}}, "facts.share.options", "Không có khóa “options” ở đây."),
        ({"type": "rate"}, "facts.share.type", "“rate” không dùng được ở đây"),
    ],
)
def test_a_wrong_fact_is_refused_at_its_place(changes, place, message):
    rule = {"form": "proportional", "fact": "share"}
    found = problems_of(small_document(rule, {"share": {**SHARE, **changes}}))
    assert found[place].startswith(message)


@pytest.mark.parametrize(
    ("options", "place", "message"),
    [
        ({"only": "một"}, "facts.grade.options", "Một mức lựa chọn cần ít nhất hai mức khác nhau."),
        (None, "facts.grade", "Thiếu khóa “options”."),
        (
            [{"code": "a", "label": "A"}, {"code": "b", "label": "B"}, {"code": "a", "label": "C"}],
            "facts.grade.options[2].code",
            "Mức “a” bị trùng với mức ở trên.",
        ),
    ],
)
def test_levels_are_at_least_two_and_different(options, place, message):
    rule = {"form": "choice", "fact": "grade", "options": {"a": 1, "b": 0}}
    fact = {"type": "level", "label": "Mức", "options": options}
    assert problems_of(small_document(rule, {"grade": fact}))[place] == message


COUNT = {"type": "count", "label": "Số lượng"}
DATE = {"type": "date", "label": "Ngày"}
YES_NO = {"type": "yes_no", "label": "Đã làm"}
REFUSED_RULES = [
    ({"form": "proportional", "fact": "share", "from": 101}, SHARE, "rule.from", "Ngưỡng from"),
    (
        {"form": "proportional", "fact": "share"},
        DATE,
        "rule.fact",
        "Số liệu “share” thuộc loại date",
    ),
    (
        {"form": "linear", "fact": "share", "from": 0, "to": 101},
        SHARE,
        "rule.to",
        "from và to tính bằng",
    ),
    (
        {"form": "linear", "fact": "share", "from": 101, "to": 0},
        SHARE,
        "rule.from",
        "from và to tính bằng",
    ),
    (
        {"form": "deduction", "fact": "share", "per": 0},
        COUNT,
        "rule.per",
        "Điểm trừ mỗi trường hợp",
    ),
    (
        {"form": "deduction", "fact": "share", "per": 1, "start": "0.5"},
        COUNT,
        "rule.start",
        "Điểm xuất phát",
    ),
    (
        {"form": "deduction", "fact": "share", "per": 1, "floor": 1},
        COUNT,
        "rule.floor",
        "Mức thấp nhất (floor)",
    ),
    ({"form": "deduction", "fact": "share", "per": -1}, COUNT, "rule.per", "Số này không được âm."),
    (
        {"form": "accumulate", "fact": "share", "per": 0},
        COUNT,
        "rule.per",
        "Điểm cộng mỗi trường hợp",
    ),
    (
        {"form": "steps", "fact": "share", "steps": [{"otherwise": True, "points": 1}]},
        SHARE,
        "rule.steps",
        "Cần ít",
    ),
    (
        {"form": "steps", "fact": "share", "steps": [{"at_least": 5, "above": 5, "points": 1}]},
        SHARE,
        "rule.steps[0]",
        "Mỗi bậc cần đúng một ngưỡng",
    ),
    (
        {
            "form": "steps",
            "fact": "share",
            "steps": [{"at_least": 5, "points": 1}, {"otherwise": False, "points": 0}],
        },
        SHARE,
        "rule.steps[1].otherwise",
        "Bậc cuối viết otherwise: true.",
    ),
    (
        {"form": "steps", "fact": "share", "steps": [{"at_least": 5, "points": "0.5"}]},
        SHARE,
        "rule.steps",
        "Không bậc",
    ),
    (
        {
            "form": "steps",
            "fact": "share",
            "steps": [{"at_least": 5, "points": 1}],
            "rounded_places": 2,
        },
        SHARE,
        "rule.rounded_places",
        "rounded_places chỉ dùng khi tested_on: rounded.",
    ),
    (
        {
            "form": "steps",
            "fact": "share",
            "steps": [{"at_least": 5, "points": 1}],
            "tested_on": "rounded",
            "rounded_places": 999_999_999,
        },
        SHARE,
        "rule.rounded_places",
        "Tỷ lệ làm tròn tối đa 6 chữ số thập phân.",
    ),
    (
        {"form": "checklist", "items": []},
        YES_NO,
        "rule.items",
        "Danh sách này phải có ít nhất một dòng.",
    ),
    (
        {
            "form": "checklist",
            "items": [{"fact": "share", "points": "0.5"}, {"fact": "share", "points": "0.5"}],
        },
        YES_NO,
        "rule.items[1].fact",
        "Số liệu “share” đã có ở dòng trên.",
    ),
    (
        {"form": "choice", "fact": "share", "options": {"yes": 1, "maybe": 0}},
        YES_NO,
        "rule.options.maybe",
        "Số liệu",
    ),
    (
        {"form": "choice", "fact": "share", "options": {"yes": "0.5", "no": 0}},
        YES_NO,
        "rule.options",
        "Không có mức",
    ),
    (
        {"form": "choice", "fact": "share", "options": {True: 1, "yes": 0, False: 0}},
        YES_NO,
        "rule.options.yes",
        "Mức “yes” được ghi hai lần",
    ),
    (
        {"form": "deadline", "fact": "share", "due": "2019-13-01"},
        DATE,
        "rule.due",
        "Hạn phải là ngày có thật",
    ),
    (
        {"form": "deadline", "fact": "share", "due": "2019-12-01", "year_offset": 1},
        DATE,
        "rule.year_offset",
        "year_offset chỉ dùng khi",
    ),
    (
        {"form": "deadline", "fact": "share", "due": "12-01", "year_offset": "1"},
        DATE,
        "rule.year_offset",
        "year_offset là số năm lệch",
    ),
    (
        {
            "form": "deadline",
            "fact": "share",
            "due": "12-01",
            "late": [{"days": 5, "points": "0.5"}, {"days": 5, "points": 0}],
        },
        DATE,
        "rule.late[1].days",
        "Số ngày chậm phải tăng dần",
    ),
    (
        {
            "form": "deadline",
            "fact": "share",
            "due": "12-01",
            "late": [{"days": 5, "points": "0.5"}, {"days": 9, "points": 1}],
        },
        DATE,
        "rule.late[1].points",
        "Chậm hơn thì điểm không được cao hơn",
    ),
    (
        {"form": "survey", "fact": "share"},
        {"type": "percent", "label": "Hài lòng", "may_exceed": True},
        "rule.fact",
        "Kết quả điều tra không vượt quá 100%",
    ),
    (
        {"form": "accumulate", "fact": "share", "per": "0.5", "cap": "0.333"},
        COUNT,
        "rule.cap",
        "Điểm 0,333 lẻ hơn 2",
    ),
]


@pytest.mark.parametrize(("rule", "fact", "place", "message"), REFUSED_RULES)
def test_a_wrong_rule_is_refused_at_its_place(rule, fact, place, message):
    found = problems_of(small_document(rule, {"share": fact}))
    assert found[f"fields[0].criteria[0].{place}"].startswith(message), found


def test_judged_bounds_are_those_of_the_criterion():
    def judged(**keys: Any) -> dict[str, str]:
        return problems_of(small_document({"form": "judged", "max": 1, "basis": "Mức", **keys}, {}))

    assert list(judged(max="0.5").values()) == ["Mức cao nhất (max) phải bằng điểm tối đa 1."]
    assert list(judged(min=1).values()) == ["Mức thấp nhất (min) phải nhỏ hơn mức cao nhất (max)."]
    assert list(judged(step=0).values()) == [
        "Khoảng từ min đến max phải chia hết cho bậc chấm (step)."
    ]
    assert list(judged(basis="").values()) == ["Chỗ này không được để trống."]


def combined(how: str, tops: list[Any], **keys: Any) -> dict[str, Any]:
    parts = [{"max_points": top, "form": "proportional", "fact": "share"} for top in tops]
    return small_document({"form": "combine", "how": how, "parts": parts, **keys}, {"share": SHARE})


def test_a_combination_reaches_exactly_the_maximum():
    for document, message in [
        (combined("sum", [1]), "Cần ít nhất hai phần"),
        (
            combined("sum", ["0.5", "0.25"]),
            "Các phần gộp lại (cộng các phần) được cao nhất 0,75 điểm",
        ),
        (
            combined("max", ["0.5", "0.25"]),
            "Các phần gộp lại (lấy phần cao nhất) được cao nhất 0,5 điểm",
        ),
        (
            combined("min", [1, "0.5"]),
            "Các phần gộp lại (lấy phần thấp nhất) được cao nhất 0,5 điểm",
        ),
        (combined("sum", [1, 1], cap="0.5"), "Mức tối đa (cap) phải bằng điểm tối đa 1"),
        (combined("sum", [1, 0]), "Điểm tối đa của phần phải lớn hơn 0."),
    ]:
        (found,) = problems_of(document).values()
        assert found.startswith(message)
    assert parse_set(combined("sum", [1, 1], cap=1)).leaves[0].max_points == 1
    assert parse_set(combined("max", [1, "0.5"])).leaves[0].max_points == 1


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        ({"year": 19}, "year", "Năm phải từ 2000 đến 2100."),
        ({"points_places": 5}, "points_places", "Điểm làm tròn tối đa 4 chữ số thập phân."),
        ({"points_places": "1.5"}, "points_places", "Chỗ này phải là một số nguyên."),
        (
            {"in_force_to": "2019-01-14"},
            "in_force_to",
            "Ngày hết hiệu lực phải sau ngày có hiệu lực.",
        ),
        ({"in_force_from": "2019-02-30"}, "in_force_from", "Ngày phải có thật"),
        ({"fields": []}, "fields", "Danh sách này phải có ít nhất một dòng."),
        ({"not_applicable": "zero"}, "not_applicable", "“zero” không dùng được ở đây"),
        ({"classes_illustrative": 1}, "classes_illustrative", "Chỗ này chỉ nhận true hoặc false."),
        ({"classes": [{"name": "A", "at_least": 101}]}, "classes[0].at_least", "Ngưỡng xếp loại"),
        (
            {"classes": [{"name": "A", "at_least": 5}, {"name": "B", "at_least": 5}]},
            "classes[1].at_least",
            "Các loại phải xếp từ ngưỡng cao xuống thấp",
        ),
        (
            {"classes": [{"name": "A", "at_least": 6}, {"name": "A", "at_least": 5}]},
            "classes[1].name",
            "Loại “A” bị trùng tên.",
        ),
        ({"name": 1.5}, "name", "Chỗ này phải là một đoạn chữ."),
    ],
)
def test_a_wrong_head_is_refused_at_its_place(changes, place, message):
    assert problems_of(full_document(**changes))[place].startswith(message)


def test_a_month_and_day_need_the_year_of_the_set():
    document = full_document(year=None)
    (found,) = problems_of(document).values()
    assert found == "Hạn chỉ ghi tháng-ngày thì bộ tiêu chí phải có khóa year trong set.yaml."


def test_a_broken_year_is_not_blamed_on_the_deadlines():
    document = full_document(year="2O19")
    document["fields"][0]["criteria"][1]["components"][2]["rule"]["year_offset"] = -1
    assert list(problems_of(document)) == ["year"]


def test_survey_rules_and_survey_scoring_go_together():
    document = full_document()
    document["fields"][1]["criteria"][6]["scored_by"] = "self"
    document["fields"][1]["criteria"][0]["scored_by"] = "survey"
    message = "scored_by: survey và quy tắc form: survey phải đi cùng nhau."
    assert problems_of(document) == {
        "fields[1].criteria[0].scored_by": message,
        "fields[1].criteria[6].scored_by": message,
    }


def test_points_finer_than_the_set_rounds_are_refused():
    found = problems_of(full_document(points_places=0))
    assert found["fields[0].criteria[0].rule.items[0].points"] == (
        "Điểm 1,5 lẻ hơn 0 chữ số thập phân mà bộ tiêu chí làm tròn."
    )


def test_a_fact_code_is_plain_snake_case():
    rule = {"form": "proportional", "fact": "TỷLệ"}
    (found,) = problems_of(small_document(rule, {"TỷLệ": SHARE})).values()
    assert found.startswith("Mã số liệu viết chữ thường không dấu")


def test_dates_may_come_as_dates_and_key_texts_as_yaml_reads_them():
    document = full_document(in_force_from=dt.date(2019, 1, 15), in_force_to=dt.date(2019, 12, 31))
    assert parse_set(document) == full_set()
    moment = full_document(in_force_from=dt.datetime(2019, 1, 15, 8, 0))
    assert list(problems_of(moment)) == ["in_force_from"]


@pytest.mark.parametrize(
    ("keys", "place", "message"),
    [
        ({"max_points": 0}, "max_points", "Điểm tối đa phải lớn hơn 0."),
        ({"max_points": "0.125"}, "max_points", "Điểm tối đa 0,125 lẻ hơn 2 chữ số thập phân"),
        ({"max_points": -1}, "max_points", "Số này không được âm."),
        ({"max_points": None}, "", "Thiếu khóa “max_points”."),
        ({"evidence": ["Kế hoạch", 5]}, "evidence[1]", "Mỗi dòng ở đây phải là một đoạn chữ."),
        ({"evidence": "Kế hoạch"}, "evidence", "Chỗ này phải là một danh sách."),
        ({"rule": {"fact": "share"}}, "rule", "Thiếu khóa “form”."),
        ({"rule": {"form": "proportional"}}, "rule", "Thiếu khóa “fact”."),
        ({"rule": "proportional"}, "rule", "Chỗ này phải là một nhóm"),
        ({"name": None}, "", "Thiếu khóa “name”."),
    ],
)
def test_a_wrong_row_is_refused_at_its_place(keys, place, message):
    document = small_document({"form": "proportional", "fact": "share"}, {"share": SHARE})
    document["fields"][0]["criteria"][0] |= keys
    found = problems_of(document)
    assert found[f"fields[0].criteria[0].{place}".removesuffix(".")].startswith(message)
