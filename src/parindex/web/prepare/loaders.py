"""Who gets in: the unit, the leads of its components, the coordinator and who oversees; givers to what they owe."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from parindex.accounts.rules import Actor
from parindex.assessments.queries import dossier_by_id
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.queries import cycle_by_code
from parindex.preparation.queries.givers import contribution_by_id, may_mark, owed_by
from parindex.preparation.queries.overview import led_sets, round_by_id
from parindex.preparation.queries.parts import NotHereError, part_in, part_of
from parindex.preparation.rules import Part, may_prepare, seen_codes


@dataclass(frozen=True, kw_only=True)
class Place:
    """A dossier with its unit's part in the cycle, and one of its components if the address names one."""

    dossier: Any
    part: Part
    code: str = ""


def unit_page(actor: Actor, *, dossier_id: int, **url: Any) -> dict[str, Any]:
    """A dossier with the unit's part, for the unit, the leads of its components and the overseers."""
    dossier = dossier_by_id(dossier_id)
    place = Place(dossier=dossier, part=part_of(dossier))
    if not _seen(actor, place):
        raise NotHereError
    return {"place": place, **url}


def component(actor: Actor, *, dossier_id: int, code: str) -> dict[str, Any]:
    """A component of a dossier, for those who see it."""
    place = unit_page(actor, dossier_id=dossier_id)["place"]
    if code not in _seen(actor, place):
        raise NotHereError
    return {"place": replace(place, code=code)}


def prepared_component(actor: Actor, *, dossier_id: int, code: str, **url: Any) -> dict[str, Any]:
    """A component of a dossier, for those who prepare it."""
    place = component(actor, dossier_id=dossier_id, code=code)["place"]
    if not may_prepare(actor, place.part, code):
        raise NotHereError
    return {"place": place, **url}


def led_round(actor: Actor, *, round_id: int, **url: Any) -> dict[str, Any]:
    """A round with the components that the person leads in it."""
    scoring_round = round_by_id(round_id)
    return {"round": scoring_round, "led": led_sets(actor, scoring_round.cycle), **url}


def promises(actor: Actor, *, cycle_code: str) -> dict[str, Any]:
    """What the person's units promised to others in a cycle."""
    cycle = cycle_by_code(cycle_code)
    return {"cycle": cycle, "owed": owed_by(actor, cycle)}


def promise(actor: Actor, *, contribution_id: int) -> dict[str, Any]:
    """A promise, for its giver and those who prepare the component."""
    row = contribution_by_id(contribution_id)
    if not may_mark(actor, part_in(row.cycle, row.unit), row):
        raise NotHereError
    return {"promised": row}


def _seen(actor: Actor, place: Place) -> frozenset[str]:
    leaves = criteria_set_of(place.part.criteria_set).leaves
    return seen_codes(actor, place.part, [leaf.code for leaf in leaves])
