"""The pages about one round of a cycle share how it is chosen, and what stands in their head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from parindex.accounts.rules import Actor
from parindex.appraisal.rules import runs_council
from parindex.cycles.queries import NoCycleError, rounds_of
from parindex.cycles.rules import is_chair, is_secretary
from parindex.web.shell.loaders import overseen_cycle


def overseen_rounds(actor: Actor, *, cycle_code: str, **url: Any) -> dict[str, Any]:
    """The rounds of a cycle that has some, for those who oversee it."""
    cycle = overseen_cycle(actor, cycle_code=cycle_code)["cycle"]
    rounds = rounds_of(cycle)
    if not rounds:
        raise NoCycleError
    return {"rounds": rounds, **url}


def chosen(rounds: list[Any], query: QueryDict) -> Any:
    """Return the round that the query string names as ``dot``, else the newest."""
    number = query.get("dot", "")
    return next((row for row in rounds if str(row.number) == number), rounds[-1])


def secretarys_rounds(actor: Actor, **url: Any) -> dict[str, Any]:
    """The same, only for the council's secretary."""
    return _kept(overseen_rounds(actor, **url), lambda cycle: is_secretary(actor, cycle))


def chairs_rounds(actor: Actor, **url: Any) -> dict[str, Any]:
    """The same, only for the council's chair."""
    return _kept(overseen_rounds(actor, **url), lambda cycle: is_chair(actor, cycle))


def councils_rounds(actor: Actor, **url: Any) -> dict[str, Any]:
    """The same, only for the council's chair and secretary."""
    return _kept(overseen_rounds(actor, **url), lambda cycle: runs_council(actor, cycle))


def _kept(loaded: dict[str, Any], may: Callable[[Any], bool]) -> dict[str, Any]:
    if not may(loaded["rounds"][0].cycle):
        raise NoCycleError
    return loaded
