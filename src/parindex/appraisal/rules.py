"""Who may judge, ask, reply and decide once a dossier is handed in."""

from __future__ import annotations

import datetime as dt

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.appraisal.models import ProvisionalNotice, SupplementRequest
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.rules import DESK_ROLES
from parindex.cycles.rules import is_chair, is_secretary

APPRAISABLE = (Stage.SUBMITTED, Stage.UNDER_APPRAISAL)


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


def may_award(actor: Actor, dossier: Dossier, agency_id: int | None) -> bool:
    """A member of the council whose agency is assigned to the component, not of the unit itself."""
    if agency_id is None or not actor.has(Role.APPRAISER, unit_id=agency_id):
        return False
    return not belongs_to(actor, dossier)


def may_request(actor: Actor, dossier: Dossier) -> bool:
    """The council's secretary or chair asks in writing, not of their own unit."""
    cycle = dossier.round.cycle
    in_council = is_secretary(actor, cycle) or is_chair(actor, cycle)
    return in_council and not belongs_to(actor, dossier)


def may_send(actor: Actor, dossier: Dossier) -> bool:
    """The council's secretary sends the provisional result, not to their own unit."""
    return is_secretary(actor, dossier.round.cycle) and not belongs_to(actor, dossier)


def may_rule(actor: Actor, dossier: Dossier) -> bool:
    """The council's chair rules and decides, not on their own unit."""
    return is_chair(actor, dossier.round.cycle) and not belongs_to(actor, dossier)


def may_answer(actor: Actor, dossier: Dossier) -> bool:
    """Clerks and leaders of the unit answer requests and reply to awards."""
    return any(actor.has(role, unit_id=dossier.unit_id) for role in DESK_ROLES)


def is_open_for_award(dossier: Dossier) -> bool:
    """Awards are given between submission and the provisional notice."""
    return dossier.stage in APPRAISABLE


def is_open_for_supplement(dossier: Dossier, request: SupplementRequest, now: dt.datetime) -> bool:
    """A request opens its components until its own date, and only while appraisal goes on."""
    return dossier.stage in APPRAISABLE and now < request.due_at


def is_open_for_reply(dossier: Dossier, notice: ProvisionalNotice, now: dt.datetime) -> bool:
    """A unit may reply until the date in the notice, unless the chair decided before."""
    return dossier.stage == Stage.AWAITING_REPLY and now < notice.reply_due_at
