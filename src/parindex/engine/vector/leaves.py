"""One rule of a set, ready to score columns: a component, or a reason for bonus or penalty points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from parindex.engine.rules.base import Rule
from parindex.engine.vector.columns import Columns, Mask
from parindex.engine.vector.kernels import Kernel, kernel_of, leaves_out
from parindex.engine.vector.scores import JUDGEMENT, MISSING, OUT, Wholes


def parts_of(points: Decimal, unit: int) -> int:
    """Return points in parts of a point; raises TypeError for points finer than the set counts."""
    parts = Fraction(points) * unit
    if parts.denominator != 1:
        message = f"{points} points are finer than the set counts; use evaluate()"
        raise TypeError(message)
    return parts.numerator


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A maximum in parts of a point, the facts that are needed, and how they are scored.

    ``leaves_out`` is the ratio whose empty denominator means: not applicable.
    """

    code: str
    top: int
    facts: tuple[str, ...]
    kernel: Kernel | None
    leaves_out: str | None

    @classmethod
    def of(cls, code: str, rule: Rule, unit: int) -> Leaf:
        """Compile a rule; ``unit`` parts make a point. Raises TypeError for an unknown form."""
        return cls(
            code=code,
            top=parts_of(rule.max_points, unit),
            facts=tuple(fact.code for fact in rule.facts),
            kernel=kernel_of(rule, unit),
            leaves_out=leaves_out(rule),
        )

    def score(self, facts: Columns, points: Wholes, states: npt.NDArray[np.int8]) -> bool:
        """Write points and states into rows of zeros; tell whether some are NOT_APPLICABLE."""
        waits = self._waits(facts)
        if waits is True:
            states[:] = MISSING
            return False
        if self.kernel is None:
            states[:] = JUDGEMENT
        else:
            points[:] = self.kernel(facts.by_fact).rounded()
        if waits is not False:
            states[waits] = MISSING
            points[waits] = 0
        empty = facts.by_fact[self.leaves_out].empty if self.leaves_out else None
        if empty is not None:
            states[empty] = OUT
        return empty is not None

    def _waits(self, facts: Columns) -> Mask | bool:
        """Tell for which units (or for all) a fact is not answered."""
        waiting: Mask | bool = False
        for code in self.facts:
            column = facts.by_fact.get(code)
            if column is None:
                return True
            if column.known is not None:
                waiting = waiting | ~column.known
        return waiting
