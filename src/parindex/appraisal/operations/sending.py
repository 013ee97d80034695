"""The provisional result: to one unit, or to all that are ready at once, with one window for replies."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.docket import Docket
from parindex.appraisal.models import ProvisionalNotice
from parindex.appraisal.queries import council_dossiers, load_docket, load_dockets
from parindex.appraisal.rules import APPRAISABLE, Bench, bench_of, may_send
from parindex.assessments.choices import Stage
from parindex.assessments.fingerprint import require_as_handed_in
from parindex.assessments.models import Dossier
from parindex.assessments.operations.locking import locked_dossier
from parindex.assessments.operations.noting import note
from parindex.cycles.models import Round
from parindex.cycles.rules import is_secretary
from parindex.kernel.errors import Denied, Refused


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A dossier under appraisal with what stands between it and the notice; nothing when it is ready."""

    dossier: Dossier
    obstacles: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        return not self.obstacles


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What went out, and what did not, with the reasons."""

    notices: tuple[ProvisionalNotice, ...]
    left: tuple[Ready, ...]


@transaction.atomic
def send_provisional(
    *, dossier_id: int, reply_due_at: dt.datetime, actor: Actor, now: dt.datetime
) -> ProvisionalNotice:
    """Send the awards to the unit, which may reply until ``reply_due_at``.

    Raises Refused while a component is not awarded, a request for supplements is open, or an
    award no longer fits what was handed in (Docket.notice_obstacles says all of it).
    """
    dossier = locked_dossier(dossier_id)
    if not may_send(actor, dossier):
        raise Denied(_("Chỉ Thư ký Hội đồng, không phải của đơn vị này, gửi kết quả tạm thời."))
    if dossier.stage not in APPRAISABLE:
        raise Refused(
            _("Hồ sơ đang ở bước “%(stage)s” nên không làm được việc này.")
            % {"stage": dossier.get_stage_display()}
        )
    _require_window(reply_due_at, now)
    docket = load_docket(dossier)
    require_as_handed_in(docket.workbook)
    obstacles = docket.notice_obstacles(now)
    if obstacles:
        raise Refused(obstacles[0])
    return _send(dossier, reply_due_at, actor=actor, now=now)


@transaction.atomic
def send_all_provisional(
    *, scoring_round: Round, reply_due_at: dt.datetime, actor: Actor, now: dt.datetime
) -> Sent:
    """Send the provisional results of all dossiers that are ready, with one window for replies.

    The others stay where they are and are returned with what they lack. Raises Refused when none
    is ready.
    """
    if not is_secretary(actor, scoring_round.cycle):
        raise Denied(_("Chỉ Thư ký Hội đồng gửi kết quả tạm thời."))
    _require_window(reply_due_at, now)
    found = waiting_for_notice(actor, scoring_round, now, hold=True)
    ready = [row for row in found if row.is_ready]
    if not ready:
        raise Refused(_("Chưa có hồ sơ nào sẵn sàng để gửi kết quả tạm thời."))
    notices = tuple(_send(row.dossier, reply_due_at, actor=actor, now=now) for row in ready)
    return Sent(notices=notices, left=tuple(row for row in found if not row.is_ready))


def waiting_for_notice(
    actor: Actor, scoring_round: Round, now: dt.datetime, *, hold: bool = False
) -> list[Ready]:
    """Return the dossiers under appraisal with what each lacks, in the order of names.

    ``hold`` keeps them as they are until the end of the transaction.
    """
    rows = [row for row in council_dossiers(scoring_round) if row.stage in APPRAISABLE]
    if hold:
        held = Dossier.objects.select_for_update().filter(pk__in=[row.pk for row in rows])
        stages = dict(held.order_by("pk").values_list("pk", "stage"))
        rows = [row for row in rows if stages[row.pk] in APPRAISABLE]
    bench = bench_of(actor, scoring_round.cycle, now)
    return [
        Ready(dossier=docket.workbook.dossier, obstacles=_obstacles(bench, docket, now))
        for docket in load_dockets(rows)
    ]


def _obstacles(bench: Bench, docket: Docket, now: dt.datetime) -> tuple[str, ...]:
    try:
        require_as_handed_in(docket.workbook)
    except Refused as error:
        return (str(error),)
    found = docket.notice_obstacles(now)
    if not found and bench.stands_aside(docket.workbook.dossier):
        return (_("Anh/chị thuộc đơn vị này hoặc có xung đột lợi ích: Thư ký khác gửi."),)
    return tuple(found)


def _require_window(reply_due_at: dt.datetime, now: dt.datetime) -> None:
    if reply_due_at <= now:
        raise Refused(_("Hạn giải trình phải sau thời điểm hiện tại."))


def _send(
    dossier: Dossier, reply_due_at: dt.datetime, *, actor: Actor, now: dt.datetime
) -> ProvisionalNotice:
    notice = ProvisionalNotice.objects.create(
        dossier=dossier, sent_at=now, sent_by=actor.full_name, reply_due_at=reply_due_at
    )
    Dossier.objects.filter(pk=dossier.pk).update(stage=Stage.AWAITING_REPLY)
    note(dossier, "provisional.sent", actor=actor, now=now, data={"reply_due_at": reply_due_at})
    return notice
