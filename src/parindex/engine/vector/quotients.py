"""Columns of exact quotients: whole numbers over whole numbers, never a float.

Every operation knows beforehand how large its result can be. Where int64 might not hold it, the
column goes on in Python's own integers (dtype object), which hold anything.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from parindex.engine.vector.columns import Column, Ints, Mask

INT64_MAX = 2**63 - 1


def times(array: Any, limit: int, factor: int) -> Any:
    """Return ``array * factor`` exactly; ``limit`` is the largest absolute value in the array."""
    if factor == 1:
        return array
    if isinstance(array, int):
        return array * factor
    return wide_unless(array, max(limit, 1) * abs(factor)) * factor


def wide_unless(array: Any, limit: int) -> Any:
    """Return the array in Python's own integers unless numbers up to ``limit`` fit in int64."""
    if limit <= INT64_MAX or isinstance(array, int):
        return array
    return array.astype(object)


def _product(first: Any, first_limit: int, second: Any, second_limit: int) -> Any:
    if isinstance(second, int):
        return times(first, first_limit, second)
    if isinstance(first, int):
        return times(second, second_limit, first)
    return wide_unless(first, max(first_limit, 1) * max(second_limit, 1)) * second


@dataclass(frozen=True, eq=False)
class Quotients:
    """One exact number for each unit: ``above / below``, where ``below`` is 1 or more.

    The limits are not smaller than any absolute value in the columns; ``below`` may be the same
    for all units (an int).
    """

    above: Ints
    below: Ints | int
    above_limit: int
    below_limit: int

    @classmethod
    def of(cls, column: Column) -> Quotients:
        """Return the numbers of a column; an empty ratio has whatever value, to be replaced."""
        below = 10**column.places if column.denominators is None else column.divisors
        return cls(column.numerators, below, column.above_limit, column.below_limit)

    def times(self, factor: Fraction) -> Quotients:
        """Return the numbers times a constant."""
        up, down = factor.numerator, factor.denominator
        if isinstance(self.below, int):
            shared = math.gcd(up, self.below)
            below: Ints | int = self.below // shared * down
            return Quotients(
                times(self.above, self.above_limit, up // shared),
                below,
                self.above_limit * abs(up // shared),
                self.below_limit // shared * down,
            )
        return Quotients(
            times(self.above, self.above_limit, up),
            times(self.below, self.below_limit, down),
            self.above_limit * abs(up),
            self.below_limit * down,
        )

    def plus(self, constant: Fraction) -> Quotients:
        """Return the numbers plus a constant."""
        if not constant:
            return self
        up, down = constant.numerator, constant.denominator
        limit = self.above_limit * down + self.below_limit * abs(up)
        above = wide_unless(times(self.above, self.above_limit, down), limit)
        return Quotients(
            above + times(self.below, self.below_limit, up),
            times(self.below, self.below_limit, down),
            limit,
            self.below_limit * down,
        )

    def reaches(self, threshold: Fraction, *, is_strict: bool = False) -> Mask:
        """Tell for each number whether it is at the threshold (unless strict) or above it."""
        up, down = threshold.numerator, threshold.denominator
        reached: Mask
        if isinstance(self.below, int):  # one whole number decides for all
            bound = up * self.below
            reached = self.above > bound // down if is_strict else self.above >= -(-bound // down)
            return reached
        left = times(self.above, self.above_limit, down)
        right = times(self.below, self.below_limit, up)
        reached = left > right if is_strict else left >= right
        return reached

    def at_most(self, top: Fraction) -> Quotients:
        """Return the numbers, the larger ones cut down to ``top``."""
        return self._bounded(top, np.minimum)

    def at_least(self, bottom: Fraction) -> Quotients:
        """Return the numbers, the smaller ones lifted to ``bottom``."""
        return self._bounded(bottom, np.maximum)

    def _bounded(self, bound: Fraction, pick: np.ufunc) -> Quotients:
        up, down = bound.numerator, bound.denominator
        below = times(self.below, self.below_limit, down)
        edge = times(self.below, self.below_limit, up)
        limit = max(self.above_limit * down, self.below_limit * abs(up))
        above = wide_unless(times(self.above, self.above_limit, down), limit)
        return Quotients(pick(above, edge), below, limit, self.below_limit * down)

    def replaced(self, mask: Mask | None, value: Fraction) -> Quotients:
        """Return the numbers with ``value`` where the mask says so."""
        if mask is None:
            return self
        if not value:
            above = np.where(mask, 0, self.above)
            return Quotients(above, self.below, self.above_limit, self.below_limit)
        above_limit = max(self.above_limit, abs(value.numerator))
        below_limit = max(self.below_limit, value.denominator)
        above = wide_unless(self.above, above_limit)
        below = wide_unless(self._spread(), below_limit)
        return Quotients(
            np.where(mask, value.numerator, above),
            np.where(mask, value.denominator, below),
            above_limit,
            below_limit,
        )

    def added(self, other: Quotients) -> Quotients:
        """Return the sum with another column."""
        limit = self.above_limit * other.below_limit + other.above_limit * self.below_limit
        left, right = self._crossed(other)
        return Quotients(
            wide_unless(left, limit) + right,
            _product(self.below, self.below_limit, other.below, other.below_limit),
            limit,
            self.below_limit * other.below_limit,
        )

    def lower_of(self, other: Quotients) -> Quotients:
        """Return for each unit the lower of two numbers."""
        left, right = self._crossed(other)
        return self._chosen(left <= right, other)

    def higher_of(self, other: Quotients) -> Quotients:
        """Return for each unit the higher of two numbers."""
        left, right = self._crossed(other)
        return self._chosen(left >= right, other)

    def _crossed(self, other: Quotients) -> tuple[Ints, Ints]:
        return (
            _product(self.above, self.above_limit, other.below, other.below_limit),
            _product(other.above, other.above_limit, self.below, self.below_limit),
        )

    def _chosen(self, mask: Mask, other: Quotients) -> Quotients:
        return Quotients(
            np.where(mask, self.above, other.above),
            np.where(mask, self._spread(), other._spread()),
            max(self.above_limit, other.above_limit),
            max(self.below_limit, other.below_limit),
        )

    def _spread(self) -> Ints:
        """Return ``below`` as a column."""
        if not isinstance(self.below, int):
            return self.below
        kind = np.int64 if self.below <= INT64_MAX else object
        return np.full(len(self.above), self.below, dtype=kind)

    def floored(self) -> Quotients:
        """Return the numbers, none of them negative, without what follows the comma."""
        return Quotients(self.above // self.below, 1, self.above_limit, 1)

    def rounded(self) -> Ints:
        """Return the numbers, none of them negative, rounded half up to whole ones."""
        if isinstance(self.below, int) and self.below == 1:
            return self.above
        limit = 2 * (self.above_limit + self.below_limit)
        doubled = wide_unless(self.above, limit) * 2
        whole: Ints = (doubled + self.below) // times(self.below, limit, 2)
        return whole
