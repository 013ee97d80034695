"""What waits after a plan was made: actions due soon or overdue, plans before a leader or given back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.accounts.rules import Actor
from parindex.kernel.clock import vietnam_midnight
from parindex.remedies.choices import PlanState
from parindex.remedies.queries.waiting import waiting_for
from parindex.remedies.rules import leads
from parindex.web.shell.deadlines import countdown
from parindex.web.shell.tasks import QUIET, RETURNED, WAITING, Task

SHOWN = 3  # actions named in a note


def remedy_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return what waits at a person's desk: one query."""
    waiting = waiting_for(actor, now)
    return [*_due(waiting.actions, now), *(_plan(actor, row) for row in waiting.plans)]


def _due(rows: Iterable[Any], now: dt.datetime) -> Iterator[Task]:
    by_plan: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_plan[row.plan_id].append(row)
    for found in by_plan.values():
        yield _due_task(found, now)


def _due_task(rows: Sequence[Any], now: dt.datetime) -> Task:
    plan, count = rows[0].plan, len(rows)
    due_at = vietnam_midnight(rows[0].due_on + dt.timedelta(days=1))
    words = "; ".join(f"{row.code}: {row.text.rstrip('. ')}" for row in rows[:SHOWN])
    return Task(
        title=ngettext(
            "%(n)d việc khắc phục đến hạn hoặc quá hạn",
            "%(n)d việc khắc phục đến hạn hoặc quá hạn",
            count,
        )
        % {"n": count},
        place=f"{plan.unit.name} · {plan.publication.round}",
        url=f"{_place(plan)}?trang-thai=chua-xong#loc",
        button=_("Ghi tiến độ"),
        urgency=WAITING,
        due_at=due_at,
        due=countdown(due_at, now=now),
        note=f"{words}…" if count > SHOWN else f"{words}.",
    )


def _plan(actor: Actor, plan: Any) -> Task:
    awaits, is_leader = plan.state == PlanState.AWAITING_APPROVAL, leads(actor, plan.unit)
    if not awaits:
        note = _("Lãnh đạo trả lại: %(reason)s") % {"reason": plan.return_reason}
        title, button, urgency = _("Sửa kế hoạch khắc phục"), _("Sửa lại"), RETURNED
    else:
        title, button, note = _("Duyệt kế hoạch khắc phục"), _("Xem và duyệt"), ""
        urgency = WAITING if is_leader else QUIET
    return Task(
        title=f"{title}: {plan.unit.name}",
        place=str(plan.publication.round),
        url=_place(plan),
        button=button if urgency != QUIET else _("Xem"),
        urgency=urgency,
        state=plan.state,
        state_label=plan.get_state_display(),
        note=note,
    )


def _place(plan: Any) -> str:
    return reverse("remedy:plan", args=[plan.publication_id, plan.unit.code])
