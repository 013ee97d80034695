"""A criteria set made ready to score columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from parindex.engine.tree import CriteriaSet, NotApplicable
from parindex.engine.values import FactValue
from parindex.engine.vector.adjusting import Adjusting
from parindex.engine.vector.columns import Columns, Mask, columns_of
from parindex.engine.vector.leaves import Leaf
from parindex.engine.vector.quotients import INT64_MAX
from parindex.engine.vector.scores import (
    JUDGEMENT,
    MISSING,
    OUT,
    PARTIAL,
    SCORED,
    Scores,
    Wholes,
    indexes,
    ranks,
)

States = npt.NDArray[np.int8]


def compile_set(criteria_set: CriteriaSet) -> CompiledSet:
    """Make a set ready to score columns; raises TypeError naming what cannot be vectorised."""
    unit = 10**criteria_set.points_places
    leaves = tuple(
        Leaf.of(node.code, node.rule, unit) for node in criteria_set.leaves if node.rule is not None
    )
    adjusting = Adjusting.of(criteria_set, unit)
    bonus = sum(reason.top for _, reason in adjusting.reasons) if adjusting else 0
    if sum(leaf.top for leaf in leaves) + bonus > INT64_MAX:  # no set that was read has so many
        message = f"{criteria_set.code}: too many points for 64 bits"
        raise TypeError(message)
    rows = {leaf.code: row for row, leaf in enumerate(leaves)}
    parents = tuple(_parents(criteria_set, rows))
    tops = np.array([leaf.top for leaf in leaves] + [0] * len(parents), dtype=np.int64)
    for row, children in parents:
        tops[row] = tops[list(children)].sum()
    return CompiledSet(
        criteria_set=criteria_set,
        leaves=leaves,
        adjusting=adjusting,
        parents=parents,
        rows=rows,
        tops=tops,
    )


@dataclass(frozen=True, kw_only=True)
class CompiledSet:
    """A set whose rules are ready for columns; compiled once, used for any number of units."""

    criteria_set: CriteriaSet
    leaves: tuple[Leaf, ...]
    adjusting: Adjusting | None
    parents: tuple[tuple[int, tuple[int, ...]], ...]  # from below: row, rows of the children
    rows: Mapping[str, int]
    tops: Wholes  # the maximum of every row, in parts of a point

    def score(
        self,
        facts: Columns | Iterable[Mapping[str, FactValue]],
        *,
        not_applicable: Mapping[str, Mask] | None = None,
    ) -> Scores:
        """Score all units.

        ``not_applicable`` maps codes of components, or of nodes with all that is below them, to
        the units to which they do not apply (``exclusions_of``). Raises UnknownNodeError for a
        code that the set does not have, TypeError for a value that its fact cannot have.
        """
        if not isinstance(facts, Columns):
            facts = columns_of(self.criteria_set, tuple(facts))
        shape = (len(self.rows), facts.units)
        points, states = np.zeros(shape, np.int64), np.zeros(shape, np.int8)
        excluded = self._excluded(not_applicable or {})
        out: dict[int, Mask] = {}  # the rows of leaves that do not apply to every unit
        for row, leaf in enumerate(self.leaves):
            is_out = leaf.score(facts, points[row], states[row])
            masks = excluded.get(leaf.code, [])
            for mask in masks:
                states[row][mask] = OUT
            if is_out or masks:
                out[row] = states[row] == OUT
        applicable = self._leave_out(out, points)
        below = self._sum_up(points, states)
        root = self.rows[""]
        if self.adjusting:
            self._adjust(facts, below, (points[root], applicable[root], states[root]))
        index = indexes(points[root], applicable[root])
        return Scores(
            leaves=tuple(leaf.code for leaf in self.leaves),
            places=self.criteria_set.points_places,
            index=index,
            ranks=ranks(index),
            rows=self.rows,
            node_points=points,
            node_applicable=applicable,
            node_states=states,
        )

    def _excluded(self, not_applicable: Mapping[str, Mask]) -> dict[str, list[Mask]]:
        masks: dict[str, list[Mask]] = {}
        for code, mask in not_applicable.items():
            for leaf in self.criteria_set.leaves_under([code]):
                masks.setdefault(leaf, []).append(mask)
        return masks

    def _leave_out(self, out: Mapping[int, Mask], points: Wholes) -> Wholes:
        """Settle the points of what does not apply; return the applicable maximum of every node."""
        whole: Wholes = np.broadcast_to(self.tops[:, np.newaxis], points.shape)
        is_full = self.criteria_set.not_applicable is NotApplicable.FULL_POINTS
        for row, mask in out.items():
            points[row][mask] = self.tops[row] if is_full else 0
        if is_full or not out:
            return whole
        applicable = whole.copy()
        for row, mask in out.items():
            applicable[row][mask] = 0
        self._add_up(applicable)
        return applicable

    def _add_up(self, numbers: Wholes) -> None:
        """Fill the rows of the parents with the sums of their children's."""
        for row, children in self.parents:
            numbers[row] = numbers[children[0]]
            for child in children[1:]:
                np.add(numbers[row], numbers[child], out=numbers[row])

    def _sum_up(self, points: Wholes, states: States) -> npt.NDArray[np.uint8]:
        """Fill the rows of the parents; return which states stand below the root, as bits."""
        self._add_up(points)
        if not states.any():  # everything is scored
            return np.full(points.shape[1], 1 << SCORED, dtype=np.uint8)
        bits = np.left_shift(np.uint8(1), states.view(np.uint8))
        for row, children in self.parents:
            bits[row] = 0
            for child in children:
                np.bitwise_or(bits[row], bits[child], out=bits[row])
        inner = slice(len(self.leaves), None)
        states[inner] = _STATE_OF_BITS[bits[inner] & _NOT_OUT]
        root: npt.NDArray[np.uint8] = bits[self.rows[""]]
        return root

    def _adjust(
        self, facts: Columns, bits: npt.NDArray[np.uint8], root: tuple[Wholes, Wholes, States]
    ) -> None:
        """Add bonus and penalty where some component has points; say who still lacks some."""
        assert self.adjusting is not None  # noqa: S101 - asked only then
        points, applicable, states = root
        is_full = self.criteria_set.not_applicable is NotApplicable.FULL_POINTS
        with_points = (1 << SCORED) | (1 << OUT if is_full else 0)
        waits = self.adjusting.apply(facts, points, applicable, (bits & with_points) != 0)
        states[waits & ((states == SCORED) | (states == OUT))] = PARTIAL


def _parents(
    criteria_set: CriteriaSet, rows: dict[str, int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give every parent a row after the leaves, and yield it after all that is below it."""
    inner = [node for node in criteria_set.walk() if not node.is_leaf]
    for node in reversed(inner):
        rows[node.code] = len(rows)
        yield rows[node.code], tuple(rows[child.code] for child in node.children)
    rows[""] = len(rows)
    yield rows[""], tuple(rows[field.code] for field in criteria_set.fields)


def _parent_state(states: set[int]) -> int:
    """Return the state of a parent of leaves in these states, none of them NOT_APPLICABLE."""
    if not states:
        return OUT
    if len(states) == 1:
        return states.pop()
    return MISSING if SCORED not in states else PARTIAL


_NOT_OUT = (1 << SCORED) | (1 << MISSING) | (1 << JUDGEMENT)
_STATE_OF_BITS = np.array(
    [
        _parent_state({state for state in (SCORED, MISSING, JUDGEMENT) if bits >> state & 1})
        for bits in range(_NOT_OUT + 1)
    ],
    dtype=np.int8,
)
