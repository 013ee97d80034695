"""Reads of what is done about lost points."""

from __future__ import annotations

from parindex.remedies.queries.parts import (
    Ground,
    NotHereError,
    action_by_id,
    ground_in,
    ground_of,
    history_of,
    stored_plan,
)
from parindex.remedies.queries.plans import (
    PlannedAction,
    PlanView,
    Progress,
    actions_by_code,
    plan_of,
    progress_by_code,
)

__all__ = [
    "Ground",
    "NotHereError",
    "PlanView",
    "PlannedAction",
    "Progress",
    "action_by_id",
    "actions_by_code",
    "ground_in",
    "ground_of",
    "history_of",
    "plan_of",
    "progress_by_code",
    "stored_plan",
]
