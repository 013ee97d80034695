"""Who may judge, ask, reply and decide once a dossier is handed in."""

from __future__ import annotations

import datetime as dt

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.appraisal.models import ProvisionalNotice, SupplementRequest
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.rules import DESK_ROLES

APPRAISABLE = (Stage.SUBMITTED, Stage.UNDER_APPRAISAL)


def belongs_to(actor: Actor, dossier: Dossier) -> bool:
    """Tell whether the person has a seat in the unit of the dossier: never judge in one's own case."""
    return any(seat.unit_id == dossier.unit_id for seat in actor.seats)


def may_award(actor: Actor, dossier: Dossier, agency_id: int | None) -> bool:
    """A member of the council whose agency is assigned to the component, not of the unit itself."""
    if agency_id is None or belongs_to(actor, dossier):
        return False
    return actor.has(Role.APPRAISER, unit_id=agency_id)


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
