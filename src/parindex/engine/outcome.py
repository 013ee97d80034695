"""What a rule finds: points, or why there are none yet, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from parindex.engine.wording import Text


class TraceState(Enum):
    """How far the points of a node are known."""

    SCORED = "scored"
    MISSING_FACTS = "missing_facts"
    NEEDS_JUDGEMENT = "needs_judgement"
    NOT_APPLICABLE = "not_applicable"
    PARTIAL = "partial"  # only above the leaves: some are known, some not


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result of one rule: exact points (None unless scored) and the words before the colon."""

    state: TraceState
    because: Text
    points: Fraction | None = None
    missing: tuple[str, ...] = ()


def scored(points: Fraction, because: Text) -> Outcome:
    """Return the outcome of a rule that gives points."""
    return Outcome(state=TraceState.SCORED, points=points, because=because)
