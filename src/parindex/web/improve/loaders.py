"""Who gets in: the unit itself, those who oversee the cycle, and to write only who may."""

from __future__ import annotations

from typing import Any

from parindex.accounts.rules import Actor
from parindex.cycles.queries import NoCycleError, cycle_by_code
from parindex.cycles.rules import may_coordinate, may_oversee
from parindex.improvement.queries import NotHereError, draft_by_id, unit_result
from parindex.improvement.rules import may_read, works_for
from parindex.results.queries import publication_by_id
from parindex.units.queries import find_unit
from parindex.web.shell.loaders import overseen_cycle


def own_result(actor: Actor, *, publication_id: int, unit_code: str, **url: Any) -> dict[str, Any]:
    """A unit's result, for the unit and those who oversee the cycle."""
    result = unit_result(publication_id, unit_code)
    if not may_read(actor, result.unit, result.cycle):
        raise NotHereError
    return {"result": result, **url}


def desk_result(actor: Actor, **url: Any) -> dict[str, Any]:
    """A unit's result, for the unit's clerks and leaders only."""
    loaded = own_result(actor, **url)
    if not works_for(actor, loaded["result"].unit):
        raise NotHereError
    return loaded


def overseen_result(actor: Actor, *, publication_id: int) -> dict[str, Any]:
    """A publication, for those who oversee its cycle."""
    publication = publication_by_id(publication_id)
    if not may_oversee(actor, publication.round.cycle):
        raise NotHereError
    return {"publication": publication}


def unit_in_cycle(actor: Actor, *, cycle_code: str, unit_code: str, **url: Any) -> dict[str, Any]:
    """A unit in a cycle, for the unit and those who oversee the cycle."""
    cycle, unit = cycle_by_code(cycle_code), find_unit(unit_code)
    if unit is None or not may_read(actor, unit, cycle):
        raise NotHereError
    return {"cycle": cycle, "unit": unit, **url}


def desk_in_cycle(actor: Actor, **url: Any) -> dict[str, Any]:
    """A unit in a cycle, for the unit's clerks and leaders only."""
    loaded = unit_in_cycle(actor, **url)
    if not works_for(actor, loaded["unit"]):
        raise NotHereError
    return loaded


def coordinated_cycle(actor: Actor, **url: Any) -> dict[str, Any]:
    """A cycle, for who coordinates it."""
    loaded = overseen_cycle(actor, **url)
    if not may_coordinate(actor, loaded["cycle"]):
        raise NoCycleError
    return loaded


def overseen_draft(actor: Actor, *, draft_id: int, **url: Any) -> dict[str, Any]:
    """A draft of a set, for those who oversee the cycle it was begun in."""
    draft = draft_by_id(draft_id)
    if not may_oversee(actor, draft.cycle):
        raise NotHereError
    return {"draft": draft, **url}


def coordinated_draft(actor: Actor, **url: Any) -> dict[str, Any]:
    """A draft of a set, for who coordinates the cycle it was begun in."""
    loaded = overseen_draft(actor, **url)
    if not may_coordinate(actor, loaded["draft"].cycle):
        raise NotHereError
    return loaded
