"""Fills the report on criteria proposals from a cycle's proposals."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import override

from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Cycle
from parindex.documents import proposals_report
from parindex.documents.bodies import full_name, origin_of
from parindex.documents.councils import ordered_by
from parindex.documents.paper import Paper
from parindex.documents.people import leader_signature
from parindex.documents.proposals_report import NodeGroup, ProposalRow, ProposalsReportContext
from parindex.improvement.models import CriteriaProposal
from parindex.improvement.queries import grouped, proposals_of
from parindex.improvement.rules import OPEN, TAKEN_UP


def proposals_paper(cycle: Cycle) -> Paper:
    """Return the coordinator's report; raises LookupError while nobody proposed anything."""
    with override("vi"):
        return proposals_report.compose(proposals_context(cycle))


def proposals_context(cycle: Cycle) -> ProposalsReportContext:
    """Return what the report says; answers stand as the coordinator gave them."""
    rows = proposals_of(cycle)
    if not rows:
        raise LookupError(cycle.pk)
    coordinator = cycle.coordinator
    origin = origin_of(coordinator, kind_symbol="BC", year=cycle.year + 1)
    return ProposalsReportContext(
        origin=origin,
        addressee=full_name(cycle.body),
        body=full_name(cycle.body),
        cycle_year=cycle.year,
        opening=ordered_by(cycle),
        groups=tuple(_groups(rows)),
        signature=leader_signature(coordinator),
        recipients=("Như trên", f"Lãnh đạo {cycle.body.body}", "Lưu: VT, CCHC"),
        synthetic=bool(cycle.synthetic_note),
    )


def _groups(rows: list[CriteriaProposal]) -> Iterator[NodeGroup]:
    """Yield the groups in the order of the sets, the set as a whole before its criteria."""
    found = grouped(rows)
    stored = {row.criteria_set_id: row.criteria_set for row in rows}
    for set_id in sorted(stored):
        criteria_set = criteria_set_of(stored[set_id])
        order = ["", *(node.code for node in criteria_set.walk())]
        for code in order:
            if (set_id, code) not in found:
                continue
            node = criteria_set.node(code) if code else None
            yield NodeGroup(
                set_name=stored[set_id].name,
                code=code,
                name=node.name if node else stored[set_id].name,
                max_points=node.max_points if node else None,
                rows=tuple(_row(row) for row in found[set_id, code]),
            )


def _row(row: CriteriaProposal) -> ProposalRow:
    return ProposalRow(
        unit=row.unit.name,
        kind=row.get_kind_display(),
        words=row.text,
        suggested_points=row.suggested_points,
        suggested_rule=row.suggested_rule,
        state=row.get_state_display(),
        is_open=row.state in OPEN,
        is_taken_up=row.state in TAKEN_UP,
        answer=row.answer,
    )
