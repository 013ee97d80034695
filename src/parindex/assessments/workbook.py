"""The workbook: one dossier as people see it, every number with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _

from parindex.assessments.choices import SheetState
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
    evaluate_leaf,
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

    @cached_property
    def trace(self) -> NodeTrace:
        """The computed points of the whole tree, each with its sentence."""
        return evaluate(self.criteria_set, self.values, not_applicable=self.not_applicable)

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
        return self.dossier.is_drafted and any(
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
    raws = {code: by_fact[code].raw for code in values}
    unused = frozenset(code for code, entry in by_code.items() if entry.not_applicable)
    lines = {
        leaf.code: Line(
            node=leaf,
            trace=_score(
                _Question(
                    set_hash=dossier.criteria_set.content_hash,
                    code=leaf.code,
                    raws=tuple(raws.get(code) for code in leaf.facts),
                    not_applicable=leaf.code in unused,
                    criteria_set=criteria_set,
                )
            ),
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
    )


@dataclass(frozen=True, kw_only=True)
class _Question:
    """All that a component's computed points depend on; ``raws`` are the facts of its rule as stored."""

    set_hash: str
    code: str
    raws: tuple[str | None, ...]
    not_applicable: bool
    criteria_set: CriteriaSet = field(compare=False, repr=False)


@lru_cache(maxsize=8192)  # some two hundred forms that are being filled in, each its own figures
def _score(asked: _Question) -> NodeTrace:
    """Score a component; kept, because a save asks again for a hundred of which it changed one."""
    codes = asked.criteria_set.node(asked.code).facts
    values = {
        code: read_raw(asked.criteria_set, code, raw)
        for code, raw in zip(codes, asked.raws, strict=True)
        if raw is not None
    }
    return evaluate_leaf(
        asked.criteria_set, asked.code, values, not_applicable=asked.not_applicable
    )
