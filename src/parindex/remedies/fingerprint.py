"""The hash of a plan: what a leader approves. Progress is not part of it."""

from __future__ import annotations

from collections.abc import Iterable

from parindex.kernel import canonical
from parindex.remedies.choices import ActionState
from parindex.remedies.models import RemedialAction


def plan_hash(actions: Iterable[RemedialAction]) -> str:
    """Return the hash over what the plan promises: every action that was not cancelled."""
    kept = (row for row in actions if row.state != ActionState.CANCELLED)
    return canonical.sha256(
        [
            {
                "number": row.number,
                "code": row.code,
                "text": row.text,
                "owner": row.owner,
                "due_on": row.due_on,
                "expected_gain": row.expected_gain,
            }
            for row in sorted(kept, key=lambda row: row.number)
        ]
    )
