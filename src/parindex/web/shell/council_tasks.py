"""What waits for appraisers, secretary, chair, coordinator and administrator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.appraisal.readings import ReadingRow, readings_for
from parindex.appraisal.standings import (
    CouncilStanding,
    QueueCount,
    queue_counts,
    threads_waiting,
)
from parindex.assessments.choices import Stage
from parindex.cycles.queries import cycles
from parindex.cycles.rules import is_chair, is_secretary, may_coordinate
from parindex.kernel.clock import moment_text
from parindex.web.shell.deadlines import countdown
from parindex.web.shell.tasks import DRAFT, QUIET, WAITING, Task, by_urgency

SHOWN = 4  # components named in a note


def appraisal_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return the rounds in which the person's agencies appraise something."""
    tasks = [_appraisal_task(count, now) for count in queue_counts(actor, now)]
    return by_urgency([*tasks, *_thread_tasks(actor, now), *_reading_tasks(actor, now)])


def _thread_tasks(actor: Actor, now: dt.datetime) -> Iterator[Task]:
    """Replies of units that wait for a word of the agency that gave the award."""
    for scoring_round, waiting in threads_waiting(actor, now):
        dossier, code = waiting[0]
        count = len(waiting)
        yield Task(
            title=ngettext(
                "Trả lời %(count)d giải trình của đơn vị",
                "Trả lời %(count)d giải trình của đơn vị",
                count,
            )
            % {"count": count},
            place=str(scoring_round),
            url=reverse("appraise:case", args=[scoring_round.pk, dossier.pk, code]),
            button=_("Mở giải trình đầu tiên"),
            urgency=WAITING,
            note=", ".join(f"{row.unit.name} {of_row}" for row, of_row in waiting[:SHOWN]),
        )


def _reading_tasks(actor: Actor, now: dt.datetime) -> Iterator[Task]:
    """Awards that are the person's to read a second time."""
    by_round: dict[int, list[ReadingRow]] = {}
    for row in readings_for(actor, now):
        by_round.setdefault(row.reading.dossier.round_id, []).append(row)
    for round_id, rows in by_round.items():
        left = sum(row.is_open for row in rows)
        yield Task(
            title=_("Đọc lại điểm thẩm định"),
            place=str(rows[0].reading.dossier.round),
            url=reverse("appraise:readings", args=[round_id]),
            button=_("Đọc lại") if left else _("Xem"),
            urgency=WAITING if left else QUIET,
            done=len(rows) - left,
            total=len(rows),
        )


def _appraisal_task(count: QueueCount, now: dt.datetime) -> Task:
    return Task(
        title=str(count.round.cycle),
        place=_("%(round)s · %(count)d hồ sơ đang mở thẩm định")
        % {"round": count.round.name, "count": count.units},
        url=reverse("appraise:queue", args=[count.round.pk]),
        button=_("Thẩm định") if count.left else _("Mở bàn thẩm định"),
        urgency=DRAFT if count.left else QUIET,
        note=_appraisal_note(count, now),
        done=count.done if count.total else None,
        total=count.total or None,
    )


def _appraisal_note(count: QueueCount, now: dt.datetime) -> str:
    """Say what comes next when nothing waits."""
    if count.left:
        return ""
    if count.total:
        return _("Đã thẩm định xong phần được giao; Thư ký Hội đồng sẽ gửi kết quả tạm thời.")
    if now < count.round.due_at:
        return _(
            "Chưa có hồ sơ để thẩm định. Các đơn vị nộp trước %(moment)s; nộp đến đâu, hồ sơ hiện ra đến đó."
        ) % {"moment": moment_text(count.round.due_at)}
    return _("Không có hồ sơ nào đang mở thẩm định.")


def council_tasks(actor: Actor, standings: list[CouncilStanding], now: dt.datetime) -> list[Task]:
    """Return the next step of secretary, chair and coordinator in each round they oversee."""
    tasks = [task for standing in standings for task in _steps(actor, standing, now)]
    return by_urgency(tasks)


