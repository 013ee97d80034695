"""Journal entries about a cycle or a round as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from parindex.accounts.rules import Actor
from parindex.cycles.models import Cycle, Round
from parindex.kernel import journal


def note_cycle(
    about: Cycle | Round, action: str, *, actor: Actor, now: dt.datetime, data: Mapping[str, Any]
) -> None:
    """Write what was done to a whole cycle or round."""
    cycle = about.cycle if isinstance(about, Round) else about
    number = f"/{about.number}" if isinstance(about, Round) else ""
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"cycle:{cycle.code}{number}",
        unit_path=cycle.body.path,
        data=dict(data),
    )
