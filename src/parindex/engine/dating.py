"""Which set counts on a day: a decision may be replaced, even within its year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from parindex.engine.tree import CriteriaSet


def in_force(sets: Iterable[CriteriaSet], *, on: dt.date) -> CriteriaSet | None:
    """Return the set in force on a day, the latest one where several are; None where none is."""
    valid = [item for item in sets if item.is_in_force(on)]
    return max(valid, key=lambda item: item.in_force_from, default=None)
