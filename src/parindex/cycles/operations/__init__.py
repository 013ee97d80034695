"""Writes of cycles."""

from __future__ import annotations

from parindex.cycles.operations.guiding import GuideDetails, attach_guide, withdraw_guide
from parindex.cycles.operations.planning import (
    CyclePlan,
    add_participants,
    assign,
    open_cycle,
    open_round,
)

__all__ = [
    "CyclePlan",
    "GuideDetails",
    "add_participants",
    "assign",
    "attach_guide",
    "open_cycle",
    "open_round",
    "withdraw_guide",
]
