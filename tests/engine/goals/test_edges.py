"""What goal-seek says exactly at the edges: a rounded threshold, a deadline of today."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from parindex.engine import FactValue, parse_set
from parindex.engine.goals import component_goals, plan
from parindex.engine.goals.cuts import NotInvertibleError, cuts
from parindex.engine.goals.ground import UnknownFactError
from parindex.engine.rules.base import Rule
from tests.engine.documents import small_document
from tests.engine.goals.worlds import CUT_OFF, TODAY, leaf, one, world

SHARE = {"type": "percent", "label": "Tỷ lệ"}
DAY = dt.timedelta(days=1)
IDEAS = {"form": "accumulate", "fact": "ideas", "per": "0.5"}


def stepped(places: int, key: str, threshold: str) -> Rule:
    rule = {
        "form": "steps",
        "fact": "share",
        "tested_on": "rounded",
        "rounded_places": places,
        "steps": [{key: threshold, "points": 1}],
    }
    found = parse_set(small_document(rule, {"share": SHARE})).leaves[0].rule
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("places", "key", "threshold", "least"),
    [
        (0, "at_least", "90", "89.5"),
        (0, "above", "90", "90.5"),
        (1, "at_least", "90", "89.95"),
        (1, "above", "90", "90.05"),
        (1, "at_least", "89.96", "89.95"),
        (1, "above", "89.96", "89.95"),
        (2, "at_least", "66.67", "66.665"),
    ],
)
def test_a_rounded_threshold_is_reached_half_a_unit_before(places, key, threshold, least):
    assert list(cuts(stepped(places, key, threshold), 2)) == [("share", Fraction(least))]


def obstacles(value: dt.date | None, *, due: dt.date) -> list[str]:
    """Return why a report of this day cannot win the points of its deadline any more."""
    rule = {"form": "deadline", "fact": "reported_on", "due": due.isoformat()}
    facts: dict[str, FactValue] = {} if value is None else {"reported_on": value}
    found = plan(world(leaf("1.1", 1, rule)), facts, changeable=None, cut_off=CUT_OFF, today=TODAY)
    return [obstacle.sentence for obstacle in found.obstacles]


PASSED = "“Ngày báo cáo”: hạn {due} đã qua, không lấy lại được."
DONE = "“Ngày báo cáo” đã là ngày {date}, không lấy lại được."


def test_a_deadline_of_today_can_still_be_met_one_of_yesterday_not():
    assert obstacles(None, due=TODAY) == []
    assert obstacles(None, due=TODAY - DAY) == [PASSED.format(due="30/11/2019")]


def test_what_was_done_late_stays_done_and_what_was_done_in_time_has_its_points():
    early, late = TODAY - 3 * DAY, TODAY - DAY
    assert obstacles(late, due=early) == [DONE.format(date="30/11/2019")]
    assert obstacles(TODAY, due=early) == [DONE.format(date="01/12/2019")]
    assert obstacles(early, due=early) == []
    # A day to come is a plan, not a deed: what cannot be met is its deadline.
    assert obstacles(TODAY + DAY, due=early) == [PASSED.format(due="28/11/2019")]


def test_errors_of_goal_seek_carry_what_they_are_about():
    with pytest.raises(UnknownFactError) as unknown:
        plan(world(leaf("1.1", 1, IDEAS)), {}, changeable=["nothing"], cut_off=CUT_OFF)
    assert unknown.value.code == "nothing"
    assert NotInvertibleError("oracle").form == "oracle"


def linear(most: str, places: int) -> list[Fraction]:
    rule = {"form": "linear", "fact": "satisfaction", "from": "70", "to": "100"}
    found = one(rule, most).leaves[0].rule
    assert found is not None
    return [cut for _code, cut in cuts(found, places) if isinstance(cut, Fraction)]


def test_a_slope_is_cut_where_its_points_are_rounded_to_the_next_level():
    ends = [Fraction(70), Fraction(100)]
    halves = [70 + Fraction(30) * (2 * level - 1) / 20 for level in range(1, 11)]
    assert sorted(set(linear("1", 1))) == sorted({*ends, *halves})


def test_a_steep_slope_is_cut_at_every_third_level_and_the_last():
    found = sorted(set(linear("12", 2)))  # 1,200 levels, 400 at most
    gap = Fraction(30) / 1200
    assert found[:3] == [70, 70 + gap / 2, 70 + gap / 2 + 3 * gap]
    assert found[-2:] == [100 - gap / 2, 100]
    assert len(found) == 400 + 3


@pytest.mark.parametrize(
    ("most", "places", "whole"),
    [("4", 2, True), ("4.01", 2, False), ("4.01", 1, True), ("4.1", 1, True)],
)
def test_a_slope_of_so_many_levels_has_all_its_cuts(most, places, whole):
    found = linear(most, places)
    assert (len(set(found)) == math.ceil(Fraction(most) * 10**places) + 2) is whole


def test_a_percentage_is_lowered_in_percentage_points():
    said = wanted(LATE, "30")
    assert said == "Cần “Tỷ lệ trễ hạn” giảm 20 điểm phần trăm (30% → 10%) để đạt 1 điểm."


def test_a_percentage_is_raised_in_percentage_points():
    said = wanted(REACHED, "60.5")
    assert said == "Cần “Mức độ hài lòng” tăng 19,5 điểm phần trăm (60,5% → 80%) để đạt 1 điểm."


LATE = {
    "form": "bands",
    "fact": "overdue",
    "bands": [{"to": 10, "points": 1}],
    "otherwise": 0,
}
REACHED = {"form": "steps", "fact": "satisfaction", "steps": [{"at_least": 80, "points": 1}]}


def wanted(rule: dict[str, Any], before: str) -> str:
    """Return what the component's full points want, said once."""
    facts: dict[str, FactValue] = {rule["fact"]: Decimal(before)}
    found = component_goals(one(rule), "1.1", facts, cut_off=CUT_OFF)
    assert found.most is not None
    return found.most.sentence
