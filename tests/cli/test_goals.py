from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from parindex.cli import main
from tests.support.story import CRITERIA, FACTS

MINI = CRITERIA / "mini-commune"


def run(*words: object):
    return CliRunner().invoke(main, ["goals", *(str(word) for word in words)])


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"facts": FACTS}), encoding="utf-8")
    return path


def test_goals_lists_what_can_still_be_won_and_what_cannot(facts: Path):
    answer = run(MINI, facts, "--today", "2019-12-01")
    assert answer.exit_code == 0, answer.output
    assert answer.output.splitlines() == [
        "Hiện có 5,75/10 điểm, chỉ số 57,50%; còn đạt được 7 điểm, chỉ số 70,00%.",
        "",
        "Việc còn làm được (nhiều điểm mà ít công xếp trước):",
        "1. +1 điểm. Cần thêm 1 nhiệm vụ hoàn thành (9 → 10 trên 10): mục 1.2.1 tăng từ 1 lên 2 điểm.",
        "2. +0,25 điểm. Cần bớt 1 văn bản trái thẩm quyền (1 → 0): mục 2.1 tăng từ 0,75 lên 1 điểm.",
        "",
        "Không lấy được:",
        "- Mục 2.2, 1 điểm. Người chấm quyết định điểm của mục này, không tính ngược từ số liệu được.",
        "- Mục 2.3, 2 điểm. “Tỷ lệ hài lòng” do điều tra xã hội học quyết định, đơn vị không thay đổi được.",
    ]


def test_goals_speaks_english(facts: Path):
    answer = run(MINI, facts, "--today", "2019-12-01", "--language", "en")
    assert answer.exit_code == 0, answer.output
    assert answer.output.splitlines()[:4] == [
        "Now 5.75/10 points, index 57.50%; within reach: 7 points, index 70.00%.",
        "",
        "What can still be done (most points for the least effort first):",
        (
            "1. +1 point. Needed: 1 more nhiệm vụ hoàn thành (9 → 10 of 10). "
            "Then: component 1.2.1 rises from 1 to 2 points."
        ),
    ]


def test_facts_that_are_settled_are_left_alone(facts: Path):
    free = run(MINI, facts).output
    held = run(MINI, facts, "--fixed", ", ".join(FACTS)).output
    assert "Việc còn làm được" in free
    assert "Việc còn làm được" not in held
    assert "đã chốt" in held


def test_where_nothing_can_be_won_or_lost_one_line_is_enough(tmp_path: Path):
    path = tmp_path / "facts.json"
    left_out = ["1.2.1", "1.2.2", "2.1", "2.2", "2.3"]
    done = {"plan_issued": True, "plan_published": True}
    path.write_text(json.dumps({"facts": done, "not_applicable": left_out}), encoding="utf-8")
    assert run(MINI, path).output == (
        "Hiện có 2/2 điểm, chỉ số 100,00%; còn đạt được 2 điểm, chỉ số 100,00%.\n"
    )


def test_after_the_cut_off_nothing_is_left(facts: Path):
    answer = run(MINI, facts, "--cut-off", "2019-06-30", "--today", "2019-07-01")
    assert "Đã qua ngày chốt 30/06/2019" in answer.output


def test_an_unknown_fact_is_named(facts: Path):
    answer = run(MINI, facts, "--fixed", "khong_co")
    assert answer.exit_code == 1
    assert "Bộ tiêu chí không có số liệu “khong_co”" in answer.output


def test_a_set_without_a_year_needs_a_cut_off(tmp_path: Path, facts: Path):
    for path in MINI.iterdir():
        text = path.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("year:")]
        (tmp_path / path.name).write_text("\n".join(lines), encoding="utf-8")
    answer = run(tmp_path, facts)
    assert answer.exit_code == 1
    assert "--cut-off" in answer.output
    assert run(tmp_path, facts, "--cut-off", "2019-12-31").exit_code == 0
