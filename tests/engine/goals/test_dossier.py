from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from parindex.engine import ABSENT, CriteriaSet, FactValue, Ratio, evaluate
from parindex.engine.goals import Plan, plan
from tests.engine.documents import answers, full_set
from tests.engine.goals.worlds import CUT_OFF, STEPS, TODAY, leaf, one, world

PROPORTIONAL = {"form": "proportional", "fact": "on_time"}
IDEAS = {"form": "accumulate", "fact": "ideas", "per": "0.5"}
CHECKLIST = {
    "form": "checklist",
    "items": [{"fact": "issued", "points": "0.5"}, {"fact": "published", "points": "0.5"}],
}


def planned(criteria_set: CriteriaSet, facts: dict[str, FactValue], **keys: Any) -> Plan:
    return plan(
        criteria_set, facts, **{"changeable": None, "cut_off": CUT_OFF, "today": TODAY, **keys}
    )


def sentences(found: Plan) -> list[str]:
    return [win.sentence for win in found.wins]


def test_wins_stand_in_the_order_of_points_per_effort_then_of_the_tree():
    criteria_set = world(leaf("1.1", 1, STEPS), leaf("1.2", 1, IDEAS), leaf("1.3", 1, CHECKLIST))
    found = planned(
        criteria_set,
        {"on_time": Ratio(10, 20), "ideas": 0, "issued": False, "published": True},
    )
    assert sentences(found) == [
        "Cần thêm 2 sáng kiến (0 → 2): mục 1.2 tăng từ 0 lên 1 điểm.",
        "Cần “Đã ban hành” là có (hiện là không): mục 1.3 tăng từ 0,5 lên 1 điểm.",
        "Cần thêm 10 hồ sơ đúng hạn (10 → 20 trên 20): mục 1.1 tăng từ 0 lên 1 điểm.",
    ]


def test_a_fact_of_several_components_is_changed_once():
    found = planned(
        world(leaf("1.1", 1, STEPS), leaf("1.2", 1, PROPORTIONAL)), {"on_time": Ratio(15, 20)}
    )
    assert sentences(found) == [
        (
            "Cần thêm 1 hồ sơ đúng hạn (15 → 16 trên 20): "
            "mục 1.1 tăng từ 0 lên 0,5 điểm; mục 1.2 tăng từ 0,75 lên 0,8 điểm."
        ),
        (
            "Cần thêm 4 hồ sơ đúng hạn (16 → 20 trên 20): "
            "mục 1.1 tăng từ 0,5 lên 1 điểm; mục 1.2 tăng từ 0,8 lên 1 điểm."
        ),
    ]
    assert [win.gain for win in found.wins] == [Decimal("0.55"), Decimal("0.7")]
    assert found.after == {"on_time": Ratio(20, 20)}
    assert found.index_reachable == 100


def test_a_win_that_costs_another_component_is_netted():
    falling = {"form": "linear", "fact": "on_time", "from": 100, "to": 0}
    found = planned(
        world(leaf("1.1", 2, PROPORTIONAL), leaf("1.2", 1, falling)), {"on_time": Ratio(4, 10)}
    )
    assert sentences(found) == [
        (
            "Cần thêm 6 hồ sơ đúng hạn (4 → 10 trên 10): "
            "mục 1.1 tăng từ 0,8 lên 2 điểm; mục 1.2 giảm từ 0,6 còn 0 điểm."
        )
    ]
    assert found.wins[0].gain == Decimal("0.6")
    assert [(item.code, item.sentence) for item in found.obstacles] == [
        ("1.2", "Không có thay đổi nào được nhiều điểm hơn mà không mất điểm ở chỗ khác.")
    ]


def test_groups_that_a_later_component_joins_are_planned_together():
    joining = {
        "form": "combine",
        "how": "min",
        "parts": [{"max_points": 1, **PROPORTIONAL}, {"max_points": 1, **IDEAS}],
    }
    criteria_set = world(
        leaf("1.1", 1, PROPORTIONAL), leaf("1.2", 1, IDEAS), leaf("1.3", 1, joining)
    )
    found = planned(criteria_set, {"on_time": Ratio(1, 2), "ideas": 1})
    assert len(found.wins) == 1
    assert [effect.code for effect in found.wins[0].effects] == ["1.1", "1.2", "1.3"]
    assert found.points_reachable == 3


