"""Facts of many units as columns of whole numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from parindex.engine.facts import Fact, FactType
from parindex.engine.tree import CriteriaSet
from parindex.engine.values import ABSENT, FactValue, Ratio

Ints = npt.NDArray[Any]  # int64, or Python's own integers (dtype object) where int64 is too small
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, kw_only=True)
class Column:
    """The answers of all units to one fact, in whole numbers from 0 upwards.

    ``numerators`` are yes (1) or no (0); counts; amounts and percentages times 10 to the power of
    ``places``; days (``date.toordinal()``, 0 for "not done"); the place of a level among the
    options of its fact, from 0; or the numerators of ratios, which alone have ``denominators``.
    ``known`` is False for units without an answer (None: all answered).
    Raises TypeError for anything but integers, ValueError for negative ones or uneven lengths.
    """

    numerators: Ints
    denominators: Ints | None = None
    known: Mask | None = None
    places: int = 0

    def __post_init__(self) -> None:
        for name in ("numerators", "denominators"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, _whole(getattr(self, name)))
        if any(
            part is not None and len(part) != len(self) for part in (self.denominators, self.known)
        ):
            message = "numerators, denominators and known must be equally long"
            raise ValueError(message)
        if self.above_limit < 0 or self.below_limit < 0:
            message = "a column holds no negative numbers"
            raise ValueError(message)

    def __len__(self) -> int:
        return len(self.numerators)

    @cached_property
    def above_limit(self) -> int:
        """The largest numerator; below 0 if any is."""
        return _largest(self.numerators)

    @cached_property
    def below_limit(self) -> int:
        """The largest divisor, at least 1; below 0 if any is."""
        if self.denominators is None:
            return int(10**self.places)
        return _largest(self.denominators) or 1

    @cached_property
    def empty(self) -> Mask | None:
        """Which ratios are empty (denominator 0); None when there are none."""
        if self.denominators is None or (len(self) and self.denominators.min() > 0):
            return None
        empty: Mask = self.denominators == 0
        return empty

    @cached_property
    def divisors(self) -> Ints:
        """The denominators, with 1 in the place of 0, so that everything can be divided."""
        assert self.denominators is not None  # noqa: S101 - asked of ratios only
        return self.denominators if self.empty is None else np.maximum(self.denominators, 1)


@dataclass(frozen=True, eq=False, kw_only=True)
class Columns:
    """The columns of a set's facts, by their codes; a fact without a column is answered by nobody."""

    units: int
    by_fact: Mapping[str, Column]

    def __post_init__(self) -> None:
        for code, column in self.by_fact.items():
            if len(column) != self.units:
                message = f"{code}: {len(column)} answers for {self.units} units"
                raise ValueError(message)


def columns_of(criteria_set: CriteriaSet, units: Sequence[Mapping[str, FactValue]]) -> Columns:
    """Turn the facts of each unit, as ``evaluate`` takes them, into columns, in the order given.

    Facts that the set does not know are left out. Raises TypeError, with the fact's code, for a
    value that its fact cannot have.
    """
    by_fact = {}
    for code, fact in criteria_set.facts.items():
        values = [unit.get(code) for unit in units]
        known = None
        if None in values:
            known = np.array([value is not None for value in values], dtype=bool)
            blank = _BLANKS[fact.type] if fact.type in _BLANKS else next(iter(fact.options))
            values = [blank if value is None else value for value in values]
        try:
            by_fact[code] = _READERS[fact.type](fact, values, known)
        except (TypeError, ValueError, AttributeError) as error:
            message = f"{code}: not every answer is one of {fact.type.value} ({error})"
            raise TypeError(message) from error
    return Columns(units=len(units), by_fact=MappingProxyType(by_fact))


def exclusions_of(units: Sequence[Collection[str]]) -> dict[str, Mask]:
    """Turn what does not apply to each unit (codes of nodes) into one mask per code."""
    masks: dict[str, Mask] = {}
    for at, codes in enumerate(units):
        for code in codes:
            masks.setdefault(code, np.zeros(len(units), dtype=bool))[at] = True
    return masks


