"""The unit decides about what is proposed: what it takes it writes itself, with one click."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.models import Sheet
from parindex.assessments.operations import save_fact
from parindex.assessments.operations.noting import note
from parindex.assessments.queries import dossier_by_id
from parindex.exchange.choices import ProposalState
from parindex.exchange.models import FactProposal
from parindex.exchange.queries.proposals import NoProposalError
from parindex.exchange.rules import own_sheets
from parindex.kernel.errors import Refused


@transaction.atomic
def accept_figure(
    *, proposal_id: int, expected_version: int, actor: Actor, now: dt.datetime
) -> FactProposal:
    """Write a proposed figure into the dossier, as this person of the unit.

    Raises NoProposalError for a stranger, Refused for one that does not wait any more, and what
    ``save_fact`` raises: Stale when the fact was saved since it was looked at.
    """
    row = _waiting(proposal_id, actor)
    save_fact(
        dossier_id=row.dossier_id,
        fact_code=row.fact_code,
        wire=json.loads(row.raw),
        expected_version=expected_version,
        actor=actor,
        now=now,
    )
    _decide(row, ProposalState.ACCEPTED, "figure.accepted", actor=actor, now=now)
    return row


@transaction.atomic
def accept_figures(*, seen: Mapping[int, int], actor: Actor, now: dt.datetime) -> int:
    """Write several proposed figures, all or none; ``seen`` maps proposals to the versions looked at."""
    for proposal_id, version in sorted(seen.items()):
        accept_figure(proposal_id=proposal_id, expected_version=version, actor=actor, now=now)
    return len(seen)


@transaction.atomic
def decline_figure(
    *, proposal_id: int, reason: str, actor: Actor, now: dt.datetime
) -> FactProposal:
    """Leave the dossier as it is and tell the lead department why; raises Refused without a reason."""
    row = _waiting(proposal_id, actor)
    row.reason = reason.strip()
    if not row.reason:
        raise Refused(_("Hãy ghi lý do không nhận để cơ quan chủ trì biết."))
    _decide(row, ProposalState.DECLINED, "figure.declined", actor=actor, now=now)
    return row


def _waiting(proposal_id: int, actor: Actor) -> FactProposal:
    rows = FactProposal.objects.select_for_update(of=("self",)).select_related("agency")
    row = rows.filter(pk=proposal_id).first()
    if row is None or not own_sheets(actor, Sheet.objects.filter(dossier=row.dossier_id)):
        raise NoProposalError
    if row.state != ProposalState.WAITING:
        message = _("Đề nghị này không còn chờ nữa: %(state)s.")
        raise Refused(message % {"state": row.get_state_display()})
    return row


def _decide(
    row: FactProposal, state: ProposalState, action: str, *, actor: Actor, now: dt.datetime
) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.label, now
    row.save()
    note(
        dossier_by_id(row.dossier_id),
        action,
        about=f"fact:{row.fact_code}",
        actor=actor,
        now=now,
        data={"agency": row.agency.code, "after": row.raw, "reason": row.reason},
    )