def test_a_later_win_never_takes_an_earlier_one_back():
    either = {
        "form": "combine",
        "how": "max",
        "parts": [
            {
                "max_points": 2,
                "form": "choice",
                "fact": "review",
                "options": {"complete": 2, "partial": 0, "none": 0},
            },
            {
                "max_points": "1.5",
                "form": "choice",
                "fact": "issued",
                "options": {"true": "1.5", "false": 0},
            },
        ],
    }
    found = planned(one(either, 2), {"review": "none", "issued": False})
    assert [change.fact_code for win in found.wins for change in win.changes] == ["review"]


def test_facts_without_answers_are_planned_too():
    found = planned(world(leaf("1.1", 1, STEPS), leaf("1.2", 1, PROPORTIONAL)), {})
    assert found.points == 0
    assert found.points_reachable == 2
    assert "mục 1.1 được 1 điểm (chưa có điểm)" in " ".join(sentences(found))


def test_what_stays_out_of_reach_says_why():
    criteria_set = full_set()
    facts = answers(criteria_set, reported_on=None, review="none", issued=False)
    found = planned(criteria_set, facts, changeable=["issued", "online", "reported_on"])
    assert [(item.code, item.points) for item in found.obstacles] == [
        ("1.2.1", 1),
        ("1.2.2", Decimal("0.5")),
        ("2.2", Decimal("0.25")),
        ("2.3", Decimal("0.25")),
        ("2.6", 1),
        ("2.7", Decimal("0.35")),
    ]
    assert "đã chốt" in found.obstacles[0].sentence
    assert found.max_points == 15


def test_applying_every_win_reaches_the_index_that_was_said():
    criteria_set = full_set()
    facts = answers(criteria_set, review="none", tasks={"numerator": 17, "denominator": 40})
    found = planned(criteria_set, facts, not_applicable=["2.1"])
    root = evaluate(criteria_set, {**facts, **found.after}, not_applicable=["2.1"])
    assert root.points == found.points_reachable
    assert found.points + sum(win.gain for win in found.wins) == found.points_reachable
    assert found.sentence == (
        "Hiện có 8,65/13 điểm, chỉ số 66,54%; còn đạt được 11,65 điểm, chỉ số 89,62%."
    )


def test_a_full_dossier_has_nothing_to_win():
    found = planned(one(STEPS), {"on_time": Ratio(5, 5)})
    assert (found.wins, found.obstacles, found.after) == ((), (), {})


def test_after_the_cut_off_there_is_no_win():
    found = planned(one(STEPS), {"on_time": Ratio(1, 5)}, today=dt.date(2020, 1, 1))
    assert found.wins == ()
    assert found.index_reachable == found.index == 0


LATE = {"form": "steps", "fact": "faults", "steps": [{"above": 1, "points": 1}]}
BONUS = {"form": "accumulate", "fact": "ideas", "per": "0.5"}


def adjusted(*adjustments: dict[str, Any], **limits: Any) -> CriteriaSet:
    rows = [
        {"name": f"Lý do {row['code']}", "illustrative": True, "max_points": 1, **row}
        for row in adjustments
    ]
    leaves = (leaf("1.1", 2, PROPORTIONAL), leaf("1.2", 1, CHECKLIST))
    return world(*leaves, adjustments=rows, **({"adjustment_limits": limits} if limits else {}))


NOW: dict[str, FactValue] = {"on_time": Ratio(10, 10), "issued": False, "published": True}


