"""The coordinator presses bodies whose periodic report has not come, in words, at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.models import User
from parindex.accounts.rules import Actor
from parindex.kernel import journal
from parindex.kernel.errors import Denied, Refused
from parindex.notices.choices import NoticeKind
from parindex.notices.operations.posting import Message, post
from parindex.notices.operations.scheduling import require_short
from parindex.notices.queries.recipients import people_in
from parindex.notices.texts import Text
from parindex.notices.timing import due_words
from parindex.reporting.models import Report, ReportingPeriod
from parindex.reporting.queries import reports_of
from parindex.reporting.rules import is_handed_in, may_coordinate

ROLES = (Role.CLERK, Role.LEADER)


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """How many people of how many bodies were told, and the bodies where nobody sits."""

    people: int
    bodies: int
    without_people: tuple[str, ...]


@transaction.atomic
def press_reports(
    *,
    period: ReportingPeriod,
    report_ids: Collection[int],
    text: str,
    token: str,
    actor: Actor,
    now: dt.datetime,
) -> Pressed:
    """Tell the people of the chosen bodies, in the bell and by mail; who has sent is left in peace.

    ``token`` keeps a second click from a second letter. Raises Denied to anybody but the
    coordinator, Refused without words or without anybody to tell.
    """
    if not may_coordinate(actor, period):
        raise Denied(_("Chỉ cơ quan điều phối được nhắc các đơn vị."))
    if not text.strip():
        raise Refused(_("Hãy ghi nội dung nhắc."))
    require_short(text)
    if not (token.isalnum() and len(token) <= 40):
        raise Refused(_("Trang đã cũ. Hãy tải lại trang rồi nhắc lại."))
    chosen = [row for row in reports_of(period).filter(pk__in=report_ids) if not is_handed_in(row)]
    if not chosen:
        raise Refused(_("Hãy chọn ít nhất một đơn vị chưa gửi báo cáo."))
    people = people_in({row.unit_id for row in chosen}, ROLES)
    told = {
        row.unit.name: {
            user.pk: user for role in ROLES for user in people.get((row.unit_id, role), ())
        }
        for row in chosen
    }
    with translation.override("vi"):
        messages = [
            _message(row, user, text, token)
            for row in chosen
            for user in told[row.unit.name].values()
        ]
    if post(messages, now=now):
        journal.record(
            at=now,
            actor=actor.label,
            action="reports.pressed",
            subject=f"reporting_period:{period.code}",
            unit_path=period.body.path,
            data={
                "units": [row.unit.code for row in chosen],
                "text": text.strip(),
                "people": len(messages),
            },
        )
    return Pressed(
        people=len(messages),
        bodies=sum(bool(users) for users in told.values()),
        without_people=tuple(name for name, users in told.items() if not users),
    )


def _message(report: Report, user: User, text: str, token: str) -> Message:
    due = due_words(report.due_at)
    title = f"{report.unit.body}: chưa gửi {report.period.name}"
    return Message(
        user=user,
        kind=NoticeKind.CALL,
        key=f"press-{token}:report-{report.pk}",
        text=Text(title=title, body=f"{text.strip()}\nHạn gửi: {due}."),
        url=reverse("report:desk", args=[report.pk]),
        unit_id=report.unit_id,
        by_mail=True,
    )
