"""What the vectorised engine finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from parindex.engine.outcome import TraceState
from parindex.engine.tree import UnknownNodeError
from parindex.engine.vector.quotients import wide_unless

# The states by their number in the columns.
STATES = (
    TraceState.SCORED,
    TraceState.MISSING_FACTS,
    TraceState.NEEDS_JUDGEMENT,
    TraceState.NOT_APPLICABLE,
    TraceState.PARTIAL,
)
SCORED, MISSING, JUDGEMENT, OUT, PARTIAL = range(5)
Wholes = npt.NDArray[np.int64]
_INDEX_UNIT = 10_000  # a hundredth of a percent
_COUNTED = 10 * _INDEX_UNIT  # up to here counting is faster than sorting; bonus points go higher


@dataclass(frozen=True, eq=False, kw_only=True)
class NodeScores:
    """One node for all units: points and applicable maximum in parts of a point, states by number.

    Points that are not known count as 0; the state tells them from a score of 0.
    """

    points: Wholes
    applicable: Wholes
    states: npt.NDArray[np.int8]

    @cached_property
    def index(self) -> Wholes:
        """Points over applicable maximum in hundredths of a percent, rounded half up; 0 of 0 is 0."""
        return indexes(self.points, self.applicable)


@dataclass(frozen=True, eq=False, kw_only=True)
class Scores:
    """The scores of all units, as whole numbers; a point is 10 to the power of ``places`` of them.

    ``points``, ``applicable`` and ``states`` have a row for each unit and a column for each of
    ``leaves``; ``of`` gives any node of the tree, the root by its empty code. ``STATES`` names
    the numbers in ``states``. ``index`` is in hundredths of a percent; ``ranks`` start at 1,
    equal indexes share one and the next is skipped.
    """

    leaves: tuple[str, ...]
    places: int
    index: Wholes
    ranks: Wholes
    rows: Mapping[str, int]
    node_points: Wholes  # a row for each node, leaves first: one row is one piece of memory
    node_applicable: Wholes
    node_states: npt.NDArray[np.int8]

    @property
    def points(self) -> Wholes:
        return self.node_points[: len(self.leaves)].T

    @property
    def applicable(self) -> Wholes:
        return self.node_applicable[: len(self.leaves)].T

    @property
    def states(self) -> npt.NDArray[np.int8]:
        return self.node_states[: len(self.leaves)].T

    def of(self, code: str) -> NodeScores:
        """Return the scores of one node; raises UnknownNodeError."""
        row = self.rows.get(code)
        if row is None:
            raise UnknownNodeError(code)
        return NodeScores(
            points=self.node_points[row],
            applicable=self.node_applicable[row],
            states=self.node_states[row],
        )


def indexes(points: Wholes, applicable: Wholes) -> Wholes:
    """Return points over maximum in hundredths of a percent, rounded half up; 0 of 0 is 0."""
    limit = int(applicable.max()) * 4 * _INDEX_UNIT if len(applicable) else 0
    above: Any = wide_unless(points, limit) * (2 * _INDEX_UNIT) + applicable
    below: Any = np.maximum(applicable, 1)
    index: Wholes = (above // (wide_unless(below, limit) * 2)).astype(np.int64)
    return index


def ranks(index: Wholes) -> Wholes:
    """Return the place of each unit, highest index first; equals share one, the next is skipped."""
    if len(index) and index.max() <= _COUNTED:
        counts = np.bincount(index)
        not_below: Wholes = counts[::-1].cumsum()[::-1]
        return (not_below - counts)[index] + 1
    rising = np.sort(index)
    return len(index) + 1 - np.searchsorted(rising, index, side="right").astype(np.int64)
