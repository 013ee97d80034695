"""What waits for a person before submission and on the unit's side after it, most urgent first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.appraisal.standings import reply_windows, waiting_supplements
from parindex.assessments.choices import SheetState
from parindex.assessments.progress import (
    SheetProgress,
    drafting_progress,
    gathered_dossiers,
    handed_in_dossiers,
)
from parindex.web.shell.deadlines import Countdown, countdown

RETURNED, WAITING, DRAFT, QUIET = range(4)  # order of urgency among tasks of the same deadline
HANDED_IN_SHOWN = 6


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do, with one button; ``done`` and ``total`` count components or dossiers."""

    title: str
    place: str
    url: str
    button: str
    urgency: int = DRAFT
    due_at: dt.datetime | None = None
    due: Countdown | None = None
    state: str = ""
    state_label: str = ""
    note: str = ""
    done: int | None = None
    total: int | None = None
    points: Decimal | None = None
    max_points: Decimal | None = None

    @property
    def is_quiet(self) -> bool:
        """Tell whether the person can only look and wait."""
        return self.urgency == QUIET


def by_urgency(tasks: list[Task]) -> list[Task]:
    """Sort what the person can do before what only waits, then by deadline."""
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    return sorted(tasks, key=lambda task: (task.is_quiet, task.urgency, task.due_at or far))


def desk_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return the person's work on dossiers of their own desk."""
    tasks = [_sheet_task(actor, progress, now) for progress in drafting_progress(actor)]
    tasks += _supplement_tasks(actor, now)
    tasks += _reply_tasks(actor, now)
    return by_urgency(tasks)


def gathering_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return the district forms that the person gathers from the lead departments and hands in."""
    return by_urgency(
        [_gathering_task(dossier, sheets, now) for dossier, sheets in gathered_dossiers(actor)]
    )


def handed_in(actor: Actor) -> list[Any]:
    """Return the person's newest dossiers that are out of their hands."""
    return list(handed_in_dossiers(actor)[:HANDED_IN_SHOWN])


def _sheet_task(actor: Actor, progress: SheetProgress, now: dt.datetime) -> Task:
    dossier, sheet = progress.dossier, progress.sheet
    urgency, button, note = _sheet_step(actor, progress)
    sheet_url = reverse("selfassess:sheet", args=[dossier.pk, sheet.pk])
    is_drafting = sheet.state == SheetState.DRAFTING
    return Task(
        title=dossier.unit.body
        if sheet.unit_id == dossier.unit_id
        else f"{dossier.unit.body} – {sheet.unit.name}",
        place=str(dossier.round),
        url=reverse("selfassess:desk", args=[dossier.pk]) if is_drafting else sheet_url,
        button=button,
        urgency=urgency,
        due_at=dossier.due_at,
        due=countdown(dossier.due_at, now=now),
        state=sheet.state,
        state_label=sheet.get_state_display(),
        note=note,
        done=progress.finished,
        total=progress.total,
        points=progress.points,
        max_points=progress.max_points,
    )


def _sheet_step(actor: Actor, progress: SheetProgress) -> tuple[int, str, str]:
    """Return urgency, button and note of a sheet for this person."""
    sheet = progress.sheet
    if sheet.state == SheetState.AWAITING_APPROVAL:
        if actor.has(Role.LEADER, unit_id=sheet.unit_id):
            return WAITING, _("Xem và duyệt"), _("Cán bộ đã trình, đang chờ anh/chị duyệt.")
        return QUIET, _("Xem"), _("Đã trình, đang chờ lãnh đạo duyệt.")
    if sheet.state == SheetState.APPROVED:
        if sheet.unit_id == progress.dossier.unit_id:
            return (
                WAITING,
                _("Nộp hồ sơ"),
                _("Lãnh đạo đã duyệt. Hồ sơ chỉ được tính là nộp khi có biên nhận."),
            )
        return QUIET, _("Xem"), _("Đã duyệt; cơ quan điều phối gom các phần và nộp.")
    if sheet.return_reason:
        return (
            RETURNED,
            _("Sửa lại"),
            _("Lãnh đạo trả lại: %(reason)s") % {"reason": sheet.return_reason},
        )
    if progress.finished == progress.total:
        return DRAFT, _("Kiểm tra và trình duyệt"), _unproven(progress) or _("Đã chấm đủ các mục.")
    return DRAFT, _("Làm tiếp") if progress.finished else _("Bắt đầu"), _unproven(progress)


def _unproven(progress: SheetProgress) -> str:
    if not progress.unproven:
        return ""
    return ngettext(
        "%(count)d mục có điểm nhưng chưa có tài liệu kiểm chứng hay giải trình: sẽ tính 0 điểm.",
        "%(count)d mục có điểm nhưng chưa có tài liệu kiểm chứng hay giải trình: sẽ tính 0 điểm.",
        progress.unproven,
    ) % {"count": progress.unproven}


def _supplement_tasks(actor: Actor, now: dt.datetime) -> Iterator[Task]:
    for request in waiting_supplements(actor, now):
        items = list(request.items.all())
        answered = sum(item.answered_at is not None for item in items)
        yield Task(
            title=_("Bổ sung theo văn bản số %(number)s") % {"number": request.number},
            place=f"{request.dossier.unit.body} · {request.dossier.round}",
            url=reverse("selfassess:supplements", args=[request.dossier_id]),
            button=_("Bổ sung tài liệu") if answered < len(items) else _("Xem lại"),
            urgency=RETURNED if answered < len(items) else QUIET,
            due_at=request.due_at,
            due=countdown(request.due_at, now=now),
            note=request.reason,
            done=answered,
            total=len(items),
        )


def _reply_tasks(actor: Actor, now: dt.datetime) -> Iterator[Task]:
    notices: list[Any] = reply_windows(actor, now)  # with their count of replies
    for notice in notices:
        yield Task(
            title=_("Kết quả tạm thời: có thể giải trình"),
            place=f"{notice.dossier.unit.body} · {notice.dossier.round}",
            url=reverse("selfassess:replies", args=[notice.dossier_id]),
            button=_("Xem và giải trình"),
            urgency=WAITING,
            due_at=notice.reply_due_at,
            due=countdown(notice.reply_due_at, now=now),
            note=ngettext(
                "Đã giải trình %(count)d mục.", "Đã giải trình %(count)d mục.", notice.replies
            )
            % {"count": notice.replies}
            if notice.replies
            else "",
        )


def _gathering_task(dossier: Any, sheets: list[Any], now: dt.datetime) -> Task:
    approved = sum(sheet.state == SheetState.APPROVED for sheet in sheets)
    missing = [sheet.unit.name for sheet in sheets if sheet.state != SheetState.APPROVED]
    is_ready = bool(sheets) and not missing
    return Task(
        title=_("Gom và nộp hồ sơ của %(unit)s") % {"unit": dossier.unit.body},
        place=str(dossier.round),
        url=reverse("selfassess:desk", args=[dossier.pk]),
        button=_("Nộp hồ sơ") if is_ready else _("Xem tiến độ"),
        urgency=WAITING if is_ready else DRAFT,
        due_at=dossier.due_at,
        due=countdown(dossier.due_at, now=now),
        note=_("Chưa duyệt xong: %(units)s.") % {"units": ", ".join(missing)} if missing else "",
        done=approved,
        total=len(sheets),
    )
