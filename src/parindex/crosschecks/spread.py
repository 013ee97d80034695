"""How far a figure stands from the many: by the median, which a few odd ones do not move. Pure and exact."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from parindex.crosschecks.limits import Z_BY_MEAN, Z_BY_MEDIAN


def median(ordered: Sequence[Fraction]) -> Fraction:
    """Return the middle of values in ascending order, of an even number the mean of the middle two."""
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


def robust_z(value: Fraction, others: Sequence[Fraction]) -> Fraction:
    """Return the modified z-score of Iglewicz and Hoaglin among others in ascending order.

    Where more than half of the others agree, the median deviation is 0 and the mean one stands in;
    where they all agree, any other value is as far away as can be told: the gap itself decides.
    """
    middle = median(others)
    gap = value - middle
    deviations = sorted(abs(other - middle) for other in others)
    if spread := median(deviations):
        return Z_BY_MEDIAN * gap / spread
    if spread := sum(deviations, Fraction(0)) / len(deviations):
        return Z_BY_MEAN * gap / spread
    return gap
