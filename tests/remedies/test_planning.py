from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parindex.kernel.errors import Denied, Refused, Stale
from parindex.kernel.models import JournalEntry
from parindex.remedies import operations
from parindex.remedies.models import RemedialAction
from parindex.remedies.operations import ActionDraft, RemedyRefused
from parindex.remedies.queries import NotHereError, plan_of
from parindex.remedies.queries.goals import aims_of
from tests.support import remedying
from tests.support.aftermath import LATER


def change(world, publication, action, **changes):
    draft = {"text": action.text, "owner": action.owner, "due_on": action.due_on}
    who = {"expected_version": action.version, "actor": world.clerk(), "now": LATER}
    return operations.change_action(
        action_id=action.pk,
        ground=remedying.ground(publication, world),
        draft=ActionDraft(**{**draft, **{k: v for k, v in changes.items() if k not in who}}),
        **{**who, **{k: v for k, v in changes.items() if k in who}},
    )


def test_one_click_makes_a_whole_action(world, publication):
    action = remedying.make(publication, world)
    assert (action.number, action.code, action.state, action.percent) == (1, "1.2.1", "OPEN", 0)
    assert action.lost == Decimal(1)
    assert action.expected_gain == Decimal(1)
    assert action.text == f"Theo số liệu năm 2019: c{action.hint[1:]}"
    assert action.hint == ("Cần thêm 1 nhiệm vụ hoàn thành (9 → 10 trên 10) để đạt 2 điểm.")
    assert action.owner == "Trần Cán Bộ 1"
    assert action.user == world.people["clerk-1"]
    assert action.due_on == dt.date(2020, 12, 31)
    entry = JournalEntry.objects.get(action="remedy.made")
    assert entry.subject == f"remedial_plan:{action.plan_id}/component:1.2.1"


def test_a_second_click_makes_no_second_action(world, publication):
    assert remedying.make(publication, world).pk == remedying.make(publication, world).pk
    assert remedying.make(publication, world, text="Việc khác").number == 2


def test_an_owner_without_account_is_a_name_alone(world, publication):
    action = remedying.make(publication, world, owner="Tổ công nghệ số")
    assert (action.owner, action.user) == ("Tổ công nghệ số", None)


@pytest.mark.parametrize(
    ("code", "gain", "hint"),
    [
        ("2.1", "0.25", "Cần bớt 1 văn bản trái thẩm quyền (1 → 0) để đạt 1 điểm."),
        ("2.2", None, None),
        ("2.3", None, None),
    ],
)
def test_what_an_action_may_bring_is_found_by_goal_seek(world, publication, code, gain, hint):
    """The council judges initiatives and people answer surveys: no figure of the unit brings those points."""
    action = remedying.make(publication, world, code=code)
    assert action.expected_gain == (Decimal(gain) if gain else None)
    assert action.text
    if hint:
        assert action.hint == hint


def test_next_step_and_most_are_told_apart(world, publication):
    from parindex.assessments.models import FactEntry

    row = FactEntry.objects.get(dossier=world.dossier(), fact_code="plan_tasks")
    row.raw = row.raw.replace("9", "5", 1)
    row.save()
    ground = remedying.ground(publication, world)
    assert "1.2.1" in ground.losses
    aims = aims_of(ground, ["1.2.1"])["1.2.1"]
    assert aims.most is not None
    assert aims.most.text["vi"] == "Cần thêm 5 nhiệm vụ hoàn thành (5 → 10 trên 10) để đạt 2 điểm."
    # What the council gave (1 point) is already as much as the next step: only the most is offered.
    assert aims.next is None


def test_points_that_the_council_took_off_come_back_by_evidence(world, publication):
    ground = remedying.ground(publication, world)
    row = next(row for row in ground.picture["components"] if row["code"] == "1.1")
    row["final"] = "0.5"
    action = operations.make_action(
        ground=ground, code="1.1", draft=ActionDraft(), actor=world.clerk(), now=LATER
    )
    assert action.expected_gain == Decimal("1.5")
    assert action.hint == ("Số liệu đã cho 2 điểm, Hội đồng cho 0,5: cần đủ tài liệu kiểm chứng.")


