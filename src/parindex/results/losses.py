"""What a unit lost, component by component, so that the parts add up to the whole exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from parindex.engine import CriteriaSet, Node
from parindex.results.snapshot import Content
from parindex.results.unit_rows import Row, unit_rows

_FULL = 10_000  # hundredths of a percentage point
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A component that cost points; ``share`` is what it took from the index, in percentage points."""

    row: Row
    field: Node
    share: Decimal


@dataclass(frozen=True, kw_only=True)
class FieldLosses:
    """A field's losses with their sums."""

    field: Node
    points: Decimal
    max_points: Decimal
    losses: Sequence[Loss]

    @property
    def lost(self) -> Decimal:
        return sum((loss.row.lost for loss in self.losses), Decimal(0))

    @property
    def share(self) -> Decimal:
        return sum((loss.share for loss in self.losses), Decimal(0))


@dataclass(frozen=True, kw_only=True)
class LossSheet:
    """Everything a unit lost. Components that do not apply lose nothing and are listed apart.

    ``max_points`` is the maximum of what applies: where the set takes a component that does not
    apply out of the denominator, the loss of every other one weighs more. The shares are rounded
    to two places so that their sum is exactly 100 less the published index.
    """

    index: Decimal
    points: Decimal
    max_points: Decimal
    fields: Sequence[FieldLosses]
    not_applicable: Sequence[Row]
    rows: Mapping[str, Row]

    @property
    def losses(self) -> list[Loss]:
        """All losses, the largest first."""
        found = [loss for part in self.fields for loss in part.losses]
        return sorted(found, key=lambda loss: loss.row.lost, reverse=True)

    @property
    def lost(self) -> Decimal:
        return self.max_points - self.points

    @property
    def share(self) -> Decimal:
        """Percentage points that are missing to 100."""
        return 100 - self.index


def loss_sheet(unit: Content, criteria_set: CriteriaSet) -> LossSheet:
    """Return the losses of one unit of a frozen picture."""
    rows = unit_rows(unit, criteria_set)
    index, top = Decimal(unit["index"]), Decimal(unit["max_points"])
    shares = _shares({row.code: row.lost for row in rows.values()}, top=top, missing=100 - index)
    return LossSheet(
        index=index,
        points=Decimal(unit["points"]),
        max_points=top,
        fields=[
            _field(field, part, rows, shares)
            for field, part in zip(criteria_set.fields, unit["fields"], strict=True)
        ],
        not_applicable=[row for row in rows.values() if row.not_applicable],
        rows=rows,
    )


def _field(
    field: Node, part: Content, rows: Mapping[str, Row], shares: Mapping[str, Decimal]
) -> FieldLosses:
    own = (rows[leaf.code] for leaf in field.walk() if leaf.code in rows)
    return FieldLosses(
        field=field,
        points=Decimal(part["points"]),
        max_points=Decimal(part["max_points"]),
        losses=[Loss(row=row, field=field, share=shares[row.code]) for row in own if row.lost > 0],
    )


def _shares(lost: Mapping[str, Decimal], *, top: Decimal, missing: Decimal) -> dict[str, Decimal]:
    """Round each loss to hundredths of a percentage point so that the sum is ``missing`` exactly.

    All are rounded down, then the largest remainders are rounded up (Hamilton's method).
    """
    exact = {
        code: Fraction(points) * _FULL / Fraction(top) for code, points in lost.items() if points
    }
    shares = {code: value.numerator // value.denominator for code, value in exact.items()}
    total = int((missing * 100).to_integral_value(rounding=ROUND_FLOOR))
    by_remainder = sorted(exact, key=lambda code: shares[code] - exact[code])
    for code in by_remainder[: total - sum(shares.values())]:
        shares[code] += 1
    return {code: share * _HUNDREDTH for code, share in shares.items()}
