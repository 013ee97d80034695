"""What waits of the periodic reports: one's own to write or approve, partners' parts, reports to receive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.accounts.rules import Actor
from parindex.reporting.choices import ReportState
from parindex.reporting.queries import Awaited, asked_joints, awaited_reports, drafting_reports
from parindex.reporting.rules import may_approve
from parindex.web.shell.deadlines import countdown
from parindex.web.shell.tasks import DRAFT, QUIET, RETURNED, WAITING, Task


def report_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return the reports on the person's desk, and what other departments asked for: two queries."""
    rows = [row for row in drafting_reports(actor) if now >= row.period.opens_at]
    return [*(_report(actor, row, now) for row in rows), *_joints(actor, now)]


def receiving_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return the coordinator's periods with reports to receive or to press for: one query."""
    return [_awaited(row, now) for row in awaited_reports(actor)]


def _report(actor: Actor, row: Any, now: dt.datetime) -> Task:
    urgency, button, note = _step(actor, row)
    return Task(
        title=_("Báo cáo: %(unit)s") % {"unit": row.unit.name},
        place=row.period.name,
        url=reverse("report:desk", args=[row.pk]),
        button=button,
        urgency=urgency,
        due_at=row.due_at,
        due=countdown(row.due_at, now=now),
        state=row.state,
        state_label=row.get_state_display(),
        note=note,
    )


def _step(actor: Actor, row: Any) -> tuple[int, str, str]:
    """Return urgency, button and note of a report for this person."""
    if row.state == ReportState.AWAITING_APPROVAL:
        if may_approve(actor, row):
            return WAITING, _("Xem và duyệt"), _("Cán bộ đã trình, đang chờ anh/chị duyệt.")
        return QUIET, _("Xem"), _("Đã trình, đang chờ lãnh đạo duyệt.")
    if row.state == ReportState.APPROVED:
        return WAITING, _("Gửi báo cáo"), _("Lãnh đạo đã duyệt. Chỉ tính là gửi khi có biên nhận.")
    if row.return_reason:
        return RETURNED, _("Sửa lại"), _("Trả lại: %(reason)s") % {"reason": row.return_reason}
    return DRAFT, _("Viết báo cáo"), ""


def _joints(actor: Actor, now: dt.datetime) -> Iterator[Task]:
    for row in asked_joints(actor):
        due_at = row.report.due_at
        yield Task(
            title=_("Gửi nội dung phối hợp cho %(unit)s") % {"unit": row.report.unit.name},
            place=row.report.period.name,
            url=f"{reverse('report:desk', args=[row.report_id])}#phan-{row.pk}",
            button=_("Viết phần phối hợp"),
            urgency=WAITING,
            due_at=due_at,
            due=countdown(due_at, now=now),
        )


def _awaited(row: Awaited, now: dt.datetime) -> Task:
    sent, missing = row.to_receive, row.total - row.handed_in
    title = ngettext("Tiếp nhận %(n)d báo cáo", "Tiếp nhận %(n)d báo cáo", sent) % {"n": sent}
    waits = ngettext(
        "Đôn đốc: %(n)d đơn vị chưa gửi báo cáo",
        "Đôn đốc: %(n)d đơn vị chưa gửi báo cáo",
        missing,
    ) % {"n": missing}
    return Task(
        title=title if sent else waits,
        place=row.period.name,
        url=reverse("report:board", args=[row.period.code]),
        button=_("Xem và tiếp nhận") if sent else _("Xem tiến độ"),
        urgency=WAITING if sent else DRAFT,
        due_at=row.period.due_at,
        due=countdown(row.period.due_at, now=now),
        done=row.handed_in,
        total=row.total,
    )
