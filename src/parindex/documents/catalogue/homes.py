"""Whose documents a person has to do with: the cycles they oversee, the dossiers of their units."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.models import Dossier
from parindex.assessments.queries import NoDossierError, dossiers
from parindex.assessments.rules import DESK_ROLES
from parindex.cycles.models import Cycle
from parindex.cycles.queries import cycles
from parindex.results.queries import publication_by_id


def overseen_cycles(actor: Actor) -> QuerySet[Cycle]:
    """Return the cycles whose documents the person prepares, the newest first."""
    over_body = Q(body_id__in=actor.unit_ids(Role.SECRETARY, Role.CHAIR))
    return cycles().filter(over_body | Q(coordinator_id__in=actor.unit_ids(Role.COORDINATOR)))


def own_dossiers(actor: Actor) -> list[Dossier]:
    """Return the dossiers that the person's units fill in or have a sheet of, the newest round first."""
    mine = actor.unit_ids(*DESK_ROLES)
    rows = dossiers().filter(Q(unit_id__in=mine) | Q(sheets__unit_id__in=mine), closed_at=None)
    return list(rows.distinct().order_by("-round__due_at", "unit__sort_key"))


def dossier_behind(publication_id: int, unit_code: str) -> Dossier:
    """Return the unit's dossier behind a result; raises NoPublicationError or NoDossierError."""
    publication = publication_by_id(publication_id)
    rows = dossiers().filter(
        round=publication.round_id,
        criteria_set=publication.criteria_set_id,
        unit__code=unit_code,
    )
    found = rows.first()
    if found is None:
        raise NoDossierError
    return found
