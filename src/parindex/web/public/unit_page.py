"""One unit's result: field, criterion, component, as frozen; sums by the engine's own tally."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from parindex.engine import CriteriaSet, Node, Tally, tally
from parindex.results.unit_rows import Row, unit_rows
from parindex.web.public.standings import mean, with_class_places

MOST_LOST = 5


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A criterion with its components; one that is scored itself has itself as only row."""

    sums: Tally
    rows: Sequence[Row]
    illustrative: bool
    is_leaf: bool


@dataclass(frozen=True, kw_only=True)
class FieldPart:
    """A field with its criteria, beside the mean of all units."""

    sums: Tally
    mean_index: Decimal
    illustrative: bool
    criteria: Sequence[Criterion]

    @property
    def change(self) -> Decimal:
        """Return by how many percentage points the unit is above the mean."""
        return self.sums.index - self.mean_index


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    """Everything on a unit's page."""

    unit: dict[str, Any]
    parts: Sequence[FieldPart]
    mean_index: Decimal
    count: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @cached_property
    def most_lost(self) -> list[Row]:
        """The components that cost the unit most points."""
        rows = [row for row in self._rows() if row.lost > 0]
        return sorted(rows, key=lambda row: row.lost, reverse=True)[:MOST_LOST]

    @property
    def has_illustrative_rows(self) -> bool:
        return any(row.illustrative for row in self._rows())

    def _rows(self) -> Iterator[Row]:
        for part in self.parts:
            for criterion in part.criteria:
                yield from criterion.rows


def build_unit_page(
    content: dict[str, Any], criteria_set: CriteriaSet, unit_code: str
) -> UnitPage | None:
    """Gather a unit's page; None when the publication has no such unit."""
    units = with_class_places(content)
    place = next((at for at, unit in enumerate(units) if unit["code"] == unit_code), None)
    if place is None:
        return None
    return UnitPage(
        unit=units[place],
        parts=_parts(content, criteria_set, units[place]),
        mean_index=mean([unit["index"] for unit in units]),
        count=len(units),
        before=units[place - 1] if place else None,
        after=units[place + 1] if place + 1 < len(units) else None,
    )


def _parts(
    content: dict[str, Any], criteria_set: CriteriaSet, unit: dict[str, Any]
) -> list[FieldPart]:
    rows = unit_rows(unit, criteria_set)
    sums = tally(
        criteria_set,
        {code: row.final for code, row in rows.items()},
        not_applicable={code for code, row in rows.items() if row.not_applicable},
    )
    by_code = {part.code: part for part in _walk(sums)}
    return [
        FieldPart(
            sums=by_code[field.code],
            mean_index=mean([each["fields"][place]["index"] for each in content["units"]]),
            illustrative=field.illustrative,
            criteria=[_criterion(node, by_code, rows) for node in field.children]
            or [_criterion(field, by_code, rows)],
        )
        for place, field in enumerate(criteria_set.fields)
    ]


def _walk(part: Tally) -> Iterator[Tally]:
    yield part
    for child in part.children:
        yield from _walk(child)


def _criterion(node: Node, sums: Mapping[str, Tally], rows: Mapping[str, Row]) -> Criterion:
    return Criterion(
        sums=sums[node.code],
        rows=[rows[leaf.code] for leaf in node.walk() if leaf.code in rows],
        illustrative=node.illustrative,
        is_leaf=node.is_leaf,
    )
