"""What happens to a periodic report, and whom it concerns: its leader, its clerks, or both."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.urls import reverse

from parindex.accounts.choices import Role
from parindex.kernel.models import JournalEntry
from parindex.notices.choices import NoticeKind
from parindex.notices.operations.posting import Message
from parindex.notices.queries.recipients import people_in
from parindex.notices.texts import Text
from parindex.notices.timing import due_words
from parindex.reporting.choices import ReportState
from parindex.reporting.models import Report
from parindex.reporting.queries import reports

DESK = (Role.CLERK, Role.LEADER)
_SUBJECT = re.compile(r"report:(\d+)", re.ASCII)
Told = tuple[NoticeKind, str, str, tuple[Role, ...]]  # title and body, and who is told


def messages_about_reports(entries: Sequence[JournalEntry]) -> Iterator[Message]:
    """Yield what the entries make to tell; nothing of an entry whose report is gone or went on."""
    ids = {entry.pk: int(found[1]) for entry in entries if (found := _SUBJECT.match(entry.subject))}
    rows = reports().in_bulk(set(ids.values()))
    people = people_in({row.unit_id for row in rows.values()}, DESK)
    for entry in entries:
        report = rows.get(ids.get(entry.pk, 0))
        told = REPORT_TELLERS[entry.action](report, json.loads(entry.data)) if report else None
        if report is None or told is None:
            continue
        kind, title, body, roles = told
        for user in (user for role in roles for user in people.get((report.unit_id, role), ())):
            yield Message(
                user=user,
                kind=kind,
                key=f"journal-{entry.number}",
                text=Text(title=f"{report.unit.body}: {title}", body=body),
                url=reverse("report:desk", args=[report.pk]),
                unit_id=report.unit_id,
            )


def _asked(report: Report, _data: dict[str, Any]) -> Told | None:
    if report.state != ReportState.AWAITING_APPROVAL:
        return None  # it was approved or taken back before anybody was told
    return NoticeKind.SHEET, "báo cáo định kỳ chờ duyệt", f"{report.period}.", (Role.LEADER,)


def _back_to_desk(report: Report, data: dict[str, Any]) -> Told:
    body = f"Lý do: {data['reason']}\n{report.period}."
    return NoticeKind.SHEET, "lãnh đạo trả lại báo cáo để sửa", body, (Role.CLERK,)


def _returned(report: Report, data: dict[str, Any]) -> Told:
    body = f"Lý do: {data['reason']}\n{report.period}."
    return NoticeKind.SHEET, "cơ quan điều phối trả lại báo cáo", body, DESK


def _extended(report: Report, _data: dict[str, Any]) -> Told:
    title = f"được gia hạn gửi báo cáo, {due_words(report.due_at)}"
    body = f"Theo {report.extension_document}.\n{report.period}."
    return NoticeKind.EXTENSION, title, body, DESK


REPORT_TELLERS: dict[str, Callable[[Report, dict[str, Any]], Told | None]] = {
    "report.approval_requested": _asked,
    "report.returned_to_desk": _back_to_desk,
    "report.returned": _returned,
    "report.extended": _extended,
}
