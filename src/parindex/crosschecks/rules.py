"""Who sees flags, and who may set one aside."""

from __future__ import annotations

import datetime as dt

from parindex.accounts.rules import Actor
from parindex.appraisal.rules import may_award, may_request
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.cycles.rules import may_oversee


def may_see_flags(
    actor: Actor, dossier: Dossier, agency_id: int | None, *, now: dt.datetime
) -> bool:
    """The appraiser of the component, and those who oversee the cycle; a unit has its own hints."""
    return may_award(actor, dossier, agency_id, now=now) or may_oversee(actor, dossier.round.cycle)


def may_dismiss(actor: Actor, dossier: Dossier, agency_id: int | None, *, now: dt.datetime) -> bool:
    """The appraiser of the component, the council's secretary and chair, never in their own case."""
    return may_award(actor, dossier, agency_id, now=now) or may_request(actor, dossier)


def is_open_for_dismissal(dossier: Dossier) -> bool:
    """Flags are set aside while the council works on the dossier."""
    return dossier.stage not in {Stage.SELF_ASSESSMENT, Stage.PUBLISHED}
