"""Figures that lead departments propose for a unit's dossier, as its people see them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.operations.locking import gathering_obstacle
from parindex.assessments.queries import NoDossierError, dossier_by_id, load_workbook
from parindex.assessments.rules import DESK_ROLES
from parindex.assessments.values import in_words
from parindex.assessments.workbook import Workbook
from parindex.engine import parse_fact
from parindex.exchange.choices import ProposalState
from parindex.exchange.models import FactProposal
from parindex.exchange.rules import own_sheets
from parindex.kernel.errors import Correctable


class NoProposalError(Correctable):
    """There is no such proposal, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có đề nghị này."))


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A proposal beside what stands in the dossier; ``version`` is the fact's that was looked at."""

    proposal: FactProposal
    label: str
    codes: tuple[str, ...]
    before: str
    after: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Offers:
    """What waits for a dossier, and why nothing can be taken now ("" while it can)."""

    dossier: Dossier
    waiting: Sequence[Offer]
    decided: Sequence[Offer]
    closed_because: str


def offers_for(actor: Actor, dossier_id: int, *, now: dt.datetime) -> Offers:
    """Return the proposals for a dossier, for who types there; raises NoDossierError."""
    dossier = dossier_by_id(dossier_id)
    sheets = own_sheets(actor, Sheet.objects.filter(dossier=dossier).select_related("unit"))
    if not sheets:
        raise NoDossierError
    workbook = load_workbook(dossier)
    rows = list(FactProposal.objects.filter(dossier=dossier).select_related("agency"))
    return Offers(
        dossier=dossier,
        waiting=[_offer(row, workbook) for row in rows if row.state == ProposalState.WAITING],
        decided=[
            _offer(row, workbook) for row in reversed(rows) if row.state != ProposalState.WAITING
        ],
        closed_because=gathering_obstacle(dossier, sheets[0], now),
    )


def waiting_for_dossier(actor: Actor, dossier: Dossier) -> int:
    """Return how many proposals wait for the people who type in a dossier; 0 for others."""
    if not actor.unit_ids(*DESK_ROLES) & {dossier.unit_id}:
        return 0
    return FactProposal.objects.filter(dossier=dossier, state=ProposalState.WAITING).count()


def dossiers_with_offers(actor: Actor) -> QuerySet[Dossier]:
    """Return the person's dossiers for which figures wait, with ``offers``: how many."""
    rows = Dossier.objects.select_related("unit", "round__cycle")
    mine = rows.filter(
        unit_id__in=actor.unit_ids(*DESK_ROLES), fact_proposals__state=ProposalState.WAITING
    )
    return mine.annotate(offers=Count("fact_proposals")).order_by("pk")


def _offer(row: FactProposal, workbook: Workbook) -> Offer:
    fact = workbook.criteria_set.facts[row.fact_code]
    entry = workbook.facts.get(row.fact_code)
    return Offer(
        proposal=row,
        label=fact.label,
        codes=tuple(line.code for line in workbook.lines_using(row.fact_code)),
        before=in_words(fact, workbook.values.get(row.fact_code)),
        after=in_words(fact, parse_fact(fact, json.loads(row.raw))),
        version=entry.version if entry else 0,
    )