def administration_tasks(actor: Actor) -> list[Task]:
    """Return the journals that the person may read as administrator; nothing waits there."""
    return [
        Task(
            title=_("Nhật ký: %(cycle)s") % {"cycle": cycle},
            place=_("Tài khoản và vai trò được tạo bằng dòng lệnh trên máy chủ."),
            url=reverse("manage:journal", args=[cycle.code]),
            button=_("Xem nhật ký"),
            urgency=QUIET,
        )
        for cycle in cycles()
        if actor.oversees(Role.ADMINISTRATOR, path=cycle.body.path)
    ]


def _steps(actor: Actor, standing: CouncilStanding, now: dt.datetime) -> Iterator[Task]:
    cycle = standing.round.cycle
    if is_secretary(actor, cycle) and standing.awarded:
        yield _task(
            standing,
            ngettext(
                "Gửi kết quả tạm thời cho %(count)d đơn vị",
                "Gửi kết quả tạm thời cho %(count)d đơn vị",
                standing.awarded,
            )
            % {"count": standing.awarded},
            _("Xem và gửi một lần"),
            note=_("Các hồ sơ này đã thẩm định đủ mọi mục."),
            route="manage:sending",
        )
    if (is_secretary(actor, cycle) or is_chair(actor, cycle)) and standing.unanswered:
        yield _task(
            standing,
            ngettext(
                "%(count)d giải trình chờ trả lời hoặc kết luận",
                "%(count)d giải trình chờ trả lời hoặc kết luận",
                standing.unanswered,
            )
            % {"count": standing.unanswered},
            _("Xem các việc còn mở"),
            note="",
            route="manage:sign_off",
        )
    if is_chair(actor, cycle) and standing.closable:
        yield _task(
            standing,
            ngettext("Kết luận %(count)d hồ sơ", "Kết luận %(count)d hồ sơ", standing.closable)
            % {"count": standing.closable},
            _("Mở danh sách hồ sơ"),
            note=_("Thời hạn giải trình của các đơn vị này đã hết."),
        )
    if is_chair(actor, cycle) and standing.is_decided and not standing.is_signed:
        yield _task(
            standing,
            _("Ký kết quả trước khi công bố"),
            _("Xem và ký"),
            note=_("Mọi hồ sơ đã nộp đều đã được kết luận."),
            route="manage:sign_off",
        )
    if may_coordinate(actor, cycle):
        yield from _coordination(standing, now)


def _coordination(standing: CouncilStanding, now: dt.datetime) -> Iterator[Task]:
    missing = standing.stages.get(Stage.SELF_ASSESSMENT, 0)
    if standing.is_publishable:
        yield Task(
            title=_("Công bố kết quả: %(set)s") % {"set": standing.criteria_set.name},
            place=str(standing.round),
            url=reverse(
                "manage:publish", args=[standing.round.cycle.code, standing.criteria_set.code]
            ),
            button=_("Xem trước và công bố"),
            urgency=WAITING,
            note=_("Mọi hồ sơ đã nộp đều đã được kết luận và Chủ tịch Hội đồng đã ký."),
            done=standing.stages[Stage.DECIDED],
            total=standing.total,
        )
    elif missing:
        due_at = standing.round.due_at
        yield Task(
            title=ngettext(
                "Đôn đốc: %(count)d đơn vị chưa nộp", "Đôn đốc: %(count)d đơn vị chưa nộp", missing
            )
            % {"count": missing},
            place=f"{standing.criteria_set.name} · {standing.round.name}",
            url=reverse("manage:cycle", args=[standing.round.cycle.code]),
            button=_("Xem tiến độ"),
            due_at=due_at,
            due=countdown(due_at, now=now),
            done=standing.total - missing,
            total=standing.total,
        )


def _task(
    standing: CouncilStanding, title: str, button: str, *, note: str, route: str = "manage:cycle"
) -> Task:
    here = reverse(route, args=[standing.round.cycle.code])
    return Task(
        title=title,
        place=f"{standing.criteria_set.name} · {standing.round.name}",
        url=here if route == "manage:cycle" else f"{here}?dot={standing.round.number}",
        button=button,
        urgency=WAITING,
        note=note,
    )
