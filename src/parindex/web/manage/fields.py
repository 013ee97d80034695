"""Units by fields: how much of each field every unit on the page has scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parindex.assessments.figures import finished_codes
from parindex.criteria.queries import criteria_set_of
from parindex.engine import Node, ScoredBy
from parindex.web.manage.rows import Row


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How many of a field's components a unit has scored."""

    field: Node
    finished: int
    total: int

    @property
    def tone(self) -> str:
        """Colour it: nothing, a part, everything."""
        if not self.finished:
            return "bad" if self.total else ""
        return "ok" if self.finished == self.total else "wait"


@dataclass(frozen=True, kw_only=True)
class FieldCells:
    """The fields of a set, and for each unit on the page its cells in their order."""

    fields: Sequence[Node]
    rows: Sequence[tuple[Row, Sequence[Cell]]]


def field_cells(stored: Any, rows: Sequence[Row]) -> FieldCells:
    """Return the cells of the units on the page: one query."""
    criteria_set = criteria_set_of(stored)
    field_of = {
        leaf.code: (*criteria_set.ancestors(leaf.code), leaf)[0].code
        for leaf in criteria_set.leaves
        if leaf.scored_by is not ScoredBy.SURVEY
    }
    totals = Counter(field_of.values())
    done = finished_codes([row.dossier for row in rows])
    found = []
    for row in rows:
        counts = Counter(
            field_of[code] for code in done.get(row.dossier.pk, ()) if code in field_of
        )
        cells = [
            Cell(field=field, finished=counts[field.code], total=totals[field.code])
            for field in criteria_set.fields
        ]
        found.append((row, cells))
    return FieldCells(fields=criteria_set.fields, rows=found)
