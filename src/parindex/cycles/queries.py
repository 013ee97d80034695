"""Reads of cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Assignment, Cycle, GuideDocument, Participant, Round
from parindex.cycles.rules import may_oversee, responsible_agencies
from parindex.engine import CriteriaSet, Node
from parindex.kernel.errors import Correctable
from parindex.units.models import Unit


class NoCycleError(Correctable):
    """There is no such cycle or round, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có kỳ đánh giá này."))


class NoGuideError(Correctable):
    """There is no such guide, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có tài liệu hướng dẫn này."))


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
        line = _line(criteria_set, node.code)
        effective = next((by_code[code].agency for code in line if code in by_code), None)
        table.append(AssignmentRow(node=node, assigned=by_code.get(node.code), effective=effective))
    return table


def _line(criteria_set: CriteriaSet, code: str) -> list[str]:
    """Return the codes of a node and of those above it, the deepest first."""
    return [code, *(node.code for node in reversed(criteria_set.ancestors(code)))]


def rounds_of(cycle: Cycle) -> list[Round]:
    """Return the cycle's rounds in their order."""
    return list(
        Round.objects.select_related(
            "cycle", "cycle__body", "cycle__coordinator", "starts_from"
        ).filter(cycle=cycle)
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


@dataclass(frozen=True, kw_only=True)
class Guides:
    """The guidance of one set in a cycle, by node; "" stands for the whole set."""

    criteria_set: CriteriaSet
    by_node: Mapping[str, Sequence[GuideDocument]]

    @property
    def whole(self) -> list[GuideDocument]:
        """Return what belongs to the whole set."""
        return list(self.by_node.get("", ()))

    def beside(self, code: str) -> list[GuideDocument]:
        """Return the guidance of a node and of those above it, the deepest first; not of the set."""
        return [
            guide for node in _line(self.criteria_set, code) for guide in self.by_node.get(node, ())
        ]


def guides_of_set(cycle: Cycle, stored: StoredCriteriaSet) -> Guides:
    """Return the guidance of a set, with that of the whole cycle, in one query."""
    by_node: dict[str, list[GuideDocument]] = defaultdict(list)
    for guide in guides_of(cycle).filter(Q(criteria_set=stored) | Q(criteria_set=None)):
        by_node[guide.node_code].append(guide)
    return Guides(criteria_set=criteria_set_of(stored), by_node=by_node)


def guides_for(cycle: Cycle, stored: StoredCriteriaSet, code: str) -> list[GuideDocument]:
    """Return the guidance of a node, of those above it and of the whole set, the deepest first."""
    guides = guides_of_set(cycle, stored)
    return guides.beside(code) + guides.whole


def guides_of(cycle: Cycle) -> QuerySet[GuideDocument]:
    """Return the cycle's guidance, the whole sets' first."""
    return (
        GuideDocument.objects.filter(cycle=cycle)
        .select_related("file", "criteria_set")
        .defer("criteria_set__content")
    )


def guide_by_id(guide_id: int) -> GuideDocument:
    """Return a guide with its cycle; raises NoGuideError."""
    rows = GuideDocument.objects.select_related(
        "file", "criteria_set", "cycle", "cycle__body", "cycle__coordinator"
    )
    guide = rows.defer("criteria_set__content").filter(pk=guide_id).first()
    if guide is None:
        raise NoGuideError
    return guide


def guide_for(actor: Actor, guide_id: int) -> GuideDocument:
    """Return a guide for whoever runs, takes part in or answers for something in its cycle.

    Raises NoGuideError for everybody else.
    """
    guide = guide_by_id(guide_id)
    if not may_oversee(actor, guide.cycle) and not _has_part(actor, guide.cycle):
        raise NoGuideError
    return guide


def _has_part(actor: Actor, cycle: Cycle) -> bool:
    """Tell whether one of the person's units takes part or is assigned something."""
    mine = {seat.unit_id for seat in actor.seats}
    scores = Participant.objects.filter(cycle=cycle, unit_id__in=mine)
    answers = Assignment.objects.filter(cycle=cycle, agency_id__in=mine)
    return scores.exists() or answers.exists()
