"""Loaders: the only way from a URL to an object, each with its rule."""

from __future__ import annotations

from typing import Any

from parindex.accounts.rules import Actor
from parindex.assessments.queries import NoDossierError, desk_workbook, dossier_by_id
from parindex.cycles.queries import cycle_by_code
from parindex.cycles.rules import may_oversee


def desk(actor: Actor, *, dossier_id: int, **url: Any) -> dict[str, Any]:
    """The dossier with its workbook, for its unit, its lead departments and the overseers."""
    return {"workbook": desk_workbook(actor, dossier_id), **url}


def overseen_cycle(actor: Actor, *, cycle_code: str, **url: Any) -> dict[str, Any]:
    """The cycle, for its coordinator, its council's secretary and chair."""
    cycle = cycle_by_code(cycle_code)
    if not may_oversee(actor, cycle):
        raise NoDossierError
    return {"cycle": cycle, **url}


def overseen_dossier(actor: Actor, *, dossier_id: int, **url: Any) -> dict[str, Any]:
    """A dossier, for those who oversee its cycle."""
    dossier = dossier_by_id(dossier_id)
    if not may_oversee(actor, dossier.round.cycle):
        raise NoDossierError
    return {"dossier": dossier, **url}

