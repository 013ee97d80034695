"""Who may send workbooks in: whoever may type there. Lead departments propose; the unit alone writes its dossier."""

from __future__ import annotations

from collections.abc import Iterable

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.models import Sheet
from parindex.assessments.rules import DESK_ROLES, LEAD_ROLES, may_draft
from parindex.cycles.models import Cycle
from parindex.cycles.rules import may_coordinate
from parindex.exchange.choices import BookKind
from parindex.exchange.models import UploadedBook


def own_sheets(actor: Actor, sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return the parts of a dossier in which the person may type."""
    return [sheet for sheet in sheets if may_draft(actor, sheet)]


def leading_units(actor: Actor, cycle: Cycle) -> frozenset[int]:
    """Return the bodies for which the person may propose figures: agencies that lead, and the coordinator."""
    if may_coordinate(actor, cycle):
        return actor.unit_ids(*LEAD_ROLES) | {cycle.coordinator_id}
    return actor.unit_ids(*LEAD_ROLES)


def may_use(actor: Actor, book: UploadedBook) -> bool:
    """Colleagues at the desk where a workbook was uploaded see it, confirm it and take it back."""
    if book.kind == BookKind.DOSSIER:
        roles: tuple[Role, ...] = DESK_ROLES
    else:
        roles = (*LEAD_ROLES, Role.COORDINATOR)
    return any(actor.has(role, unit_id=book.unit_id) for role in roles)
