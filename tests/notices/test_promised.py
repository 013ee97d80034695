"""Reminders of remedial actions and of commitments, before their day and after it."""

from __future__ import annotations

import datetime as dt

from parindex.kernel.clock import VIETNAM
from parindex.notices.choices import Audience, Occasion
from parindex.notices.models import Notice
from parindex.notices.operations import RuleDraft, add_rule, run_due
from parindex.notices.queries.recipients import callees
from tests.support import aftermath, preparing, remedying, story

TENTH = dt.date(2020, 5, 10)


def rule(world, occasion, days):
    draft = RuleDraft(occasion=occasion, days_before=days, at_hour=8)
    return add_rule(
        scoring_round=world.round, draft=draft, actor=world.actor("coordinator"), now=story.OPENED
    )


def morning(day):
    return dt.datetime(2020, 5, day, 8, 0, tzinfo=VIETNAM)


def told():
    rows = Notice.objects.filter(kind="REMINDER").order_by("created_at", "user__username")
    return [(row.user.username, row.title) for row in rows]


def test_an_action_is_reminded_of_before_its_day(world):
    action = remedying.make(story.publish(world), world, due_on=TENTH)
    rule(world, Occasion.REMEDY_DUE, 3)
    assert run_due(morning(7)).reminders == 0
    assert run_due(morning(8)).reminders == 2
    title = "UBND xã Mẫu 01: việc khắc phục mục 1.2.1, hạn hết ngày 10/05/2020"
    assert told() == [("clerk-1", title), ("leader-1", title)]
    urls = set(Notice.objects.filter(kind="REMINDER").values_list("url", flat=True))
    assert urls == {f"/khac-phuc/viec/{action.pk}/"}


def test_actions_for_the_same_day_are_one_reminder(world):
    publication = story.publish(world)
    for code in ("1.2.1", "2.1", "2.2"):
        remedying.make(publication, world, code=code, due_on=TENTH)
    rule(world, Occasion.REMEDY_DUE, 3)
    assert run_due(morning(8)).reminders == 2
    assert told()[0][1].startswith("UBND xã Mẫu 01: việc khắc phục mục 1.2.1, 2.1, 2.2, hạn")
    place = f"/khac-phuc/{publication.pk}/huyen-mau.xa-01/"
    assert {row.url for row in Notice.objects.filter(kind="REMINDER")} == {place}


def test_an_overdue_action_is_reminded_of_until_it_is_done(world):
    publication = story.publish(world)
    remedying.make(publication, world, due_on=TENTH)
    done = remedying.make(publication, world, 1, due_on=TENTH)
    from parindex.remedies.operations import cancel_action

    cancel_action(
        action_id=done.pk,
        reason="Thôi",
        expected_version=1,
        actor=world.clerk(1),
        now=aftermath.LATER,
    )
    rule(world, Occasion.REMEDY_DUE, -2)
    assert run_due(morning(13)).reminders == 2
    assert told()[0][1] == ("UBND xã Mẫu 01: việc khắc phục mục 1.2.1, đã quá hạn 10/05/2020")


def test_a_commitment_is_reminded_of_too(world):
    preparing.commit(world, due_on=dt.date(2019, 12, 30))
    rule(world, Occasion.COMMITMENT_DUE, 3)
    eve = dt.datetime(2019, 12, 28, 8, 0, tzinfo=VIETNAM)
    assert run_due(eve).reminders == 2
    assert told()[0] == (
        "clerk-1",
        "UBND xã Mẫu 01: cam kết ở mục 1.1, hạn hết ngày 30/12/2019",
    )
    assert run_due(eve + dt.timedelta(hours=1)).reminders == 0


def test_who_is_called_is_named_with_what_was_promised(world):
    remedying.make(story.publish(world), world, due_on=TENTH)
    found = callees(world.round, Occasion.REMEDY_DUE, Audience.BOTH)
    assert [each.name for each in found] == ["UBND xã Mẫu 01 (1.2.1; trước ngày 11/05/2020)"]


def test_the_calendar_shows_what_was_promised(world):
    from parindex.notices.queries.deadlines import deadlines_of

    preparing.commit(world, due_on=dt.date(2019, 12, 30))
    action = remedying.make(story.publish(world), world, due_on=TENTH)
    shown = {each.uid: each for each in deadlines_of(world.clerk(), now=aftermath.LATER)}
    found = shown[f"mau-2019.khac-phuc-{action.pk}"]
    assert found.summary == "Hạn việc khắc phục mục 1.2.1: Xã Mẫu 01"
    assert found.at == dt.datetime(2020, 5, 11, tzinfo=VIETNAM)
    assert (found.is_done, found.sequence) == (False, 0)
    assert sum("cam-ket" in uid for uid in shown) == 1
    others = deadlines_of(world.clerk(1), now=aftermath.LATER)
    assert not any("khac-phuc" in each.uid for each in others)
