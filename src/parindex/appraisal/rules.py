"""Who may judge, ask, reply and decide once a dossier is handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.appraisal.models import (
    ProvisionalNotice,
    Recusal,
    Reply,
    Ruling,
    Substitution,
    SupplementRequest,
)
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.rules import DESK_ROLES
from parindex.cycles.models import Cycle
from parindex.cycles.rules import is_chair, is_secretary
from parindex.kernel.clock import moment_text, vietnam_date

APPRAISABLE = (Stage.SUBMITTED, Stage.UNDER_APPRAISAL)
NOBODY = 0  # the id of no account: who is not signed in stands in for nobody
CLOSED = (Stage.DECIDED, Stage.PUBLISHED)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What a person may judge in one cycle at one moment: loaded once, asked for every component.

    ``substitutions`` maps agencies to the substitution that is in force, ``recused`` holds units.
    """

    actor: Actor
    substitutions: Mapping[int, int]
    recused: frozenset[int]

    @property
    def agencies(self) -> frozenset[int]:
        """Return the agencies in whose name the person appraises: by seat, or as a substitute."""
        return self.actor.unit_ids(Role.APPRAISER) | self.substitutions.keys()

    def may_award(self, dossier: Dossier, agency_id: int | None) -> bool:
        """An appraiser of the assigned agency or their substitute, not of the unit, not recused."""
        return agency_id in self.agencies and not self.stands_aside(dossier)

    def stands_aside(self, dossier: Dossier) -> bool:
        """Tell whether the person judges nothing of this dossier."""
        return dossier.unit_id in self.recused or belongs_to(self.actor, dossier)

    def substitution_for(self, agency_id: int) -> int | None:
        """Return by which substitution the person acts for the agency; None by a seat of their own."""
        has_seat = self.actor.has(Role.APPRAISER, unit_id=agency_id)
        return None if has_seat else self.substitutions.get(agency_id)


def bench_of(actor: Actor, cycle: Cycle, now: dt.datetime) -> Bench:
    """Load what a person may judge in a cycle now: two queries."""
    return benches_of(actor, [cycle.pk], now)[cycle.pk]


def benches_of(actor: Actor, cycle_ids: Collection[int], now: dt.datetime) -> dict[int, Bench]:
    """Load what a person may judge in some cycles now: two queries however many there are."""
    acting: dict[int, dict[int, int]] = {pk: {} for pk in cycle_ids}
    recused: dict[int, set[int]] = {pk: set() for pk in cycle_ids}
    for row in substitutions_in_force(actor, now).filter(cycle_id__in=cycle_ids):
        acting[row.cycle_id][row.agency_id] = row.pk
    aside = Recusal.objects.filter(
        cycle_id__in=cycle_ids, user_id=actor.user_id or NOBODY, lifted_at=None
    ).values_list("cycle_id", "unit_id")
    for cycle_id, unit_id in aside:
        recused[cycle_id].add(unit_id)
    return {
        pk: Bench(actor=actor, substitutions=acting[pk], recused=frozenset(recused[pk]))
        for pk in cycle_ids
    }


def substitutions_in_force(actor: Actor, now: dt.datetime) -> QuerySet[Substitution]:
    """Return what the person stands in for today, in Vietnam; both days count."""
    today = vietnam_date(now)
    rows = Substitution.objects.filter(substitute_id=actor.user_id or NOBODY, ended_at=None)
    return rows.filter(from_day__lte=today, until_day__gte=today)


def belongs_to(actor: Actor, dossier: Dossier) -> bool:
    """Tell whether the person has a seat in the unit of the dossier: never judge in one's own case.

    The district's own form is filled in by its departments, so each of them is in its own case
    there. A unit that answers for its whole form itself costs no query.
    """
    mine = {seat.unit_id for seat in actor.seats}
    if dossier.unit_id in mine:
        return True
    is_shared_out = dossier.unit_id == dossier.round.cycle.body_id
    return is_shared_out and dossier.sheets.filter(unit_id__in=mine).exists()


def stands_aside(actor: Actor, dossier: Dossier) -> bool:
    """Tell whether the person judges nothing of this dossier: their own unit's, or they are recused."""
    recusals = Recusal.objects.filter(
        cycle_id=dossier.round.cycle_id,
        user_id=actor.user_id or NOBODY,
        unit_id=dossier.unit_id,
        lifted_at=None,
    )
    return belongs_to(actor, dossier) or recusals.exists()


def may_award(actor: Actor, dossier: Dossier, agency_id: int | None, *, now: dt.datetime) -> bool:
    """Tell as ``Bench.may_award`` of one component; for many, load the bench once."""
    return bench_of(actor, dossier.round.cycle, now).may_award(dossier, agency_id)


def may_request(actor: Actor, dossier: Dossier) -> bool:
    """The council's secretary or chair asks in writing, not of their own unit."""
    return runs_council(actor, dossier.round.cycle) and not stands_aside(actor, dossier)


def may_send(actor: Actor, dossier: Dossier) -> bool:
    """The council's secretary sends the provisional result, not to their own unit."""
    return is_secretary(actor, dossier.round.cycle) and not stands_aside(actor, dossier)


def may_rule(actor: Actor, dossier: Dossier) -> bool:
    """The council's chair rules and decides, not on their own unit."""
    return is_chair(actor, dossier.round.cycle) and not stands_aside(actor, dossier)


def runs_council(actor: Actor, cycle: Cycle) -> bool:
    """The chair and the secretary appoint substitutes and keep the record of conflicts."""
    return is_secretary(actor, cycle) or is_chair(actor, cycle)


def may_answer(actor: Actor, dossier: Dossier) -> bool:
    """Clerks and leaders of the unit answer requests and reply to awards."""
    return any(actor.has(role, unit_id=dossier.unit_id) for role in DESK_ROLES)


def is_open_for_award(dossier: Dossier) -> bool:
    """Awards are given between submission and the provisional notice."""
    return dossier.stage in APPRAISABLE


def request_closed_because(dossier: Dossier, request: SupplementRequest, now: dt.datetime) -> str:
    """Say why a request takes nothing in any more; "" while it is open.

    A request ends with its own date, or earlier with the phase: when the provisional notice is
    sent or the dossier is decided, whatever date the request names.
    """
    if now >= request.due_at:
        return _("Yêu cầu bổ sung số %(number)s đã hết hạn lúc %(due)s.") % {
            "number": request.number,
            "due": moment_text(request.due_at),
        }
    if dossier.stage in APPRAISABLE:
        return ""
    return _(
        "Yêu cầu bổ sung số %(number)s (hạn %(due)s) đóng sớm: hồ sơ đã qua thẩm định "
        "(đang ở bước “%(stage)s”) nên không nhận bổ sung nữa."
    ) % {
        "number": request.number,
        "due": moment_text(request.due_at),
        "stage": dossier.get_stage_display(),
    }


def is_open_for_reply(dossier: Dossier, notice: ProvisionalNotice, now: dt.datetime) -> bool:
    """A unit may reply until the date in the notice, unless the chair decided before."""
    return dossier.stage == Stage.AWAITING_REPLY and now < notice.reply_due_at


def is_thread_closed(reply: Reply | None, ruling: Ruling | None) -> bool:
    """A ruling closes the thread it answers; one that came before the unit spoke does not."""
    return reply is not None and ruling is not None and reply.changed_at <= ruling.ruled_at
