from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from parindex.improvement import operations
from parindex.improvement.drafts import DraftPicture
from parindex.improvement.editing import EditRefused, next_code, understood_rule
from parindex.improvement.operations import ComponentTexts, DraftHead, NewNode
from parindex.improvement.queries import NotHereError, draft_by_id, edits_of
from parindex.kernel.errors import Denied, Refused, Stale
from tests.support import aftermath
from tests.support.aftermath import LATER

pytestmark = pytest.mark.django_db

NEW = NewNode(
    parent="1.2",
    code="1.2.3",
    name="Tỷ lệ kiến nghị được xử lý",
    max_points=Decimal(1),
    rule="Từ 90% trở lên: 1 điểm; từ 70% đến dưới 90%: 0,5 điểm; dưới 70%: 0 điểm",
    evidence=("Báo cáo",),
    source="Dự thảo",
)


@pytest.fixture
def draft(world):
    return aftermath.start_draft(world)


def picture(draft):
    return DraftPicture(draft_by_id(draft.pk))


def test_a_draft_begins_as_this_years_set_under_another_head(draft):
    found = picture(draft)
    assert found.is_sound
    assert found.changes == ()
    assert found.document["year"] == 2020
    assert found.document["in_force_from"] == "2020-01-01"
    assert found.outdated == ["1.2.2"]  # its day is of 2019


def test_new_points_scale_the_rule_and_the_sums_above_follow(world, draft):
    draft = operations.change_points(aftermath.step(world, draft), "1.2.1", Decimal(3))
    found = picture(draft)
    assert found.is_sound
    assert found.node("1.2")["max_points"] == "5"
    assert found.document["max_points"] == "11"
    assert found.points_differ
    assert [step["points"] for step in found.node("1.2.1")["rule"]["steps"]] == ["3", "1.5", "0"]


def test_a_rule_in_words_keeps_the_fact_it_goes_on_asking(world, draft):
    text = "Từ 90% trở lên: 2 điểm; từ 80% đến dưới 90%: 1 điểm; dưới 80%: 0 điểm"
    assert understood_rule(picture(draft).document, "1.2.1", text).rule.form == "steps"
    draft = operations.change_rule(aftermath.step(world, draft), "1.2.1", text)
    found = picture(draft)
    assert found.is_sound
    assert found.node("1.2.1")["rule"]["fact"] == "plan_tasks"
    assert found.document["facts"]["plan_tasks"]["denominator"] == "Số nhiệm vụ trong kế hoạch"
    assert found.node("1.2.1")["guidance"] == text
    (change,) = found.changes
    assert change.code == "1.2.1"


def test_a_rule_of_another_kind_asks_another_fact_and_drops_the_old(world, draft):
    text = "Mỗi văn bản được 0,5 điểm, tối đa 2 điểm"
    draft = operations.change_rule(aftermath.step(world, draft), "1.2.1", text)
    found = picture(draft)
    assert found.is_sound
    assert "plan_tasks" not in found.document["facts"]
    assert found.node("1.2.1")["rule"]["form"] == "accumulate"


def test_words_that_are_not_understood_change_nothing(world, draft):
    with pytest.raises(EditRefused, match="Chưa hiểu"):
        operations.change_rule(aftermath.step(world, draft), "1.2.1", "Chấm theo tình hình")
    with pytest.raises(EditRefused, match="không tự chấm"):
        operations.change_rule(aftermath.step(world, draft), "1.2", "x")
    assert not edits_of(draft).exists()


def test_a_component_is_added_and_another_taken_out(world, draft):
    assert next_code(picture(draft).document, "1.2") == "1.2.3"
    draft = operations.add_component(aftermath.step(world, draft), NEW)
    draft = operations.remove_node(aftermath.step(world, draft), "2.1")
    found = picture(draft)
    assert found.is_sound
    assert found.document["max_points"] == "10"
    assert "wrong_documents" not in found.document["facts"]
    assert [edit.action for edit in edits_of(draft)] == ["REMOVE", "ADD"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"code": "1.3.1"}, "bắt đầu bằng"),
        ({"code": "1.2.1"}, "đã có"),
        ({"name": " "}, "tên"),
        ({"max_points": Decimal(0)}, "lớn hơn 0"),
        ({"parent": "1.1", "code": "1.1.1"}, "tự chấm"),
        ({"parent": "7", "code": "7.1"}, "không có mục"),
        ({"rule": "x"}, "Chưa hiểu"),
    ],
)
def test_what_cannot_be_added_is_refused_with_what_to_do(world, draft, changes, says):
    values = {name: getattr(NEW, name) for name in NewNode.__dataclass_fields__} | changes
    with pytest.raises(EditRefused, match=says):
        operations.add_component(aftermath.step(world, draft), NewNode(**values))


def test_a_draft_may_be_unsound_for_a_while_and_says_why(world, draft):
    draft = operations.change_points(aftermath.step(world, draft), "1.2.1", Decimal("2.125"))
    found = picture(draft)
    assert not found.is_sound
    assert {code for code, _message in found.problems} >= {"1.2.1"}
    draft = operations.restore_node(aftermath.step(world, draft), "1.2.1")
    assert picture(draft).changes == ()


