"""What waits of the collated reports: to begin, to write, to approve, to send up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.reporting.choices import ReportState
from parindex.reporting.collating.queries import collations_of, periods_to_collate
from parindex.reporting.rules import may_approve
from parindex.web.shell.deadlines import countdown
from parindex.web.shell.tasks import DRAFT, QUIET, RETURNED, WAITING, Task


def body_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return the collated reports of the person's own body: one query."""
    rows = collations_of(actor, Role.CLERK, Role.LEADER)
    return [_report(actor, row) for row in rows if now >= row.period.opens_at]


def collating_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return what the coordinator collates: two queries."""
    rows = [
        row for row in collations_of(actor, Role.COORDINATOR) if row.state != ReportState.APPROVED
    ]
    return [*(_report(actor, row) for row in rows), *_to_begin(actor, now)]


def _report(actor: Actor, row: Any) -> Task:
    urgency, button, note = _step(actor, row)
    return Task(
        title=_("Báo cáo tổng hợp: %(body)s") % {"body": row.unit.body},
        place=row.period.name,
        url=reverse("collate:overview", args=[row.period.code]),
        button=button,
        urgency=urgency,
        state=row.state,
        state_label=row.get_state_display(),
        note=note,
    )


def _step(actor: Actor, row: Any) -> tuple[int, str, str]:
    """Return urgency, button and note of a collated report for this person."""
    if row.state == ReportState.AWAITING_APPROVAL:
        if may_approve(actor, row):
            return WAITING, _("Xem và duyệt"), _("Báo cáo đã trình, đang chờ anh/chị duyệt.")
        return QUIET, _("Xem"), _("Đã trình, đang chờ lãnh đạo duyệt.")
    if row.state == ReportState.APPROVED:
        return (
            WAITING,
            _("Gửi lên cấp trên"),
            _("Lãnh đạo đã duyệt; cấp trên đang chờ báo cáo này."),
        )
    if row.return_reason:
        return RETURNED, _("Sửa lại"), _("Trả lại: %(reason)s") % {"reason": row.return_reason}
    return DRAFT, _("Mở bản tổng hợp"), ""


def _to_begin(actor: Actor, now: dt.datetime) -> Iterator[Task]:
    for period in periods_to_collate(actor):
        yield Task(
            title=_("Tổng hợp các báo cáo đã gửi"),
            place=period.name,
            url=reverse("collate:overview", args=[period.code]),
            button=_("Bắt đầu tổng hợp"),
            urgency=DRAFT,
            due_at=period.due_at,
            due=countdown(period.due_at, now=now),
        )
