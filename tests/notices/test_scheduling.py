from __future__ import annotations

import pytest

from parindex.kernel.errors import Denied, Refused, Stale
from parindex.kernel.models import JournalEntry
from parindex.notices.choices import Audience, Occasion
from parindex.notices.models import Notice, ReminderRule
from parindex.notices.operations import (
    Call,
    NoRuleError,
    RuleDraft,
    add_rule,
    change_rule,
    remind_now,
    remove_rule,
)
from parindex.notices.queries.recipients import callees
from tests.support import story

DRAFT = RuleDraft(occasion=Occasion.SUBMISSION_DUE, days_before=7, at_hour=8)
NOW = story.DRAFTED


def add(world, draft=DRAFT, who="coordinator"):
    return add_rule(scoring_round=world.round, draft=draft, actor=world.actor(who), now=NOW)


def change(world, rule, draft, version=1, who="coordinator"):
    return change_rule(
        rule_id=rule.pk, draft=draft, expected_version=version, actor=world.actor(who), now=NOW
    )


@pytest.mark.parametrize("who", ["secretary", "chair", "clerk-1", "nv.leader", "admin"])
def test_only_the_coordinator_sets_changes_and_removes_rules(world, who):
    rule = add(world)
    with pytest.raises(Denied):
        add(world, who=who)
    with pytest.raises(Denied):
        change(world, rule, DRAFT, who=who)
    with pytest.raises(Denied):
        remove_rule(rule_id=rule.pk, actor=world.actor(who), now=NOW)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"days_before": 400}, "Số ngày"),
        ({"days_before": -400}, "Số ngày"),
        ({"at_hour": 24}, "Giờ nhắc"),
        ({"by_mail": False, "in_app": False}, "ít nhất một cách"),
        ({"text": "x" * 2001}, "dài quá"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(world, changes, words):
    values = {"occasion": Occasion.SUBMISSION_DUE, "days_before": 1, "at_hour": 8, **changes}
    with pytest.raises(Refused, match=words):
        add(world, RuleDraft(**values))


def test_the_same_rule_twice_is_refused(world):
    add(world)
    with pytest.raises(Refused, match="Đã có lịch nhắc"):
        add(world)


def test_every_step_stands_in_the_journal(world):
    rule = add(world)
    change(world, rule, RuleDraft(occasion=DRAFT.occasion, days_before=3, at_hour=9))
    remove_rule(rule_id=rule.pk, actor=world.actor("coordinator"), now=NOW)
    actions = JournalEntry.objects.filter(action__startswith="reminder_rule")
    assert [row.action.rpartition(".")[2] for row in actions] == ["added", "changed", "removed"]
    assert not ReminderRule.objects.exists()


def test_who_comes_second_is_told(world):
    rule = add(world)
    change(world, rule, RuleDraft(occasion=DRAFT.occasion, days_before=3, at_hour=9))
    with pytest.raises(Stale):
        change(world, rule, DRAFT, version=1)


def test_a_rule_that_is_gone_says_so(world):
    rule = add(world)
    remove_rule(rule_id=rule.pk, actor=world.actor("coordinator"), now=NOW)
    with pytest.raises(NoRuleError, match="người khác vừa bỏ"):
        change(world, rule, DRAFT)


def call(world, items=None, text="Đề nghị nộp ngay.", token="a1", who="coordinator"):
    owing = callees(world.round, Occasion.SUBMISSION_DUE, Audience.BOTH)
    chosen = (
        items if items is not None else [row.item for row in owing if row.name == "UBND xã Mẫu 01"]
    )
    made = Call(occasion=Occasion.SUBMISSION_DUE, items=chosen, text=text, token=token)
    return remind_now(scoring_round=world.round, call=made, actor=world.actor(who), now=NOW)


def test_chosen_units_are_reminded_in_the_coordinators_own_words(world):
    called = call(world)
    assert (called.people, called.units, called.without_people) == (2, 1, ())
    notices = Notice.objects.order_by("user__username")
    assert [row.user.username for row in notices] == ["clerk-1", "leader-1"]
    assert notices[0].body.startswith("Đề nghị nộp ngay.\n")
    entry = JournalEntry.objects.get(action="units.reminded")
    assert '"units":["huyen-mau.xa-01"]' in entry.data


def test_a_second_click_sends_nothing_again(world):
    call(world)
    call(world)
    assert Notice.objects.count() == 2
    assert JournalEntry.objects.filter(action="units.reminded").count() == 1


def test_who_hands_in_meanwhile_is_left_in_peace(world):
    item = f"dossier-{world.dossier().pk}"
    story.submit(world)
    with pytest.raises(Refused, match="không còn việc này"):
        call(world, items=[item])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": " "}, "Hãy ghi nội dung"),
        ({"items": []}, "ít nhất một đơn vị"),
        ({"token": "../x"}, "Trang đã cũ"),
    ],
)
def test_a_call_without_words_units_or_a_proper_token_is_refused(world, changes, words):
    with pytest.raises(Refused, match=words):
        call(world, **changes)


def test_only_the_coordinator_calls(world):
    with pytest.raises(Denied):
        call(world, who="secretary")


def test_a_unit_where_nobody_sits_is_named(world):
    from parindex.accounts.models import Membership

    Membership.objects.filter(unit=world.communes[0]).delete()
    assert call(world).without_people == ("Xã Mẫu 01",)
