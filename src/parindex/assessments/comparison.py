"""What is new in a later round: facts, scores, evidence, explanations, component by component."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from parindex.assessments.models import EvidenceLink
from parindex.assessments.workbook import Line, Workbook
from parindex.engine import Fact, FactValue, Node


@dataclass(frozen=True, kw_only=True)
class FactChange:
    """A fact of the component's rule, before and after; None where nothing was entered."""

    fact: Fact
    before: FactValue | None
    after: FactValue | None


@dataclass(frozen=True, kw_only=True)
class ComponentChange:
    """One component in two rounds. Facts, added and removed hold only what differs."""

    before: Line
    after: Line
    facts: Sequence[FactChange]
    added: Sequence[EvidenceLink]
    removed: Sequence[EvidenceLink]

    @property
    def node(self) -> Node:
        return self.after.node

    @property
    def code(self) -> str:
        return self.after.code

    @property
    def score_changed(self) -> bool:
        """Tell whether the unit says another score, or another "not applicable"."""
        said = [(line.self_score, line.not_applicable) for line in (self.before, self.after)]
        return said[0] != said[1]

    @property
    def reason_changed(self) -> bool:
        return self.before.reason != self.after.reason

    @property
    def explanation_changed(self) -> bool:
        return self.before.explanation != self.after.explanation

    @property
    def is_changed(self) -> bool:
        return bool(
            self.facts
            or self.added
            or self.removed
            or self.score_changed
            or self.reason_changed
            or self.explanation_changed
        )

    @property
    def gained(self) -> Decimal:
        """Return how many points more count now, less than 0 for fewer."""
        return (self.after.counted or Decimal(0)) - (self.before.counted or Decimal(0))


def compare(earlier: Workbook, later: Workbook) -> list[ComponentChange]:
    """Return every component of two dossiers by the same set, in the set's order; makes no query."""
    return [compare_line(earlier, later, code) for code in later.lines if code in earlier.lines]


def compare_line(earlier: Workbook, later: Workbook, code: str) -> ComponentChange:
    """Return one component of two dossiers by the same set."""
    before, after = earlier.lines[code], later.lines[code]
    facts = [
        FactChange(
            fact=later.criteria_set.facts[fact],
            before=earlier.values.get(fact),
            after=later.values.get(fact),
        )
        for fact in after.node.facts
        if earlier.values.get(fact) != later.values.get(fact)
    ]
    return ComponentChange(
        before=before,
        after=after,
        facts=facts,
        added=_without(after.evidence, before.evidence),
        removed=_without(before.evidence, after.evidence),
    )


def _without(links: Sequence[EvidenceLink], others: Sequence[EvidenceLink]) -> list[EvidenceLink]:
    """Return the links whose documents the others do not have."""
    known = {link.document_id for link in others}
    return [link for link in links if link.document_id not in known]
