"""What bands, increments and deductions refuse, with the sentence a clerk can act on."""

from __future__ import annotations

from typing import Any

import pytest

from parindex.engine import SetError, parse_set, path_text
from tests.engine.documents import small_document

FACTS: dict[str, dict[str, Any]] = {
    "share": {"type": "percent", "label": "Tỷ lệ"},
    "people": {"type": "count", "label": "Dân số", "unit": "người"},
    "late": {"type": "count", "label": "Đi muộn"},
    "absent": {"type": "yes_no", "label": "Nghỉ"},
}
RULE = "fields[0].criteria[0].rule"


def refusals(rule: dict[str, Any]) -> dict[str, str]:
    used = str(rule)
    facts = {code: fact for code, fact in FACTS.items() if f"'{code}'" in used}
    with pytest.raises(SetError) as refusal:
        parse_set(small_document(rule, facts))
    return {
        path_text(problem.path).removeprefix(RULE).lstrip("."): problem.message
        for problem in refusal.value.problems
    }


def bands(*rows: dict[str, Any], **keys: Any) -> dict[str, str]:
    return refusals({"form": "bands", "fact": "share", "bands": list(rows), **keys})


def increments(**keys: Any) -> dict[str, str]:
    rule = {"form": "increments", "fact": "people", "from": 1, "base": 0, "each": 1, "per": 1}
    return refusals({**rule, **keys})


def deductions(*items: dict[str, Any], **keys: Any) -> dict[str, str]:
    return refusals({"form": "deductions", "items": list(items), **keys})


@pytest.mark.parametrize(
    "rows",
    [
        [{"from": 10, "to": 20, "points": 1}, {"from": 20, "to": 30, "points": 0}],
        [{"from": 10, "to": 30, "points": 1}, {"from": 20, "to": 40, "points": 0}],
        [{"from": 50, "to": 60, "points": 1}, {"from": 10, "to": 20, "points": 0}],
        [{"from": 10, "points": 1}, {"from": 20, "to": 40, "points": 0}],
        [{"from": 10, "to": 20, "points": 1}, {"to": 40, "points": 0}],
    ],
)
def test_bands_stand_in_order_and_do_not_overlap(rows):
    assert bands(*rows) == {
        "bands[1]": "Các khoảng phải xếp từ thấp lên cao và không chồng lên nhau; "
        "khoảng 2 chưa nằm hẳn trên khoảng 1."
    }


@pytest.mark.parametrize(
    "row",
    [
        {"from": 20, "to": 10, "points": 1},
        {"from": 10, "below": 10, "points": 1},
        {"above": 10, "to": 10, "points": 1},
    ],
)
def test_a_band_holds_at_least_one_number(row):
    assert bands(row) == {"bands[0]": "Khoảng này không chứa số nào; hãy sửa hai đầu."}


def test_a_band_of_one_number_is_a_band():
    rule = {"form": "bands", "fact": "share", "bands": [{"from": 10, "to": 10, "points": 1}]}
    parse_set(small_document(rule, {"share": FACTS["share"]}))


def test_two_bands_may_meet_where_one_of_them_is_open():
    rows = [{"from": 0, "below": 10, "points": 0}, {"from": 10, "to": 20, "points": 1}]
    rule = {"form": "bands", "fact": "share", "bands": [*rows, {"above": 20, "points": 0}]}
    parse_set(small_document(rule, {"share": FACTS["share"]}))


@pytest.mark.parametrize("row", [{"above": 100, "points": 1}, {"from": 101, "points": 1}])
def test_a_band_beyond_100_percent_is_out_of_reach(row):
    assert "không đơn vị nào đạt được" in bands(row)["bands[0]"]


def test_a_band_from_100_percent_can_be_reached():
    rule = {"form": "bands", "fact": "share", "bands": [{"from": 100, "points": 1}]}
    parse_set(small_document(rule, {"share": FACTS["share"]}))


def test_some_band_gives_the_maximum():
    assert bands({"from": 10, "points": "0.5"}, otherwise="0.25") == {
        "bands": "Không khoảng nào được điểm tối đa 1; hãy sửa điểm của khoảng hoặc max_points."
    }


def test_a_band_has_one_bound_at_each_end():
    found = bands({"from": 1, "above": 2, "points": 1}, {"points": 1}, {"from": "x", "points": 1})
    assert found["bands[0].above"] == (
        "Một đầu của khoảng chỉ ghi from hoặc above, không ghi cả hai."
    )
    assert found["bands[1]"].startswith("Mỗi khoảng cần ít nhất một đầu")
    assert found["bands[2].from"] == "Chỗ này phải là một số, viết như 1 hoặc 0.5."


def test_bands_are_needed():
    assert bands() == {"bands": "Danh sách này phải có ít nhất một dòng."}


@pytest.mark.parametrize(
    ("keys", "place", "message"),
    [
        ({"base": 1}, "base", "Điểm khởi đầu (base) phải nhỏ hơn điểm tối đa."),
        ({"each": 0}, "each", "Mỗi lần tăng (each) phải lớn hơn 0."),
        ({"per": 0}, "per", "Điểm cộng mỗi lần tăng (per) phải lớn hơn 0."),
        (
            {"fact": "share", "from": 60, "each": 41},
            "per",
            "Đạt 100% vẫn chưa được điểm tối đa 1; hãy sửa max_points.",
        ),
        (
            {"counted": "half"},
            "counted",
            "“half” không dùng được ở đây; hãy chọn một trong: whole, pro_rata.",
        ),
    ],
)
def test_increments_lead_to_the_maximum(keys, place, message):
    assert increments(**keys) == {place: message}


def test_deductions_take_something_off_for_different_mistakes():
    found = deductions(
        {"fact": "late", "per": 0}, {"fact": "absent"}, {"fact": "late", "per": 1}, floor=1
    )
    assert found == {
        "items[0].per": "Điểm trừ mỗi trường hợp (per) phải lớn hơn 0.",
        "items[1]": "Thiếu khóa “per”.",
        "items[2].fact": "Số liệu “late” đã có ở dòng trên.",
        "floor": "Mức thấp nhất (floor) phải nhỏ hơn điểm tối đa.",
    }
    assert "cần loại count hoặc yes_no" in deductions({"fact": "share", "per": 1})["items[0].fact"]
