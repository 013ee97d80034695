"""Small truths that mutation testing found nobody had said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from parindex.engine import (
    CriteriaSet,
    Level,
    UnknownNodeError,
    evaluate_leaf,
    parse_fact,
    parse_set,
    tally,
)
from tests.engine.documents import full_document, full_set

SHARE: dict[str, Any] = {
    "type": "ratio",
    "label": "Tỷ lệ",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "empty": "full",
    "may_exceed": True,
}


def one_rule(rule: dict[str, Any], **facts: dict[str, Any]) -> CriteriaSet:
    """Return a set of one component worth 2 points."""
    leaf = {"code": "1.1", "name": "Mục", "max_points": 2, "illustrative": True, "rule": rule}
    field = {
        "code": "1",
        "name": "Lĩnh vực",
        "max_points": 2,
        "illustrative": True,
        "criteria": [leaf],
    }
    return parse_set(full_document(max_points=2, facts=facts, fields=[field]))


def points_of(criteria_set: CriteriaSet, **answers: Any) -> Decimal | None:
    typed = {code: parse_fact(criteria_set.facts[code], raw) for code, raw in answers.items()}
    return evaluate_leaf(criteria_set, "1.1", typed).points


def test_a_line_gives_no_more_than_the_maximum_beyond_its_end():
    found = one_rule({"form": "linear", "fact": "share", "from": 70, "to": 100}, share=SHARE)
    assert points_of(found, share={"numerator": 130, "denominator": 100}) == 2
    assert points_of(found, share={"numerator": 10, "denominator": 100}) == 0


@pytest.mark.parametrize(
    "rule",
    [
        {"form": "linear", "from": 70, "to": 100},
        {"form": "bands", "bands": [{"from": 50, "to": 60, "points": 2}]},
    ],
    ids=["linear", "bands"],
)
def test_an_empty_ratio_that_counts_as_full_earns_the_maximum(rule: dict[str, Any]):
    found = one_rule({"fact": "share", **rule}, share=SHARE)
    assert points_of(found, share={"numerator": 0, "denominator": 0}) == 2


def test_a_deduction_without_a_unit_speaks_of_cases():
    count = {"type": "count", "label": "Số lần"}
    found = one_rule({"form": "deduction", "fact": "times", "per": "0.5"}, times=count)
    typed = {"times": parse_fact(found.facts["times"], 1)}
    assert "mỗi trường hợp" in evaluate_leaf(found, "1.1", typed).sentence


@pytest.mark.parametrize(
    ("points", "may"),
    [("0", True), ("0.5", True), ("0.75", True), ("2", True), ("1.1", False), ("0.25", False)],
)
def test_steps_are_counted_from_the_lower_bound(points: str, may: bool):
    rule = {"form": "judged", "min": "0.5", "max": 2, "step": "0.25", "basis": "Hiệu quả"}
    judged = one_rule(rule).node("1.1").rule
    assert judged is not None
    assert (judged.objection(Decimal(points)) == "") is may


@pytest.mark.parametrize(
    ("points", "may"), [("0.5", True), ("1", False), ("0.8", True), ("2", True)]
)
def test_steps_that_do_not_divide_the_lower_bound(points: str, may: bool):
    rule = {"form": "judged", "min": "0.5", "max": 2, "step": "0.3", "basis": "Hiệu quả"}
    judged = one_rule(rule).node("1.1").rule
    assert judged is not None
    assert (judged.objection(Decimal(points)) == "") is may


def test_a_tally_names_every_node_and_its_level():
    criteria_set = full_set()
    found = tally(criteria_set, {})
    assert (found.name, found.level) == (criteria_set.name, Level.SET)
    for field in found.children:
        node = criteria_set.node(field.code)
        assert (field.name, field.level) == (node.name, Level.FIELD)
        for child in field.children:
            below = criteria_set.node(child.code)
            assert (child.name, child.level) == (below.name, below.level)


def test_a_tally_refuses_a_component_by_its_code():
    with pytest.raises(UnknownNodeError, match=r"9\.9"):
        tally(full_set(), {"9.9": Decimal(1)})
