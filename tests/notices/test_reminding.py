from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.assessments.operations import grant_extension
from parindex.kernel.clock import VIETNAM
from parindex.notices.choices import Audience, MailState, NoticeKind, Occasion
from parindex.notices.models import Notice, ReminderRule
from parindex.notices.operations import RuleDraft, add_rule, change_rule, run_due
from tests.support import story

EIGHT = 8
MORNING = dt.datetime(2020, 1, 16, 8, 0, tzinfo=VIETNAM)  # a week before the deadline
SOON = dt.timedelta(minutes=5)


def rule(world, occasion=Occasion.SUBMISSION_DUE, days=7, **changes):
    """Let the coordinator add a rule when the round opens; it counts from then on."""
    draft = RuleDraft(occasion=occasion, days_before=days, at_hour=EIGHT, **changes)
    return add_rule(
        scoring_round=world.round, draft=draft, actor=world.actor("coordinator"), now=story.OPENED
    )


def told():
    reminders = Notice.objects.filter(kind="REMINDER")
    return sorted(reminders.values_list("user__username", flat=True))


def test_everybody_who_has_not_handed_in_is_reminded_at_the_hour(world):
    rule(world)
    assert run_due(MORNING - SOON).reminders == 0
    assert run_due(MORNING).reminders == 8
    assert told() == [
        *("clerk-1", "clerk-2", "leader-1", "leader-2"),
        *("nv.clerk", "nv.leader", "tp.clerk", "tp.leader"),
    ]


def test_however_often_it_runs_nobody_is_told_twice(world):
    rule(world)
    run_due(MORNING)
    assert [run_due(MORNING + n * SOON).reminders for n in range(1, 4)] == [0, 0, 0]
    assert Notice.objects.count() == 8


def test_two_who_run_at_once_tell_once(world):
    """What one of them had not seen yet, the unique key keeps out."""
    from parindex.notices.operations.posting import Message, post
    from parindex.notices.texts import Text

    message = Message(
        user=world.people["clerk-1"],
        kind=NoticeKind.REMINDER,
        key="x",
        text=Text(title="Một"),
        url="/",
    )
    post([message], now=MORNING)
    again = Notice(
        user=message.user,
        kind="REMINDER",
        title="Hai",
        created_at=MORNING,
        dedupe_key=f"x:u{message.user.pk}",
    )
    Notice.objects.bulk_create([again], ignore_conflicts=True)
    assert [notice.title for notice in Notice.objects.all()] == ["Một"]


def test_who_has_handed_in_is_left_in_peace(world):
    rule(world)
    story.submit(world, 0)
    run_due(MORNING)
    assert not {"clerk-1", "leader-1"} & set(told())


def test_a_department_whose_part_is_approved_is_left_in_peace(world):
    from parindex.assessments.models import Sheet

    rule(world)
    Sheet.objects.filter(unit=world.justice).update(state="APPROVED")
    run_due(MORNING)
    assert [name for name in told() if name.startswith("tp.")] == []


def test_when_every_part_is_approved_the_coordinator_is_reminded_to_hand_in(world):
    from parindex.assessments.models import Sheet

    rule(world)
    Sheet.objects.filter(dossier=world.district_dossier()).update(state="APPROVED")
    run_due(MORNING)
    notice = Notice.objects.get(user__username="coordinator")
    assert notice.title == (
        "Phòng Nội vụ: nộp biểu tự chấm điểm của UBND huyện Mẫu, hạn trước ngày 23/01/2020"
    )


@pytest.mark.parametrize(
    ("audience", "names"),
    [(Audience.CLERKS, {"clerk-1", "clerk-2"}), (Audience.LEADERS, {"leader-1", "leader-2"})],
)
def test_only_those_are_reminded_whom_the_rule_names(world, audience, names):
    rule(world, audience=audience)
    run_due(MORNING)
    assert {name for name in told() if name[-1].isdigit()} == names


