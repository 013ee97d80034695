"""What happens to a periodic report is told to whom it concerns."""

from __future__ import annotations

import datetime as dt

import pytest

from parindex.notices.models import Notice
from parindex.notices.operations.following import follow_journal
from parindex.reporting import operations as desk
from tests.support import reporting


@pytest.fixture
def report(world):
    return reporting.report_of(reporting.open_period(world), world.communes[0])


def told(username: str) -> list[str]:
    follow_journal(reporting.WRITTEN)
    return list(
        Notice.objects.filter(user__username=username)
        .order_by("pk")
        .values_list("title", flat=True)
    )


def test_a_report_before_its_leader_rings_the_leader_s_bell(world, report):
    reporting.write(report, world.clerk())
    desk.ask_for_approval(report_id=report.pk, actor=world.clerk(), now=reporting.WRITTEN)
    assert told("leader-1") == ["UBND xã Mẫu 01: báo cáo định kỳ chờ duyệt"]
    assert told("clerk-1") == []
    notice = Notice.objects.get()
    assert notice.url == f"/bao-cao/{report.pk}/"


def test_what_was_taken_back_before_anybody_was_told_is_not_told(world, report):
    reporting.write(report, world.clerk())
    desk.ask_for_approval(report_id=report.pk, actor=world.clerk(), now=reporting.WRITTEN)
    desk.recall_report(report_id=report.pk, actor=world.clerk(), now=reporting.WRITTEN)
    assert told("leader-1") == []


def test_a_leader_s_return_goes_to_the_clerk_a_coordinator_s_to_both(world, report):
    reporting.write(report, world.clerk())
    desk.ask_for_approval(report_id=report.pk, actor=world.clerk(), now=reporting.WRITTEN)
    desk.return_to_drafting(
        report_id=report.pk, reason="Thiếu số liệu", actor=world.leader(), now=reporting.WRITTEN
    )
    assert told("clerk-1") == ["UBND xã Mẫu 01: lãnh đạo trả lại báo cáo để sửa"]
    reporting.submit(report, world.clerk(), world.leader())
    desk.return_report(
        report_id=report.pk,
        reason="Số không khớp",
        actor=world.actor("coordinator"),
        now=reporting.WRITTEN,
    )
    assert told("clerk-1")[-1] == "UBND xã Mẫu 01: cơ quan điều phối trả lại báo cáo"
    assert told("leader-1")[-1] == told("clerk-1")[-1]
    assert "Số không khớp" in Notice.objects.filter(user__username="leader-1").latest("pk").body


def test_more_time_is_told_with_its_document(world, report):
    later = reporting.DUE + dt.timedelta(days=3)
    desk.extend_report(
        report_id=report.pk,
        due_at=later,
        document="Công văn 5/UBND",
        actor=world.actor("coordinator"),
        now=reporting.WRITTEN,
    )
    [title] = told("clerk-1")
    assert title.startswith("UBND xã Mẫu 01: được gia hạn gửi báo cáo")
    assert "Công văn 5/UBND" in Notice.objects.filter(user__username="clerk-1").get().body
