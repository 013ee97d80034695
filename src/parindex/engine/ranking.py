"""From points to index, rank and class."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from parindex.engine.exact import rounded
from parindex.engine.tree import ClassThreshold

Key = TypeVar("Key", bound=Hashable)

_INDEX_PLACES = 2


def index(points: Decimal, max_points: Decimal) -> Decimal:
    """Return points over applicable maximum in percent, rounded half up to two decimals.

    This is the one rounding above the leaves. Where nothing applies there is nothing to
    measure: a maximum of 0 gives 0.00.
    """
    if max_points == 0:
        return rounded(Fraction(0), _INDEX_PLACES)
    return rounded(Fraction(points) / Fraction(max_points) * 100, _INDEX_PLACES)


def rank(entries: Iterable[tuple[Key, Decimal]]) -> dict[Key, int]:
    """Return the rank of each key, highest index first; equals share one, the next is skipped."""
    ordered = sorted(entries, key=lambda entry: entry[1], reverse=True)
    first_at: dict[Decimal, int] = {}
    for place, (_, value) in enumerate(ordered, start=1):
        first_at.setdefault(value, place)
    return {key: first_at[value] for key, value in ordered}


def classify(index: Decimal, thresholds: Iterable[ClassThreshold]) -> str | None:
    """Return the class whose threshold the index reaches; None below all of them."""
    reached = [threshold for threshold in thresholds if index >= threshold.at_least]
    return max(reached, key=lambda threshold: threshold.at_least).name if reached else None
