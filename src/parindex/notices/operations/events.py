"""Which journal entries concern whom, and in what words."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from parindex.accounts.choices import Role
from parindex.appraisal.models import Reply
from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.models import Dossier, Sheet
from parindex.kernel.models import JournalEntry
from parindex.notices.choices import NoticeKind
from parindex.notices.operations.posting import Message
from parindex.notices.queries.recipients import People, people_in
from parindex.notices.texts import Text
from parindex.notices.timing import due_words
from parindex.results.models import Publication

DESK = (Role.CLERK, Role.LEADER)
CHUNK = 500  # units at once
_SUBJECT = re.compile(r"dossier:(\d+)(?:/(\w+):(.+))?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Happened:
    """A journal entry, unpacked: ``part`` and ``code`` of "dossier:12/component:1.2.1"."""

    number: int
    action: str
    subject: str
    data: Mapping[str, Any]
    dossier_id: int | None
    part: str
    code: str

    @classmethod
    def of(cls, entry: JournalEntry) -> Happened:
        found = _SUBJECT.fullmatch(entry.subject)
        return cls(
            number=entry.number,
            action=entry.action,
            subject=entry.subject,
            data=json.loads(entry.data),
            dossier_id=int(found[1]) if found else None,
            part=(found[2] or "") if found else "",
            code=(found[3] or "") if found else "",
        )

    def moment(self, name: str) -> dt.datetime:
        return dt.datetime.fromisoformat(str(self.data[name]))


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page of entries is about, loaded at once."""

    dossiers: Mapping[int, Dossier]
    sheets: Mapping[tuple[int, str], Sheet]
    replied: frozenset[tuple[int, str]]
    people: People

    @classmethod
    def of(cls, entries: Sequence[Happened]) -> Page:
        ids = {entry.dossier_id for entry in entries if entry.dossier_id}
        found = Dossier.objects.select_related("unit", "round__cycle").in_bulk(ids)
        rows = Sheet.objects.filter(dossier__in=found).select_related("unit")
        sheets = {(row.dossier_id, row.unit.code): row for row in rows}
        units = {row.unit_id for row in found.values()} | {row.unit_id for row in sheets.values()}
        return cls(
            dossiers=found,
            sheets=sheets,
            replied=frozenset(
                Reply.objects.filter(dossier__in=found).values_list("dossier_id", "code")
            ),
            people=people_in(units, DESK),
        )


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a unit's people of some roles are told, and where it leads."""

    kind: NoticeKind
    text: Text
    url: str
    roles: tuple[Role, ...] = DESK
    sheet: Sheet | None = None


def messages_about(entries: Sequence[Happened]) -> Iterator[Message]:
    """Yield what the entries make to tell; nothing of an entry whose dossier is gone."""
    page = Page.of(entries)
    for entry in entries:
        if entry.action == PUBLISHED:
            yield from _published(entry)
            continue
        dossier = page.dossiers.get(entry.dossier_id or 0)
        told = TELLERS[entry.action](entry, dossier, page) if dossier else None
        if dossier and told:
            yield from _to_people(entry, dossier, told, page)


def _to_people(entry: Happened, dossier: Dossier, told: Told, page: Page) -> Iterator[Message]:
    unit_id = told.sheet.unit_id if told.sheet else dossier.unit_id
    for role in told.roles:
        for user in page.people.get((unit_id, role), ()):
            yield Message(
                user=user,
                kind=told.kind,
                key=f"journal-{entry.number}",
                text=told.text,
                url=told.url,
                round_id=dossier.round_id,
                unit_id=unit_id,
            )


def _supplement(entry: Happened, dossier: Dossier, _page: Page) -> Told:
    due = due_words(entry.moment("due_at"))
    title = f"{dossier.unit.body}: Hội đồng yêu cầu bổ sung, văn bản số {entry.data['number']}"
    codes = ", ".join(entry.data["codes"])
    return Told(
        kind=NoticeKind.SUPPLEMENT,
        text=Text(title=title, body=f"Các mục {codes}. Hạn {due}.\n{entry.data['reason']}"),
        url=reverse("selfassess:supplements", args=[dossier.pk]),
    )


def _provisional(entry: Happened, dossier: Dossier, _page: Page) -> Told:
    due = due_words(entry.moment("reply_due_at"))
    return Told(
        kind=NoticeKind.PROVISIONAL,
        text=Text(
            title=f"{dossier.unit.body}: đã có kết quả thẩm định tạm thời",
            body=f"Đơn vị được giải trình {due}.",
        ),
        url=reverse("selfassess:replies", args=[dossier.pk]),
    )


