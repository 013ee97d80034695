"""Summing given points (self-scores, awards) up the tree."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from parindex.engine.adjusting import Adjusted, adjust
from parindex.engine.ranking import index
from parindex.engine.tree import CriteriaSet, Level, Node, NotApplicable, UnknownNodeError


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The sum of points below a node.

    ``max_points`` counts only what applies, ``full_max_points`` everything. A leaf is counted
    in ``scored_leaves`` once it has points or does not apply, so that the two numbers meet when
    the work is done. Missing points count as 0 in the sum. ``index`` is in percent, 2 decimals.
    ``adjusted`` tells, at the root only, what bonus and penalty points did; ``points`` has them in.
    """

    code: str
    name: str
    level: Level
    points: Decimal
    max_points: Decimal
    full_max_points: Decimal
    scored_leaves: int
    total_leaves: int
    children: tuple[Tally, ...] = ()
    adjusted: Adjusted | None = None

    @property
    def index(self) -> Decimal:
        return index(self.points, self.max_points)

    @property
    def is_complete(self) -> bool:
        """Tell whether every leaf has points or does not apply."""
        return self.scored_leaves == self.total_leaves

    def part(self, codes: Collection[str]) -> Tally | None:
        """Return the sum over these leaves only, or None when none of them stands below this node."""
        if not self.children:
            return self if self.code in codes else None
        kept = tuple(part for child in self.children if (part := child.part(codes)) is not None)
        return _sum_up(self.code, self.name, self.level, kept) if kept else None


def tally(
    criteria_set: CriteriaSet,
    points: Mapping[str, Decimal | None],
    *,
    not_applicable: Collection[str] = (),
    adjustments: Mapping[str, Decimal | None] | None = None,
) -> Tally:
    """Sum points of leaves, by their codes, up the tree; the root has the empty code.

    A component that does not apply gets full points or leaves the denominator, as the set says.
    ``adjustments`` are bonus and penalty points (both from 0 up) by the codes of the set's
    adjustments. Raises UnknownNodeError for a code that is no leaf (or, under
    ``not_applicable``, no node; under ``adjustments``, no adjustment).
    """
    leaves = {leaf.code for leaf in criteria_set.leaves}
    unknown = next((code for code in points if code not in leaves), None)
    if unknown is not None:
        raise UnknownNodeError(unknown)
    excluded = criteria_set.leaves_under(not_applicable)
    children = tuple(_tally(criteria_set, node, points, excluded) for node in criteria_set.fields)
    root = _sum_up("", criteria_set.name, Level.SET, children)
    return root if adjustments is None else _adjusted(criteria_set, root, adjustments)


def _adjusted(
    criteria_set: CriteriaSet, root: Tally, adjustments: Mapping[str, Decimal | None]
) -> Tally:
    given = [
        (criteria_set.adjustment(code), points or Decimal(0))
        for code, points in adjustments.items()
    ]
    top = criteria_set.top(root.max_points)
    adjusted = adjust(root.points, given, criteria_set.limits, top=top)
    return replace(root, points=adjusted.points, adjusted=adjusted)


def credit(points: Decimal | None, *, evidence: int, explained: bool) -> Decimal | None:
    """Return what a self-score is worth: 0 when neither evidence nor explanation stands behind it.

    Letters 131/HD-NV of Cao Lộc (seed 000) and 1202/UBND-NV of Tam Đường (seed 001): a component
    without evidence and without explanation gets no points. No score stays no score.
    """
    if points is None or evidence > 0 or explained:
        return points
    return Decimal(0)


def _tally(
    criteria_set: CriteriaSet,
    node: Node,
    points: Mapping[str, Decimal | None],
    excluded: Collection[str],
) -> Tally:
    if not node.is_leaf:
        children = tuple(_tally(criteria_set, child, points, excluded) for child in node.children)
        return _sum_up(node.code, node.name, node.level, children)
    reached, applicable, found = Decimal(0), node.max_points, points.get(node.code)
    if node.code not in excluded:
        reached = found or Decimal(0)
    elif criteria_set.not_applicable is NotApplicable.FULL_POINTS:
        reached = node.max_points
    else:
        applicable = Decimal(0)
    return Tally(
        code=node.code,
        name=node.name,
        level=node.level,
        points=reached,
        max_points=applicable,
        full_max_points=node.max_points,
        scored_leaves=int(node.code in excluded or found is not None),
        total_leaves=1,
    )


def _sum_up(code: str, name: str, level: Level, children: tuple[Tally, ...]) -> Tally:
    return Tally(
        code=code,
        name=name,
        level=level,
        points=sum((child.points for child in children), Decimal(0)),
        max_points=sum((child.max_points for child in children), Decimal(0)),
        full_max_points=sum((child.full_max_points for child in children), Decimal(0)),
        scored_leaves=sum(child.scored_leaves for child in children),
        total_leaves=sum(child.total_leaves for child in children),
        children=children,
    )
