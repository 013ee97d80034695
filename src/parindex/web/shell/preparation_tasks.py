"""What waits while a round is prepared: reviews, what was asked, commitments due, evidence promised to others."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.accounts.rules import Actor
from parindex.appraisal.standings import CouncilStanding
from parindex.assessments.rules import is_preparing
from parindex.kernel.clock import vietnam_midnight
from parindex.preparation.queries.parts import newest_dossiers
from parindex.preparation.queries.waiting import (
    Reviewing,
    led_rounds,
    waiting_for,
)
from parindex.web.shell.deadlines import countdown
from parindex.web.shell.tasks import DRAFT, QUIET, WAITING, Task

SHOWN = 3  # things named in a note


def preparation_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return what waits at a person's desk: a task for each dossier and kind."""
    waiting = waiting_for(actor, now)
    places = _places([*waiting.notes, *waiting.commitments])
    return [
        *(_review(row, now) for row in waiting.reviews),
        *_asked(waiting.notes, places, now),
        *_due(waiting.commitments, places, now),
        *_owed(waiting.owed, now),
        *(_led(row) for row in waiting.led),
    ]


def led_tasks(actor: Actor, now: dt.datetime) -> list[Task]:
    """Return the rounds being prepared in which an agency of the appraiser leads something."""
    return [_led(row) for row in led_rounds(actor, now)]


def overseeing_tasks(standings: Iterable[CouncilStanding], now: dt.datetime) -> list[Task]:
    """Return those of the coordinator's rounds that are being prepared; makes no query."""
    rounds = {standing.round.pk: standing.round for standing in standings}
    return [
        Task(
            title=_("Theo dõi, đôn đốc chuẩn bị"),
            place=str(row),
            url=reverse("prepare:summary", args=[row.cycle.code]),
            button=_("Xem tổng hợp"),
            urgency=QUIET,
        )
        for row in rounds.values()
        if is_preparing(row, now)
    ]


def _review(row: Reviewing, now: dt.datetime) -> Task:
    dossier = row.dossier
    opens = dossier.round.opens_at
    return Task(
        title=_("Soát từng mục: %(unit)s") % {"unit": dossier.unit.body},
        place=str(dossier.round),
        url=reverse("prepare:unit", args=[dossier.pk]),
        button=_("Soát, cam kết") if row.reviewed < row.total else _("Xem lại"),
        urgency=DRAFT if row.reviewed < row.total else QUIET,
        due_at=opens,
        due=countdown(opens, now=now),
        done=row.reviewed,
        total=row.total,
    )


def _asked(rows: Sequence[Any], places: dict[Any, int], now: dt.datetime) -> Iterator[Task]:
    for (cycle, unit), found in _by_unit(rows):
        count = len(found)
        yield _task(
            found,
            now,
            title=ngettext(
                "Trả lời %(n)d đề nghị của cơ quan chủ trì",
                "Trả lời %(n)d đề nghị của cơ quan chủ trì",
                count,
            )
            % {"n": count},
            url=f"{reverse('prepare:unit', args=[places[cycle, unit]])}#nhac",
            button=_("Xem và trả lời"),
        )


def _due(rows: Sequence[Any], places: dict[Any, int], now: dt.datetime) -> Iterator[Task]:
    for (cycle, unit), found in _by_unit(rows):
        count = len(found)
        yield _task(
            found,
            now,
            title=ngettext(
                "%(n)d cam kết đến hạn hoặc quá hạn", "%(n)d cam kết đến hạn hoặc quá hạn", count
            )
            % {"n": count},
            url=f"{reverse('prepare:unit', args=[places[cycle, unit]])}?cam-ket=co#loc",
            button=_("Ghi kết quả"),
        )


def _owed(rows: Sequence[Any], now: dt.datetime) -> Iterator[Task]:
    by_cycle: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_cycle[row.cycle.code].append(row)
    for code, found in by_cycle.items():
        count = len(found)
        words = ", ".join(f"{row.what} ({row.unit.name})" for row in found[:SHOWN])
        yield _task(
            found,
            now,
            title=ngettext(
                "Cung cấp %(n)d tài liệu đã hứa", "Cung cấp %(n)d tài liệu đã hứa", count
            )
            % {"n": count},
            url=reverse("prepare:giving", args=[code]),
            button=_("Xem tài liệu đã hứa"),
            note=f"{words}…" if count > SHOWN else words,
        )


def _task(
    rows: Sequence[Any], now: dt.datetime, *, title: str, url: str, button: str, note: str = ""
) -> Task:
    first = min(rows, key=lambda row: row.due_on)
    due_at = vietnam_midnight(first.due_on + dt.timedelta(days=1))
    return Task(
        title=title,
        place=f"{first.unit.name} · {first.cycle.name}",
        url=url,
        button=button,
        urgency=WAITING,
        due_at=due_at,
        due=countdown(due_at, now=now),
        note=note or ", ".join(f"{row.code}: {row.text}" for row in rows[:SHOWN]),
    )


def _led(row: Any) -> Task:
    return Task(
        title=_("Hướng dẫn, theo dõi lĩnh vực phụ trách"),
        place=str(row),
        url=reverse("prepare:field", args=[row.pk]),
        button=_("Xem các đơn vị"),
        urgency=QUIET,
    )


def _by_unit(rows: Iterable[Any]) -> list[tuple[tuple[int, int], list[Any]]]:
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows:
        found[row.cycle_id, row.unit_id].append(row)
    return list(found.items())


def _places(rows: Iterable[Any]) -> dict[tuple[int, int], int]:
    """Return the newest dossier of each unit that is named: one query for each cycle."""
    cycles: dict[int, Any] = {}
    units: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        cycles[row.cycle_id] = row.cycle
        units[row.cycle_id].add(row.unit_id)
    return {
        (pk, unit): dossier
        for pk, cycle in cycles.items()
        for unit, dossier in newest_dossiers(cycle, units[pk]).items()
    }