def _whole(numbers: Any) -> Ints:
    array = np.asarray(numbers)
    if array.ndim != 1 or (len(array) and array.dtype.kind not in "iubO"):
        message = f"a column holds whole numbers, not {array.dtype} in {array.ndim} dimensions"
        raise TypeError(message)
    if array.dtype.kind == "O":
        if not all(isinstance(number, int) for number in array):
            message = "a column holds whole numbers"
            raise TypeError(message)
    elif array.dtype == np.uint64:
        array = array.astype(object)
    else:
        array = array.astype(np.int64, copy=False)
    return array


def _largest(array: Ints) -> int:
    """Return the largest number, or a negative one if there is any."""
    if not len(array):
        return 0
    if array.dtype == object:
        return int(min(array.min(), 0) or array.max())
    # Read as unsigned, a negative number is larger than any other: one pass finds both.
    largest = int(array.view(np.uint64).max())
    return largest if largest < 2**63 else largest - 2**64


def _scaled(values: Sequence[Any], places: int) -> Ints:
    """Return exact integers: the numbers times 10 to the power of ``places``."""
    if not places:
        array = np.array(values)
        if array.dtype.kind in "iu":
            return array
    scale = 10**places
    wholes = []
    for value in values:
        above, below = value.as_integer_ratio()
        wholes.append(above * (scale // below))
    try:
        return np.array(wholes, dtype=np.int64)
    except OverflowError:
        return np.array(wholes, dtype=object)


def _places(values: Sequence[Any]) -> int:
    """Return how many decimals the finest of the numbers is written with."""
    kinds = set(map(type, values))
    if not kinds <= {int, Decimal}:
        message = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise TypeError(message)
    if Decimal not in kinds:
        return 0
    return max(0, *(-value.as_tuple().exponent for value in values if isinstance(value, Decimal)))  # type: ignore[operator]  # NaN raises TypeError


def _numbers(_: Fact, values: Sequence[Any], known: Mask | None) -> Column:
    places = _places(values)
    return Column(numerators=_scaled(values, places), known=known, places=places)


def _ratios(_: Fact, values: Sequence[Any], known: Mask | None) -> Column:
    if not set(map(type, values)) <= {Ratio}:
        message = "a ratio has a numerator and a denominator"
        raise TypeError(message)
    above = [value.numerator for value in values]
    below = [value.denominator for value in values]
    places = max(_places(above), _places(below))
    return Column(
        numerators=_scaled(above, places), denominators=_scaled(below, places), known=known
    )


def _yes_no(_: Fact, values: Sequence[Any], known: Mask | None) -> Column:
    if not set(map(type, values)) <= {bool}:
        message = "yes and no are True and False"
        raise TypeError(message)
    return Column(numerators=np.array(values, dtype=np.int64), known=known)


def _dates(_: Fact, values: Sequence[Any], known: Mask | None) -> Column:
    days = [0 if value is ABSENT else value.toordinal() for value in values]
    return Column(numerators=np.array(days, dtype=np.int64), known=known)


def _levels(fact: Fact, values: Sequence[Any], known: Mask | None) -> Column:
    places = {code: place for place, code in enumerate(fact.answers)}
    unknown = next((value for value in values if value not in places), None)
    if unknown is not None:
        message = f"no level {unknown!r}"
        raise ValueError(message)
    return Column(numerators=np.array([places[value] for value in values], np.int64), known=known)


_READERS: Mapping[FactType, Callable[[Fact, Sequence[Any], Mask | None], Column]] = (
    MappingProxyType(
        {
            FactType.YES_NO: _yes_no,
            FactType.COUNT: _numbers,
            FactType.AMOUNT: _numbers,
            FactType.PERCENT: _numbers,
            FactType.RATIO: _ratios,
            FactType.DATE: _dates,
            FactType.LEVEL: _levels,
        }
    )
)
# What stands where an answer is missing (a level: its first option); nothing is scored from it.
_BLANKS: Mapping[FactType, FactValue] = MappingProxyType(
    {
        FactType.YES_NO: False,
        FactType.COUNT: 0,
        FactType.AMOUNT: 0,
        FactType.PERCENT: 0,
        FactType.RATIO: Ratio(0, 1),
        FactType.DATE: dt.date.min,
    }
)
