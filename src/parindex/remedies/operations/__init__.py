"""Writes of what is done about lost points."""

from __future__ import annotations

from parindex.remedies.operations.approving import (
    approve_plan,
    ask_for_approval,
    recall_plan,
    return_plan,
)
from parindex.remedies.operations.doing import (
    NewDocument,
    cancel_action,
    finish_action,
    note_commitment_progress,
    note_progress,
    reopen_action,
    undo_last,
)
from parindex.remedies.operations.noting import RemedyRefused
from parindex.remedies.operations.planning import ActionDraft, change_action, make_action

__all__ = [
    "ActionDraft",
    "NewDocument",
    "RemedyRefused",
    "approve_plan",
    "ask_for_approval",
    "cancel_action",
    "change_action",
    "finish_action",
    "make_action",
    "note_commitment_progress",
    "note_progress",
    "recall_plan",
    "reopen_action",
    "return_plan",
    "undo_last",
]
