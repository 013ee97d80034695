"""Who gets in: those who oversee the cycle read, the coordinator chases, everybody has an own list."""

from __future__ import annotations

from typing import Any

from parindex.accounts.rules import Actor
from parindex.cycles.queries import NoCycleError
from parindex.notices.queries.inbox import own_notice
from parindex.notices.queries.schedule import rule_of
from parindex.notices.rules import may_chase
from parindex.web.shell.loaders import overseen_cycle


def chased_cycle(actor: Actor, *, cycle_code: str) -> dict[str, Any]:
    """The cycle, for the agency that coordinates it."""
    cycle = overseen_cycle(actor, cycle_code=cycle_code)["cycle"]
    if not may_chase(actor, cycle):
        raise NoCycleError
    return {"cycle": cycle}


def chased_rule(actor: Actor, *, cycle_code: str, rule_id: int) -> dict[str, Any]:
    """A rule of exactly this cycle, for the agency that coordinates it."""
    cycle = chased_cycle(actor, cycle_code=cycle_code)["cycle"]
    return {"cycle": cycle, "rule": rule_of(cycle, rule_id)}


def notice(actor: Actor, *, notice_id: int) -> dict[str, Any]:
    """One of the person's own notices."""
    return {"notice": own_notice(actor, notice_id)}
