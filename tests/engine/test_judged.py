"""What people may give: bounds and steps where the rule leaves the points to them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engine.documents import full_set

SET = full_set()


@pytest.mark.parametrize("points", ["0", "0.5", "1"])
def test_points_on_a_step_within_the_bounds_may_be_given(points):
    rule = SET.node("2.6").rule
    assert rule is not None
    assert rule.objection(Decimal(points)) == ""


@pytest.mark.parametrize("points", ["0.25", "1.5"])
def test_points_between_steps_or_beyond_the_bounds_are_objected_to(points):
    rule = SET.node("2.6").rule
    assert rule is not None
    assert rule.objection(Decimal(points)) == "Mục này chấm từ 0 đến 1 điểm, mỗi bậc 0,5 điểm."


def test_a_rule_with_facts_leaves_people_free():
    rule = SET.node("2.3").rule
    assert rule is not None
    assert rule.objection(Decimal("0.37")) == ""
