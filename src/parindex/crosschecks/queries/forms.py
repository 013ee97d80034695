"""Only those components of many dossiers that are looked at; a round is too large to load whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink, FactEntry
from parindex.assessments.values import read_raw
from parindex.assessments.workbook import Line
from parindex.criteria.queries import criteria_set_of
from parindex.engine import CriteriaSet, FactValue, Node, ScoredBy, evaluate_leaf

RowT = TypeVar("RowT", ComponentEntry, EvidenceLink, FactEntry)


@dataclass(frozen=True, kw_only=True)
class PartialForm:
    """Some components of one dossier, scored; see ``subject.Form``."""

    dossier: Dossier
    criteria_set: CriteriaSet
    values: Mapping[str, FactValue]
    lines: Mapping[str, Line]


def load_forms(rows: Sequence[Dossier], codes: Collection[str] | None) -> list[PartialForm]:
    """Load some components of many dossiers, all of them for None, in three queries."""
    leaves = {
        row.criteria_set_id: _needed(criteria_set_of(row.criteria_set), codes) for row in rows
    }
    wanted = {leaf.code for nodes in leaves.values() for leaf in nodes}
    facts = {code for nodes in leaves.values() for leaf in nodes for code in leaf.facts}
    entries = _by_dossier(ComponentEntry.objects.filter(dossier__in=rows, code__in=wanted))
    links = _by_dossier(
        EvidenceLink.objects.filter(dossier__in=rows, code__in=wanted)
        .select_related("document")
        .order_by("document__issued_on", "pk")
    )
    answers = _by_dossier(
        FactEntry.objects.filter(dossier__in=rows, fact_code__in=facts).exclude(raw="null")
    )
    return [
        _form(
            row,
            leaves[row.criteria_set_id],
            entries={entry.code: entry for entry in entries[row.pk]},
            links=links[row.pk],
            facts=answers[row.pk],
        )
        for row in rows
    ]


def _needed(criteria_set: CriteriaSet, codes: Collection[str] | None) -> list[Node]:
    """Return the wanted leaves, and beside a survey the leaves of its field that it is held against."""
    if codes is None:
        return list(criteria_set.leaves)
    wanted = {leaf.code for leaf in criteria_set.leaves if leaf.code in codes}
    fields = {
        criteria_set.ancestors(code)[0].code
        for code in wanted
        if criteria_set.node(code).scored_by is ScoredBy.SURVEY and criteria_set.ancestors(code)
    }
    wanted |= criteria_set.leaves_under(fields)
    return [leaf for leaf in criteria_set.leaves if leaf.code in wanted]


def _form(
    row: Dossier,
    leaves: Sequence[Node],
    *,
    entries: Mapping[str, ComponentEntry],
    links: Iterable[EvidenceLink],
    facts: Iterable[FactEntry],
) -> PartialForm:
    criteria_set = criteria_set_of(row.criteria_set)
    values = {fact.fact_code: read_raw(criteria_set, fact.fact_code, fact.raw) for fact in facts}
    by_code: dict[str, list[EvidenceLink]] = defaultdict(list)
    for link in links:
        by_code[link.code].append(link)
    lines = {}
    for leaf in leaves:
        entry = entries.get(leaf.code)
        unused = bool(entry and entry.not_applicable)
        lines[leaf.code] = Line(
            node=leaf,
            trace=evaluate_leaf(criteria_set, leaf.code, values, not_applicable=unused),
            entry=entry,
            evidence=tuple(by_code[leaf.code]),
            sheet=None,
        )
    return PartialForm(dossier=row, criteria_set=criteria_set, values=values, lines=lines)


def _by_dossier(rows: Iterable[RowT]) -> dict[int, list[RowT]]:
    grouped: dict[int, list[RowT]] = defaultdict(list)
    for row in rows:
        grouped[row.dossier_id].append(row)
    return grouped
