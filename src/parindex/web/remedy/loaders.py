"""Who gets in: the unit itself and those who oversee the cycle; to write, the unit's desk."""

from __future__ import annotations

from typing import Any

from parindex.accounts.rules import Actor
from parindex.remedies.queries import NotHereError, action_by_id, ground_of
from parindex.remedies.rules import may_read, works_for


def own_ground(actor: Actor, *, publication_id: int, unit_code: str, **url: Any) -> dict[str, Any]:
    """A unit's part of a result, for the unit and those who oversee the cycle."""
    ground = ground_of(publication_id, unit_code)
    if not may_read(actor, ground.unit, ground.cycle):
        raise NotHereError
    return {"ground": ground, **url}


def desk_ground(actor: Actor, **url: Any) -> dict[str, Any]:
    """A unit's part of a result, for the unit's clerks and leaders only."""
    loaded = own_ground(actor, **url)
    if not works_for(actor, loaded["ground"].unit):
        raise NotHereError
    return loaded


def own_action(actor: Actor, *, action_id: int) -> dict[str, Any]:
    """An action, for the unit and those who oversee the cycle."""
    action = action_by_id(action_id)
    if not may_read(actor, action.plan.unit, action.plan.publication.round.cycle):
        raise NotHereError
    return {"task": action}


def desk_action(actor: Actor, **url: Any) -> dict[str, Any]:
    """An action, for the unit's clerks and leaders only."""
    loaded = own_action(actor, **url)
    if not works_for(actor, loaded["task"].plan.unit):
        raise NotHereError
    return loaded
