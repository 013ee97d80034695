"""Who may do what with a dossier before it is submitted."""

from __future__ import annotations

import datetime as dt

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.choices import SheetState
from parindex.assessments.models import Dossier, Sheet
from parindex.cycles.models import Round
from parindex.cycles.rules import may_coordinate, may_oversee

DESK_ROLES = (Role.CLERK, Role.LEADER)
LEAD_ROLES = (*DESK_ROLES, Role.APPRAISER)  # of an agency that guides components in all units


def works_on_sheet(actor: Actor, sheet: Sheet) -> bool:
    """Clerks and leaders of the body that answers for the sheet."""
    return any(actor.has(role, unit_id=sheet.unit_id) for role in DESK_ROLES)


def may_draft(actor: Actor, sheet: Sheet) -> bool:
    """Clerks fill in, leaders may correct, as long as nothing is handed in."""
    return works_on_sheet(actor, sheet)


def may_approve(actor: Actor, sheet: Sheet) -> bool:
    """The leader of the body that answers for the sheet."""
    return actor.has(Role.LEADER, unit_id=sheet.unit_id)


def may_submit(actor: Actor, dossier: Dossier) -> bool:
    """Somebody of the unit's desk, or for the district's own form the coordinator who gathers it."""
    return any(actor.has(role, unit_id=dossier.unit_id) for role in DESK_ROLES) or _gathers(
        actor, dossier
    )


def may_extend(actor: Actor, dossier: Dossier) -> bool:
    """The coordinating agency gives a unit more time, by a document."""
    return may_coordinate(actor, dossier.round.cycle)


def may_explain_lateness(actor: Actor, dossier: Dossier) -> bool:
    """Who is late is answered for by the head (letter 1202, part 4)."""
    return actor.has(Role.LEADER, unit_id=dossier.unit_id)


def may_see_desk(actor: Actor, dossier: Dossier, sheet_unit_ids: frozenset[int]) -> bool:
    """The unit, the bodies that answer for its sheets, and those who oversee the cycle."""
    mine = actor.unit_ids(*DESK_ROLES)
    return bool(mine & (sheet_unit_ids | {dossier.unit_id})) or may_oversee(
        actor, dossier.round.cycle
    )


def is_open_for_drafting(dossier: Dossier, sheet: Sheet) -> bool:
    """A sheet can be changed while it is drafted; an approved one must first be taken back."""
    return dossier.is_drafted and sheet.state == SheetState.DRAFTING


def is_late(dossier: Dossier, now: dt.datetime) -> bool:
    """From the unit's own deadline on, a submission is late: "before 23/01" ends when 23/01 begins."""
    return now >= dossier.due_at


def is_preparing(scoring_round: Round, now: dt.datetime) -> bool:
    """Between ``prepares_from`` and ``opens_at`` facts and documents are gathered, nothing is scored."""
    begins = scoring_round.prepares_from
    return begins is not None and begins <= now < scoring_round.opens_at


def may_gather(scoring_round: Round, now: dt.datetime) -> bool:
    """Tell whether facts and documents may be entered: scoring or its preparation has begun."""
    return now >= scoring_round.opens_at or is_preparing(scoring_round, now)


def owes_explanation(dossier: Dossier, sheet: Sheet, now: dt.datetime) -> bool:
    """A department that reports its part of another body's form late explains for itself.

    Letter 1202, part 4: the council's members, too, owe their reports before the deadline. A
    unit that hands in its own form explains when it hands in.
    """
    return sheet.unit_id != dossier.unit_id and is_late(dossier, now)


def _gathers(actor: Actor, dossier: Dossier) -> bool:
    cycle = dossier.round.cycle
    return dossier.unit_id == cycle.body_id and may_coordinate(actor, cycle)