def test_bonus_and_penalty_are_part_of_the_plan():
    criteria_set = adjusted(
        {"code": "T1", "kind": "bonus", "rule": BONUS},
        {"code": "P1", "kind": "penalty", "rule": LATE},
    )
    found = planned(criteria_set, {**NOW, "ideas": 0, "faults": 3})
    assert found.after == {"issued": True, "faults": 1, "ideas": 2}
    assert found.points == Decimal("1.5")
    assert found.points_reachable == 3
    assert any("điểm thưởng trừ điểm phạt tăng từ -1 lên" in text for text in sentences(found))


def test_a_penalty_nobody_has_reported_is_not_looked_for():
    criteria_set = adjusted({"code": "P1", "kind": "penalty", "rule": LATE})
    assert planned(criteria_set, NOW).after == {"issued": True}


def test_a_fact_that_also_brings_a_penalty_is_weighed():
    penalty = {"form": "choice", "fact": "issued", "options": {"true": 1, "false": 0}}
    found = planned(adjusted({"code": "P1", "kind": "penalty", "rule": penalty}), NOW)
    assert found.wins == ()
    assert found.points_reachable == Decimal("2.5")


def test_a_date_still_open_is_no_reason_where_another_fact_is():
    parts = [
        {"max_points": 1, "form": "deadline", "fact": "reported_on", "due": "2019-12-10"},
        {"max_points": 1, "form": "choice", "fact": "issued", "options": {"true": 1, "false": 0}},
    ]
    row = {"code": "P1", "name": "Trừ", "kind": "penalty", "max_points": 1, "illustrative": True}
    penalty = {"form": "choice", "fact": "issued", "options": {"true": 1, "false": 0}}
    criteria_set = one(
        {"form": "combine", "how": "min", "parts": parts}, adjustments=[{**row, "rule": penalty}]
    )
    for day in (ABSENT, dt.date(2019, 11, 30)):
        found = planned(criteria_set, {"reported_on": day, "issued": False})
        assert found.wins == ()
        assert found.obstacles[0].sentence.startswith("Không có thay đổi nào")


def many(count: int, **rule: Any) -> tuple[CriteriaSet, dict[str, FactValue]]:
    """Return a set of two components that share many yes-or-no facts."""
    codes = [f"fact_{place}" for place in range(count)]
    items = [{"fact": code, "points": 1} for code in codes]
    leaves = [leaf(f"1.{place}", count, {"form": "checklist", "items": items}) for place in (1, 2)]
    facts = {code: {"type": "yes_no", "label": code} for code in codes}
    return world(*leaves, facts=facts, **rule), dict.fromkeys(codes, False)


def test_more_shared_facts_than_can_be_tried_are_said_to_be():
    criteria_set, facts = many(12)
    found = planned(criteria_set, facts)
    assert not found.is_greatest
    assert "còn đạt được ít nhất" in found.sentence
    assert found.points_reachable >= 20


def test_shared_shares_of_many_cases_are_thinned_but_still_the_greatest():
    rules = [
        {"form": "linear", "fact": fact, "from": 0, "to": 100} for fact in ("on_time", "tasks")
    ]
    both = {"form": "combine", "how": "sum", "parts": [{"max_points": 1, **rule} for rule in rules]}
    criteria_set = world(leaf("1.1", 1, rules[0]), leaf("1.2", 1, rules[1]), leaf("1.3", 2, both))
    found = planned(criteria_set, {"on_time": Ratio(10, 150), "tasks": Ratio(20, 140)})
    assert found.is_greatest
    assert found.index_reachable == 100
    assert found.after == {"on_time": Ratio(150, 150), "tasks": Ratio(140, 140)}


@pytest.mark.parametrize("places", [0, 2, 4])
def test_a_large_share_is_planned_to_the_last_needed_case(places: int):
    criteria_set = one(PROPORTIONAL, 3, points_places=places)
    found = planned(criteria_set, {"on_time": Ratio(1, 1_000_003)})
    (change,) = found.wins[-1].changes
    assert isinstance(change.after, Ratio)
    above = int(change.after.numerator)
    less = evaluate(criteria_set, {"on_time": Ratio(above - 1, 1_000_003)})
    assert found.points_reachable == 3
    assert less.points is not None
    assert less.points < 3
