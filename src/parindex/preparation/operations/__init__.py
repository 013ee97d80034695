"""Changes of the preparation phase, one per user action."""

from __future__ import annotations

from parindex.preparation.operations.chasing import answer_chase, ask_unit
from parindex.preparation.operations.committing import (
    CommitmentDraft,
    make_commitment,
    settle_commitment,
)
from parindex.preparation.operations.promising import (
    Promise,
    mark_contribution,
    promise_contribution,
)
from parindex.preparation.operations.reviewing import save_outlook

__all__ = [
    "CommitmentDraft",
    "Promise",
    "answer_chase",
    "ask_unit",
    "make_commitment",
    "mark_contribution",
    "promise_contribution",
    "save_outlook",
    "settle_commitment",
]