def _approval(entry: Happened, dossier: Dossier, page: Page) -> Told | None:
    sheet = page.sheets.get((dossier.pk, entry.code))
    if sheet is None or sheet.state != SheetState.AWAITING_APPROVAL:
        return None  # it was approved or taken back before anybody was told
    return Told(
        kind=NoticeKind.SHEET,
        text=Text(title=f"{sheet.unit.body}: biểu tự chấm điểm chờ duyệt", body=f"{dossier}."),
        url=reverse("selfassess:sheet", args=[dossier.pk, sheet.pk]),
        roles=(Role.LEADER,),
        sheet=sheet,
    )


def _returned(entry: Happened, dossier: Dossier, page: Page) -> Told | None:
    sheet = page.sheets.get((dossier.pk, entry.code))
    if sheet is None:
        return None
    return Told(
        kind=NoticeKind.SHEET,
        text=Text(
            title=f"{sheet.unit.body}: lãnh đạo trả lại biểu tự chấm điểm để sửa",
            body=f"Lý do: {entry.data['reason']}\n{dossier}.",
        ),
        url=reverse("selfassess:desk", args=[dossier.pk]),
        roles=(Role.CLERK,),
        sheet=sheet,
    )


def _extension(entry: Happened, dossier: Dossier, _page: Page) -> Told:
    due = due_words(entry.moment("due_at"))
    number = entry.data.get("document_number") or entry.data.get("document") or ""
    body = f"Theo văn bản số {number}.\n{dossier}." if number else f"{dossier}."
    return Told(
        kind=NoticeKind.EXTENSION,
        text=Text(title=f"{dossier.unit.body}: được gia hạn nộp hồ sơ, {due}", body=body),
        url=reverse("selfassess:desk", args=[dossier.pk]),
    )


def _ruled(entry: Happened, dossier: Dossier, page: Page) -> Told | None:
    """Tell who replied; a ruling nobody asked for comes with the decision."""
    if (dossier.pk, entry.code) not in page.replied:
        return None
    return Told(
        kind=NoticeKind.RULING,
        text=Text(
            title=f"{dossier.unit.body}: Chủ tịch Hội đồng đã kết luận mục {entry.code} có giải trình",
            body=str(entry.data.get("after", {}).get("reason", "")),
        ),
        url=reverse("selfassess:replies", args=[dossier.pk]),
    )


def _decided(_entry: Happened, dossier: Dossier, _page: Page) -> Told:
    return Told(
        kind=NoticeKind.RULING,
        text=Text(title=f"{dossier.unit.body}: Hội đồng đã kết luận hồ sơ", body=f"{dossier}."),
        url=reverse("selfassess:replies", args=[dossier.pk]),
    )


def _published(entry: Happened) -> Iterator[Message]:
    """Tell every unit that stands in the result, some hundred units at a time."""
    row = (
        Publication.objects.filter(
            content_hash=entry.data["content_hash"], decision_number=entry.data["decision"]
        )
        .select_related("round__cycle", "criteria_set")
        .defer("content", "criteria_set__content")
        .first()
    )
    if row is None:
        return
    units = list(
        Dossier.objects.filter(
            round=row.round_id, criteria_set=row.criteria_set_id, stage=Stage.PUBLISHED
        )
        .order_by("pk")
        .values_list("unit_id", flat=True)
    )
    what = "đính chính kết quả" if row.correction_reason else "kết quả"
    text = Text(
        title=f"Đã công bố {what} theo {row.decision_number}: {row.criteria_set.name}",
        body=f"{row.round}.",
    )
    url = reverse("public:publication", args=[row.pk])
    for start in range(0, len(units), CHUNK):
        for (unit_id, _role), users in people_in(units[start : start + CHUNK], DESK).items():
            for user in users:
                yield Message(
                    user=user,
                    kind=NoticeKind.RESULT,
                    key=f"journal-{entry.number}",
                    text=text,
                    url=url,
                    round_id=row.round_id,
                    unit_id=unit_id,
                )


PUBLISHED = "results.published"
Teller = Callable[[Happened, Dossier, Page], Told | None]


def _nothing(_entry: Happened, _dossier: Dossier, _page: Page) -> None:
    """Stand for what is told without a dossier."""


TELLERS: dict[str, Teller] = {
    "supplement.requested": _supplement,
    "provisional.sent": _provisional,
    "sheet.approval_requested": _approval,
    "sheet.returned": _returned,
    "dossier.extended": _extension,
    "component.ruled": _ruled,
    "dossier.decided": _decided,
    PUBLISHED: _nothing,
}