def test_own_points_lie_within_what_was_lost(world, publication):
    action = remedying.make(publication, world, code="2.2", aim="OWN", gain=Decimal("0.25"))
    assert action.expected_gain == Decimal("0.25")
    with pytest.raises(RemedyRefused) as refused:
        remedying.make(publication, world, code="2.2", text="x", aim="OWN", gain=Decimal(1))
    assert refused.value.field == "gain"
    assert str(refused.value) == "Điểm dự kiến phải lớn hơn 0 và không quá 0,5 điểm đã mất."


def test_nothing_is_made_of_a_component_that_lost_nothing(world, publication):
    with pytest.raises(NotHereError):
        remedying.make(publication, world, code="1.1")


def test_a_day_gone_by_is_refused(world, publication):
    with pytest.raises(RemedyRefused, match="Hạn đã qua"):
        remedying.make(publication, world, due_on=dt.date(2020, 1, 1))


@pytest.mark.parametrize("name", ["clerk-2", "coordinator", "secretary", "nv.clerk"])
def test_only_the_units_desk_plans(world, publication, name):
    with pytest.raises(Denied):
        operations.make_action(
            ground=remedying.ground(publication, world),
            code="1.2.1",
            draft=ActionDraft(),
            actor=world.actor(name),
            now=LATER,
        )
    assert not RemedialAction.objects.exists()


def test_a_change_is_a_new_version_and_names_who_came_between(world, publication):
    action = remedying.make(publication, world)
    changed = change(world, publication, action, text="Giao việc hằng tuần", owner="Chị Lan")
    assert (changed.version, changed.text, changed.owner, changed.user) == (
        2,
        "Giao việc hằng tuần",
        "Chị Lan",
        None,
    )
    with pytest.raises(Stale) as stale:
        change(world, publication, action, text="Khác", expected_version=1)
    assert stale.value.theirs["text"] == "Giao việc hằng tuần"
    assert "Trần Cán Bộ 1" in str(stale.value)


def test_a_change_that_changes_nothing_is_none(world, publication):
    action = remedying.make(publication, world)
    assert change(world, publication, action).version == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [("text", {"text": " "}), ("owner", {"owner": ""}), ("due_on", {"due_on": None})],
)
def test_a_change_names_the_field_that_is_missing(world, publication, field, typed):
    with pytest.raises(RemedyRefused) as refused:
        change(world, publication, remedying.make(publication, world), **typed)
    assert refused.value.field == field


def test_a_day_that_has_gone_by_may_stand_when_something_else_changes(world, publication):
    action = remedying.make(publication, world, due_on=dt.date(2020, 2, 25))
    late = LATER + dt.timedelta(days=30)
    assert change(world, publication, action, text="Khác", now=late).text == "Khác"


def test_the_plan_adds_up_and_never_hopes_for_more_than_was_lost(world, publication):
    remedying.make(publication, world)
    remedying.make(publication, world, text="Kiểm tra hằng tháng")
    remedying.make(publication, world, code="2.1")
    view = remedying.view(publication, world)
    assert [row.action.code for row in view.kept] == ["1.2.1", "1.2.1", "2.1"]
    assert view.covered_lost == Decimal("1.25")
    assert view.expected == Decimal("1.25")
    assert [loss.row.code for loss in view.uncovered] == ["2.2", "2.3"]
    assert view.kept[0].field_name == "1. Công tác chỉ đạo, điều hành"


def test_a_unit_that_is_not_in_the_result_has_no_plan(world, publication):
    assert plan_of(world.justice, publication) is None
    assert remedying.view(publication, world, 1).plan is None


def test_too_many_actions_about_one_component_are_refused(world, publication):
    for number in range(20):
        remedying.make(publication, world, text=f"Việc {number}")
    with pytest.raises(Refused, match="quá nhiều việc"):
        remedying.make(publication, world, text="Việc nữa")
