"""Reads of cycles."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Assignment, Cycle, Participant, Round
from parindex.cycles.rules import responsible_agencies
from parindex.engine import Node
from parindex.kernel.errors import Correctable
from parindex.units.models import Unit


class NoCycleError(Correctable):
    """There is no such cycle or round, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có kỳ đánh giá này."))


@dataclass(frozen=True, kw_only=True)
class AssignmentRow:
    """A row of the assignment table: a node, who is assigned here, and who answers in effect."""

    node: Node
    assigned: Assignment | None
    effective: Unit | None

    @property
    def depth(self) -> int:
        """Return 0 for a field, 1 for a criterion, 2 for a component."""
        return self.node.code.count(".")


def cycles() -> QuerySet[Cycle]:
    """Return all cycles, the newest first."""
    return Cycle.objects.select_related("body", "coordinator")


def find_cycle(code: str) -> Cycle | None:
    """Return the cycle with this code, or None."""
    return cycles().filter(code=code).first()


def cycle_by_code(code: str) -> Cycle:
    """Return the cycle with this code; raises NoCycleError."""
    cycle = cycles().filter(code=code).first()
    if cycle is None:
        raise NoCycleError
    return cycle


def round_of(cycle: Cycle, number: int = 1) -> Round:
    """Return a round of the cycle by its number; raises Round.DoesNotExist."""
    return Round.objects.select_related("cycle", "cycle__body", "cycle__coordinator").get(
        cycle=cycle, number=number
    )


def participants_of(cycle: Cycle) -> QuerySet[Participant]:
    """Return who takes part, in Vietnamese order of names."""
    return (
        Participant.objects.filter(cycle=cycle)
        .select_related("unit", "criteria_set")
        .defer("criteria_set__content")
        .order_by("unit__sort_key")
    )


def responsibilities(cycle: Cycle, stored: StoredCriteriaSet, purpose: Purpose) -> dict[str, int]:
    """Return for each leaf of the set the id of the agency that answers for it."""
    assigned = dict(
        Assignment.objects.filter(cycle=cycle, criteria_set=stored, purpose=purpose).values_list(
            "node_code", "agency_id"
        )
    )
    return responsible_agencies(criteria_set_of(stored), assigned)


def assignment_table(
    cycle: Cycle, stored: StoredCriteriaSet, purpose: Purpose
) -> list[AssignmentRow]:
    """Return the whole tree with who is assigned where and who answers in effect."""
    rows = Assignment.objects.filter(
        cycle=cycle, criteria_set=stored, purpose=purpose
    ).select_related("agency")
    by_code = {row.node_code: row for row in rows}
    criteria_set = criteria_set_of(stored)
    table = []
    for node in criteria_set.walk():
        line = [
            node.code,
            *(ancestor.code for ancestor in reversed(criteria_set.ancestors(node.code))),
        ]
        effective = next((by_code[code].agency for code in line if code in by_code), None)
        table.append(AssignmentRow(node=node, assigned=by_code.get(node.code), effective=effective))
    return table


def rounds_of(cycle: Cycle) -> list[Round]:
    """Return the cycle's rounds in their order."""
    return list(
        Round.objects.select_related("cycle", "cycle__body", "cycle__coordinator").filter(
            cycle=cycle
        )
    )


def assignment_parts(cycle: Cycle) -> list[tuple[StoredCriteriaSet, Purpose]]:
    """Return which assignment tables a cycle has.

    The body's own form is shared out for self-scoring (letter 1202: Phụ lục 02), every other
    set for appraisal.
    """
    parts: dict[tuple[int, Purpose], tuple[StoredCriteriaSet, Purpose]] = {}
    for row in participants_of(cycle):
        purpose = Purpose.SELF_SCORE if row.unit_id == cycle.body_id else Purpose.APPRAISE
        parts.setdefault((row.criteria_set_id, purpose), (row.criteria_set, purpose))
    return [parts[key] for key in sorted(parts, reverse=True, key=lambda key: (key[1], -key[0]))]