def test_a_unit_with_an_extension_is_reminded_of_its_own_deadline(world):
    rule(world)
    grant_extension(
        dossier_id=world.dossier().pk,
        due_at=story.DUE + dt.timedelta(days=3),
        document_number="9/CV",
        document_date=story.OPENED.date(),
        reason="Thiên tai",
        actor=world.actor("coordinator"),
        now=story.OPENED,
    )
    run_due(MORNING)
    assert "clerk-1" not in told()
    run_due(MORNING + dt.timedelta(days=3))
    notice = Notice.objects.get(user__username="clerk-1", kind="REMINDER")
    assert notice.title == ("UBND xã Mẫu 01: nộp hồ sơ tự chấm điểm, hạn trước ngày 26/01/2020")


def test_a_deadline_that_moves_is_reminded_of_anew(world):
    rule(world)
    run_due(MORNING)
    grant_extension(
        dossier_id=world.dossier().pk,
        due_at=story.DUE + dt.timedelta(days=3),
        document_number="9/CV",
        document_date=story.OPENED.date(),
        reason="Thiên tai",
        actor=world.actor("coordinator"),
        now=MORNING,
    )
    run_due(MORNING + dt.timedelta(days=3))
    assert Notice.objects.filter(user__username="clerk-1", kind="REMINDER").count() == 2


def test_after_the_deadline_the_reminder_says_so(world):
    rule(world, days=-1)
    run_due(story.DUE + dt.timedelta(hours=32))
    notice = Notice.objects.get(user__username="clerk-1")
    assert notice.title == (
        "UBND xã Mẫu 01: đã quá hạn nộp hồ sơ tự chấm điểm (trước ngày 23/01/2020)"
    )
    assert "người đứng đầu phải giải trình" in notice.body


def test_what_was_missed_by_more_than_a_day_is_not_sent(world):
    rule(world)
    assert run_due(MORNING + dt.timedelta(hours=24)).reminders == 0


def test_a_new_rule_does_not_remind_of_a_moment_that_has_gone(world):
    draft = RuleDraft(occasion=Occasion.SUBMISSION_DUE, days_before=7, at_hour=EIGHT)
    add_rule(
        scoring_round=world.round,
        draft=draft,
        actor=world.actor("coordinator"),
        now=MORNING + SOON,
    )
    assert run_due(MORNING + 2 * SOON).reminders == 0


def test_new_words_do_not_lose_the_mornings_reminder(world):
    made = rule(world)
    change_rule(
        rule_id=made.pk,
        draft=RuleDraft(
            occasion=Occasion.SUBMISSION_DUE,
            days_before=7,
            at_hour=EIGHT,
            text="Đề nghị khẩn trương.",
        ),
        expected_version=1,
        actor=world.actor("coordinator"),
        now=MORNING + SOON,
    )
    assert run_due(MORNING + 2 * SOON).reminders == 8
    assert Notice.objects.earliest("pk").body.startswith("Đề nghị khẩn trương.\n")


def test_a_rule_that_is_switched_off_is_silent(world):
    ReminderRule.objects.filter(pk=rule(world).pk).update(is_active=False)
    assert run_due(MORNING).reminders == 0


