"""Bonus and penalty points of a set, for all units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from parindex.engine.adjusting import AdjustmentKind
from parindex.engine.tree import CriteriaSet
from parindex.engine.vector.columns import Columns, Mask
from parindex.engine.vector.leaves import Leaf, parts_of
from parindex.engine.vector.scores import JUDGEMENT, MISSING, OUT, Wholes


@dataclass(frozen=True, kw_only=True)
class Adjusting:
    """The reasons for bonus and penalty points, and their limits in parts of a point."""

    reasons: tuple[tuple[AdjustmentKind, Leaf], ...]
    limits: tuple[tuple[AdjustmentKind, int], ...]
    above_maximum: int

    @classmethod
    def of(cls, criteria_set: CriteriaSet, unit: int) -> Adjusting | None:
        """Compile the adjustments of a set; None when it has none."""
        if not criteria_set.adjustments:
            return None
        stated = criteria_set.limits
        limits = ((AdjustmentKind.BONUS, stated.bonus), (AdjustmentKind.PENALTY, stated.penalty))
        return cls(
            reasons=tuple(
                (item.kind, Leaf.of(item.code, item.rule, unit))
                for item in criteria_set.adjustments
            ),
            limits=tuple(
                (kind, parts_of(limit, unit)) for kind, limit in limits if limit is not None
            ),
            above_maximum=parts_of(criteria_set.top(Decimal(0)), unit),
        )

    def apply(self, facts: Columns, points: Wholes, applicable: Wholes, known: Mask) -> Mask:
        """Put bonus and penalty into the root's points where these are known; tell who waits."""
        sums = {kind: np.zeros(facts.units, np.int64) for kind in AdjustmentKind}
        waits = np.zeros(facts.units, dtype=bool)
        for kind, reason in self.reasons:
            given, states = np.zeros(facts.units, np.int64), np.zeros(facts.units, np.int8)
            if reason.score(facts, given, states):
                given[states == OUT] = 0
            sums[kind] += np.minimum(given, reason.top)
            waits |= (states == MISSING) | (states == JUDGEMENT)
        for kind, limit in self.limits:
            np.minimum(sums[kind], limit, out=sums[kind])
        reached = points + sums[AdjustmentKind.BONUS] - sums[AdjustmentKind.PENALTY]
        kept = np.maximum(np.minimum(reached, applicable + self.above_maximum), 0)
        points[known] = kept[known]
        return waits
