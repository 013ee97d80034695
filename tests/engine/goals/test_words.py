"""A plan written out, as the command line and the desk show it."""

from __future__ import annotations

import datetime as dt

from parindex.engine import FactValue, Ratio
from parindex.engine.goals import plan, render_plan
from tests.engine.goals.worlds import CUT_OFF, STEPS, TODAY, leaf, world

SET = world(
    leaf("1.1", 1, STEPS),
    leaf("1.2", "0.5", {"form": "deadline", "fact": "reported_on", "due": "2019-11-30"}),
    leaf("1.3", 1, {"form": "accumulate", "fact": "ideas", "per": "0.5"}),
)


def written(facts: dict[str, FactValue]) -> str:
    return render_plan(plan(SET, facts, changeable=None, cut_off=CUT_OFF, today=TODAY))


def test_a_plan_lists_what_can_be_won_and_then_what_cannot():
    assert written({"on_time": Ratio(17, 20), "ideas": 1}) == (
        "Hiện có 1/2,5 điểm, chỉ số 40,00%; còn đạt được 2 điểm, chỉ số 80,00%.\n"
        "\n"
        "Việc còn làm được (nhiều điểm mà ít công xếp trước):\n"
        "1. +0,5 điểm. Cần thêm 1 sáng kiến (1 → 2): mục 1.3 tăng từ 0,5 lên 1 điểm.\n"
        "2. +0,5 điểm. Cần thêm 3 hồ sơ đúng hạn (17 → 20 trên 20): mục 1.1 tăng từ 0,5 lên 1 điểm.\n"
        "\n"
        "Không lấy được:\n"
        "- Mục 1.2, 0,5 điểm. “Ngày báo cáo”: hạn 30/11/2019 đã qua, không lấy lại được."
    )


def test_a_plan_of_full_points_is_one_line():
    full: dict[str, FactValue] = {
        "on_time": Ratio(20, 20),
        "ideas": 2,
        "reported_on": dt.date(2019, 11, 29),
    }
    assert written(full) == (
        "Hiện có 2,5/2,5 điểm, chỉ số 100,00%; còn đạt được 2,5 điểm, chỉ số 100,00%."
    )