def test_the_last_component_of_a_criterion_taken_out_leaves_it_unsound(world, draft):
    for code in ("1.2.1", "1.2.2"):
        draft = operations.remove_node(aftermath.step(world, draft), code)
    assert "1.2" in {code for code, _message in picture(draft).problems}


def test_texts_and_head_are_changed_and_an_empty_name_refused(world, draft):
    texts = ComponentTexts(name="Tên mới", guidance="Lời mới", evidence=("Báo cáo", " "))
    draft = operations.change_texts(aftermath.step(world, draft), "1.1", texts)
    head = DraftHead(
        name="Bộ tiêu chí 2021",
        year=2021,
        decision_number="5/QĐ-UBND",
        issued_on=dt.date(2020, 12, 1),
        issuer="UBND tỉnh Mẫu",
        in_force_from=dt.date(2021, 1, 1),
    )
    draft = operations.change_head(aftermath.step(world, draft), head)
    document = json.loads(draft_by_id(draft.pk).content)
    assert (draft.name, draft.year, document["decision"]["number"]) == (
        *("Bộ tiêu chí 2021", 2021),
        "5/QĐ-UBND",
    )
    assert picture(draft).node("1.1")["evidence"] == ["Báo cáo"]
    with pytest.raises(EditRefused, match="tên mục"):
        operations.change_texts(aftermath.step(world, draft), "1.1", ComponentTexts(name=" "))


def test_a_change_names_the_accepted_proposals_it_answers(world, draft):
    taken = aftermath.accept(world, aftermath.propose(world))
    waiting = aftermath.propose(world, 1)
    draft = operations.change_points(
        aftermath.step(world, draft, (taken.pk, waiting.pk)), "1.2.1", Decimal(3)
    )
    assert list(edits_of(draft).get().proposals.all()) == [taken]


def test_two_who_draft_at_once_do_not_lose_a_change(world, draft):
    seen = aftermath.step(world, draft)
    operations.change_points(seen, "1.2.1", Decimal(3))
    with pytest.raises(Stale) as caught:
        operations.change_points(seen, "1.2.2", Decimal(3))
    assert "1.2.1" in caught.value.theirs["summary"]


def test_no_change_is_no_step(world, draft):
    with pytest.raises(Refused, match="Không có gì"):
        operations.change_points(aftermath.step(world, draft), "1.2.1", Decimal(2))
    with pytest.raises(EditRefused, match="tổng"):
        operations.change_points(aftermath.step(world, draft), "1.2", Decimal(2))
    with pytest.raises(EditRefused, match="lớn hơn 0"):
        operations.change_points(aftermath.step(world, draft), "1.2.1", Decimal(0))


def test_only_the_coordinator_drafts(world, draft):
    step = aftermath.step(world, draft)
    for name in ("secretary", "clerk-1"):
        other = operations.Step(
            draft_id=draft.pk, expected_version=1, actor=world.actor(name), now=LATER
        )
        with pytest.raises(Denied):
            operations.remove_node(other, "1.1")
    with pytest.raises(NotHereError):
        operations.remove_node(
            operations.Step(draft_id=0, expected_version=1, actor=step.actor, now=LATER), "1.1"
        )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"code": "Mã xấu"}, "Mã bộ"),
        ({"code": "mini-commune"}, "đã có"),
        ({"year": 2018}, "Năm"),
        ({"name": " "}, "tên"),
    ],
)
def test_a_draft_has_a_head_of_its_own(world, changes, says):
    values = {"code": "mini-2020", "name": "Bộ 2020", "year": 2020} | changes
    with pytest.raises(Refused, match=says):
        operations.start_draft(
            cycle=world.cycle,
            base=world.commune_set,
            actor=world.actor("coordinator"),
            now=LATER,
            **values,
        )


def test_words_that_only_repeat_the_rule_follow_it(world, draft):
    said = "Đạt 100%: 2 điểm; từ 80% đến dưới 100%: 1 điểm; dưới 80%: 0 điểm."
    said += " Số nhiệm vụ trong kế hoạch bằng 0: 0 điểm."
    texts = ComponentTexts(name="Mức độ hoàn thành kế hoạch", guidance=said)
    draft = operations.change_texts(aftermath.step(world, draft), "1.2.1", texts)
    draft = operations.change_points(aftermath.step(world, draft), "1.2.1", Decimal(3))
    assert picture(draft).node("1.2.1")["guidance"].startswith("Đạt 100%: 3 điểm")


def test_the_old_year_is_named_anew_in_words_and_days(world, draft):
    texts = ComponentTexts(name="Kế hoạch năm 2019", evidence=("Kế hoạch số 12019 năm 2019",))
    draft = operations.change_texts(aftermath.step(world, draft), "1.1", texts)
    assert picture(draft).outdated == ["1.1", "1.2.2"]
    draft = operations.change_year(aftermath.step(world, draft))
    found = picture(draft)
    assert found.outdated == []
    assert found.is_sound
    assert found.node("1.1")["evidence"] == ["Kế hoạch số 12019 năm 2020"]
    assert found.node("1.2.2")["rule"]["due"] == "2020-12-10"
    assert found.node("1.1")["rule"] == found.base_node("1.1")["rule"]
