"""The workbook: one dossier as people see it, every number with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink, FactEntry, Sheet
from parindex.assessments.values import read_raw
from parindex.engine import (
    CriteriaSet,
    FactValue,
    Node,
    NodeTrace,
    ScoredBy,
    Tally,
    TraceState,
    credit,
    evaluate,
    tally,
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One component of a dossier: rule, facts, computed and own score, evidence, explanation.

    ``computed`` is what the rule gives, ``counted`` what the unit's score is worth after the
    law of letters 000 and 001: no evidence and no explanation, no points. Both in points.
    """

    node: Node
    trace: NodeTrace
    entry: ComponentEntry | None
    evidence: tuple[EvidenceLink, ...]
    sheet: Sheet | None

    @property
    def code(self) -> str:
        return self.node.code

    @property
    def computed(self) -> Decimal | None:
        return self.trace.points

    @property
    def self_score(self) -> Decimal | None:
        return self.entry.self_score if self.entry else None

    @property
    def explanation(self) -> str:
        return self.entry.explanation if self.entry else ""

    @property
    def reason(self) -> str:
        return self.entry.reason if self.entry else ""

    @property
    def not_applicable(self) -> bool:
        return bool(self.entry and self.entry.not_applicable)

    @property
    def is_self_scored(self) -> bool:
        """Survey components get their points from the survey, not from the unit."""
        return self.node.scored_by is not ScoredBy.SURVEY

    @property
    def counted(self) -> Decimal | None:
        """What the self-score is worth to the council: with the evidence it asked for in writing."""
        return self._credited(len(self.evidence))

    @property
    def handed_in(self) -> Decimal | None:
        """What the self-score was worth when it was handed in, before any supplement."""
        return self._credited(sum(not link.supplement_number for link in self.evidence))

    def _credited(self, evidence: int) -> Decimal | None:
        if self.not_applicable or not self.is_self_scored:
            return None
        explained = bool(self.explanation.strip())
        return credit(self.self_score, evidence=evidence, explained=explained)

    @property
    def is_proven(self) -> bool:
        """Tell whether there is evidence or an explanation."""
        return bool(self.evidence) or bool(self.explanation.strip())

    @property
    def is_finished(self) -> bool:
        return not self.is_self_scored or self.not_applicable or self.self_score is not None

    @property
    def differs(self) -> bool:
        """Tell whether the unit's score is not the computed one."""
        return (
            self.self_score is not None
            and self.computed is not None
            and self.self_score != self.computed
        )

    @property
    def lacks_proof(self) -> bool:
        """Tell whether a score stands that will be counted as 0."""
        return bool(self.self_score) and not self.not_applicable and not self.is_proven

    @property
    def blockers(self) -> tuple[str, ...]:
        """Say what keeps the leader from approving this component."""
        if not self.is_self_scored:
            return ()
        if self.not_applicable:
            return () if self.explanation.strip() else (_("chưa giải trình vì sao không áp dụng"),)
        found = []
        if self.trace.state is TraceState.MISSING_FACTS:
            found.append(_("chưa nhập đủ số liệu"))
        if self.self_score is None:
            found.append(_("chưa tự chấm điểm"))
        if self.differs and not self.reason.strip():
            found.append(_("điểm tự chấm khác điểm tính nhưng chưa nêu lý do"))
        return tuple(found)


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """Everything of one dossier."""

    dossier: Dossier
    criteria_set: CriteriaSet
    sheets: tuple[Sheet, ...]
    facts: Mapping[str, FactEntry]
    values: Mapping[str, FactValue]
    lines: Mapping[str, Line]
    trace: NodeTrace

    @property
    def not_applicable(self) -> frozenset[str]:
        return frozenset(code for code, line in self.lines.items() if line.not_applicable)

    @cached_property
    def own_tally(self) -> Tally:
        """Sum the unit's own points up the tree, as it handed them in."""
        points = {code: line.handed_in for code, line in self.lines.items()}
        return tally(self.criteria_set, points, not_applicable=self.not_applicable)

    @cached_property
    def computed_tally(self) -> Tally:
        """Sum the computed points up the tree."""
        points = {code: line.computed for code, line in self.lines.items()}
        return tally(self.criteria_set, points, not_applicable=self.not_applicable)

    def sheet_of(self, code: str) -> Sheet | None:
        """Return the sheet that holds a component."""
        return self.lines[code].sheet

    def lines_of(self, sheet: Sheet) -> list[Line]:
        """Return the components of one sheet, in the order of the set."""
        return [
            line
            for line in self.lines.values()
            if line.sheet is not None and line.sheet.pk == sheet.pk
        ]

    def blockers(self, sheet: Sheet) -> list[tuple[Line, str]]:
        """Return what keeps the sheet from approval, component by component."""
        return [(line, reason) for line in self.lines_of(sheet) for reason in line.blockers]

    def unproven(self, sheet: Sheet) -> list[Line]:
        """Return the components whose points will be counted as 0."""
        return [line for line in self.lines_of(sheet) if line.lacks_proof]

    def lines_using(self, fact_code: str) -> list[Line]:
        """Return the components whose rule needs the fact."""
        return [self.lines[node.code] for node in self.criteria_set.leaves_using(fact_code)]

    @property
    def is_open(self) -> bool:
        """Tell whether anything of the dossier can still be drafted."""
        return self.dossier.stage == Stage.SELF_ASSESSMENT and any(
            sheet.state == SheetState.DRAFTING for sheet in self.sheets
        )


def build_workbook(
    *,
    dossier: Dossier,
    criteria_set: CriteriaSet,
    sheets: Iterable[Sheet],
    responsible: Mapping[str, int],
    facts: Iterable[FactEntry],
    entries: Iterable[ComponentEntry],
    links: Mapping[str, list[EvidenceLink]],
) -> Workbook:
    """Put a dossier's rows together and let the engine score them; no query is made here."""
    by_unit = {sheet.unit_id: sheet for sheet in sheets}
    by_fact = {fact.fact_code: fact for fact in facts}
    by_code = {entry.code: entry for entry in entries}
    values = {
        code: read_raw(criteria_set, code, fact.raw)
        for code, fact in by_fact.items()
        if not fact.is_empty
    }
    unused = frozenset(code for code, entry in by_code.items() if entry.not_applicable)
    trace = evaluate(criteria_set, values, not_applicable=unused)
    traces = {leaf.code: leaf for leaf in _leaves(trace)}
    lines = {
        leaf.code: Line(
            node=leaf,
            trace=traces[leaf.code],
            entry=by_code.get(leaf.code),
            evidence=tuple(links.get(leaf.code, ())),
            sheet=by_unit.get(responsible.get(leaf.code, 0)),
        )
        for leaf in criteria_set.leaves
    }
    return Workbook(
        dossier=dossier,
        criteria_set=criteria_set,
        sheets=tuple(by_unit.values()),
        facts=by_fact,
        values=values,
        lines=lines,
        trace=trace,
    )


def _leaves(trace: NodeTrace) -> Iterable[NodeTrace]:
    if not trace.children:
        yield trace
    for child in trace.children:
        yield from _leaves(child)
