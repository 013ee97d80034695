"""One unit's result: field, criterion, component, as frozen; sums by the engine's own tally."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from parindex.engine import CriteriaSet, Node, ScoredBy, Tally, tally
from parindex.web.public.standings import mean, with_class_places

MOST_LOST = 5
# The calculation's own end of sentence where people decide: on this page they have decided.
_LEFT_OPEN = re.compile(r": chưa có điểm \(tối đa [^)]*\)\.$")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A component; None for points that nobody gave, which is not 0."""

    code: str
    name: str
    max_points: Decimal
    own: Decimal | None
    award: Decimal | None
    final: Decimal | None
    not_applicable: bool
    reason: str
    sentence: str
    illustrative: bool
    by_survey: bool

    @property
    def change(self) -> Decimal | None:
        """Points that the council added or took; None when either side gave none."""
        if self.own is None or self.final is None or self.by_survey:
            return None
        return self.final - self.own

    @property
    def was_ruled(self) -> bool:
        """Tell whether the chair gave other points than the appraiser."""
        return self.award is not None and self.final is not None and self.award != self.final

    @property
    def lost(self) -> Decimal:
        """Points that the unit did not reach."""
        return Decimal(0) if self.not_applicable else self.max_points - (self.final or Decimal(0))


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
    rows = {row["code"]: _row(row, criteria_set.node(row["code"])) for row in unit["components"]}
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


def _row(row: dict[str, Any], node: Node) -> Row:
    own, award, final = (_points(row[key]) for key in ("self_score", "award", "final"))
    return Row(
        code=row["code"],
        name=row["name"],
        max_points=Decimal(row["max_points"]),
        own=own,
        award=award,
        final=final,
        not_applicable=row["not_applicable"],
        reason=row["reason"],
        sentence=_sentence(row),
        illustrative=row["illustrative"],
        by_survey=node.scored_by is ScoredBy.SURVEY,
    )


def _sentence(row: dict[str, Any]) -> str:
    """Return how the figures count, without "no points yet" once somebody gave points."""
    sentence: str = row["sentence"]
    is_judged = row["computed"] is None and not sentence.startswith("Chưa có số liệu")
    return _LEFT_OPEN.sub(".", sentence) if is_judged else sentence


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