def test_an_open_request_is_reminded_of_until_every_item_is_answered(world):
    from parindex.appraisal.operations import answer_supplement, request_supplement

    dossier = story.submit(world)
    request = request_supplement(
        dossier_id=dossier.pk,
        number="1/HĐ",
        codes=["1.1"],
        reason="Thiếu bản chụp",
        due_at=story.REPLY_DUE,
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    rule(world, Occasion.SUPPLEMENT_DUE, days=1)
    rule(world, Occasion.SUPPLEMENT_DUE, days=0)
    day_before = dt.datetime(2020, 2, 9, 8, 0, tzinfo=VIETNAM)
    assert run_due(day_before).reminders == 2
    notice = Notice.objects.filter(kind="REMINDER").earliest("pk")
    assert notice.title == (
        "UBND xã Mẫu 01: bổ sung tài liệu theo văn bản số 1/HĐ, hạn trước 17:00 ngày 10/02/2020"
    )
    answer_supplement(
        item_id=request.items.get().pk, answer="Đã gửi", actor=world.clerk(), now=day_before
    )
    assert run_due(day_before + dt.timedelta(days=1)).reminders == 0


def test_an_open_window_for_replies_is_reminded_of(world):
    story.send_provisional(world)
    rule(world, Occasion.REPLY_DUE, days=1, audience=Audience.LEADERS)
    run_due(dt.datetime(2020, 2, 9, 8, 0, tzinfo=VIETNAM))
    notice = Notice.objects.get(kind="REMINDER")
    assert (notice.user.username, notice.url) == (
        "leader-1",
        f"/tu-danh-gia/{world.dossier().pk}/giai-trinh/",
    )


def test_appraisers_are_reminded_of_what_nobody_has_awarded(world):
    story.submit(world)
    rule(world, Occasion.APPRAISAL_OPEN, days=-2)
    run_due(story.DUE + dt.timedelta(days=2, hours=8))
    titles = dict(Notice.objects.values_list("user__username", "title"))
    assert titles == {
        "nv.appraiser": "Phòng Nội vụ: còn 1 mục chưa thẩm định",
        "tp.appraiser": "Phòng Tư pháp: còn 5 mục chưa thẩm định",
    }


def test_appraisers_who_are_done_are_left_in_peace(world):
    story.award_all(world)
    rule(world, Occasion.APPRAISAL_OPEN, days=-2)
    assert run_due(story.DUE + dt.timedelta(days=2, hours=8)).reminders == 0


def test_units_are_told_to_prepare_before_a_round_opens(world):
    draft = RuleDraft(occasion=Occasion.PREPARATION, days_before=2, at_hour=EIGHT)
    early = story.OPENED - dt.timedelta(days=10)
    add_rule(scoring_round=world.round, draft=draft, actor=world.actor("coordinator"), now=early)
    run_due(story.OPENED - dt.timedelta(days=2))
    titles = set(Notice.objects.filter(kind="REMINDER").values_list("title", flat=True))
    assert "UBND xã Mẫu 01: chuẩn bị số liệu, đợt chấm điểm mở từ 08:00 ngày 26/12/2019" in titles
    assert len(titles) == 4


def test_whom_no_letter_reaches_finds_the_notice_on_the_page(world, settings):
    rule(world, in_app=False)
    world.people["leader-1"].email = "leader@mau.vn"
    world.people["leader-1"].save()
    run_due(MORNING)
    found = {row.user.username: (row.mail_state, row.in_app) for row in Notice.objects.all()}
    assert found["leader-1"] == (MailState.WAITING, False)
    assert found["clerk-1"] == (MailState.NO_ADDRESS, True)


def test_without_mail_the_notice_stands_on_the_page_and_no_letter_waits(world, settings):
    settings.MAIL_ON = False
    world.people["leader-1"].email = "leader@mau.vn"
    world.people["leader-1"].save()
    rule(world, in_app=False)
    run_due(MORNING)
    notice = Notice.objects.get(user__username="leader-1")
    assert (notice.mail_state, notice.in_app) == (MailState.OFF, True)


def _queries(communes: int) -> int:
    world = story.build_world(communes)
    rule(world)
    with CaptureQueriesContext(connection) as captured:
        assert run_due(MORNING).reminders == 2 * communes + 4
    return len(captured)


@pytest.mark.django_db
def test_a_run_costs_the_same_for_one_unit_and_for_twenty():
    from django.db import transaction

    found = []
    for communes in (1, 20):
        with transaction.atomic():
            found.append(_queries(communes))
            transaction.set_rollback(True)
    assert found[0] == found[1]
