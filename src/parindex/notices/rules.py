"""Who may chase whom."""

from __future__ import annotations

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.cycles.models import Cycle
from parindex.cycles.rules import may_coordinate
from parindex.notices.choices import Audience

ROLES = {
    Audience.CLERKS: (Role.CLERK,),
    Audience.LEADERS: (Role.LEADER,),
    Audience.BOTH: (Role.CLERK, Role.LEADER),
}


def may_chase(actor: Actor, cycle: Cycle) -> bool:
    """The coordinating agency presses (đôn đốc) the cycle's units."""
    return may_coordinate(actor, cycle)
