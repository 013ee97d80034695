"""Proposals about criteria and methods: units submit, the coordinator answers one or many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version, stamp
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Cycle
from parindex.improvement.choices import ProposalKind, ProposalState
from parindex.improvement.models import CriteriaProposal
from parindex.improvement.queries import NotHereError, sets_to_propose_on
from parindex.improvement.rules import FINAL, is_changeable, may_answer_proposals, works_for
from parindex.kernel import journal
from parindex.kernel.errors import Denied, Refused
from parindex.units.models import Unit

_MOST_POINTS = Decimal(1000)


@dataclass(frozen=True, kw_only=True)
class ProposalText:
    """What a unit proposes; the suggested points and rule are optional."""

    kind: str
    text: str
    suggested_points: Decimal | None = None
    suggested_rule: str = ""


@transaction.atomic
def submit_proposal(
    *,
    cycle: Cycle,
    criteria_set: StoredCriteriaSet,
    node_code: str,
    unit: Unit,
    content: ProposalText,
    actor: Actor,
    now: dt.datetime,
) -> CriteriaProposal:
    """Send a proposal to the coordinator; an empty ``node_code`` is the set as a whole."""
    if not works_for(actor, unit):
        raise Denied(_("Chỉ cán bộ và lãnh đạo của đơn vị được gửi kiến nghị."))
    if criteria_set.pk not in {row.pk for row in sets_to_propose_on(cycle, unit)}:
        raise NotHereError
    codes = {node.code for node in criteria_set_of(criteria_set).walk()}
    if node_code and node_code not in codes:
        raise Refused(_("Hãy chọn một mục của bộ tiêu chí, hoặc để chung cả bộ."))
    proposal = CriteriaProposal(
        cycle=cycle,
        criteria_set=criteria_set,
        node_code=node_code,
        unit=unit,
        version=0,
        submitted_by=actor.label,
        submitted_at=now,
    )
    _write(proposal, content)
    stamp(proposal, actor=actor, now=now)
    _note(proposal, "proposal.submitted", actor=actor, now=now)
    return proposal


@transaction.atomic
def change_proposal(
    *,
    proposal_id: int,
    content: ProposalText,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> CriteriaProposal:
    """Rewrite one's proposal as long as the coordinator has not taken it up."""
    proposal = _locked(proposal_id)
    if not works_for(actor, proposal.unit):
        raise Denied(_("Kiến nghị này của đơn vị khác."))
    require_version(proposal, expected_version, {"text": proposal.text})
    if not is_changeable(proposal):
        raise Refused(
            _("Kiến nghị đang ở bước “%(state)s” nên không sửa được; có thể gửi kiến nghị mới.")
            % {"state": proposal.get_state_display()}
        )
    _write(proposal, content)
    stamp(proposal, actor=actor, now=now)
    _note(proposal, "proposal.changed", actor=actor, now=now)
    return proposal


@transaction.atomic
def answer_proposals(
    *,
    cycle: Cycle,
    versions: Mapping[int, int],
    state: str,
    answer: str,
    actor: Actor,
    now: dt.datetime,
) -> list[CriteriaProposal]:
    """Answer the named proposals with the same words, all or none.

    ``versions`` maps ids to the versions that the person saw: Stale when one has changed since.
    """
    if not may_answer_proposals(actor, cycle):
        raise Denied(_("Chỉ cơ quan điều phối được trả lời kiến nghị."))
    _require_answer(state, answer)
    rows = list(
        CriteriaProposal.objects.select_for_update(of=("self",))
        .select_related("unit", "cycle")
        .filter(cycle=cycle, pk__in=versions)
        .order_by("pk")
    )
    if not rows or len(rows) != len(versions):
        raise Refused(_("Hãy chọn ít nhất một kiến nghị để trả lời."))
    for row in rows:
        require_version(row, versions[row.pk], {"text": row.text, "answer": row.answer})
        row.state, row.answer = state, answer.strip()
        row.answered_by, row.answered_at = actor.label, now
        stamp(row, actor=actor, now=now)
        _note(row, "proposal.answered", actor=actor, now=now)
    return rows


def _require_answer(state: str, answer: str) -> None:
    if state not in (ProposalState.STUDYING, *FINAL):
        raise Refused(_("Hãy chọn kết quả xem xét."))
    if state in FINAL and not answer.strip():
        raise Refused(_("Hãy ghi nội dung trả lời để đơn vị biết lý do."))


def _write(proposal: CriteriaProposal, content: ProposalText) -> None:
    if content.kind not in ProposalKind.values:
        raise Refused(_("Hãy chọn loại kiến nghị."))
    if not content.text.strip():
        raise Refused(_("Hãy ghi điều chưa hợp lý và đề nghị của đơn vị."))
    points = content.suggested_points
    if points is not None and not 0 < points <= _MOST_POINTS:
        raise Refused(_("Điểm đề nghị phải lớn hơn 0 và không quá 1000."))
    proposal.kind, proposal.text = content.kind, content.text.strip()
    proposal.suggested_points, proposal.suggested_rule = points, content.suggested_rule.strip()


def _locked(proposal_id: int) -> CriteriaProposal:
    rows = CriteriaProposal.objects.select_for_update(of=("self",)).select_related("unit", "cycle")
    found = rows.filter(pk=proposal_id).first()
    if found is None:
        raise NotHereError
    return found


def _note(proposal: CriteriaProposal, action: str, *, actor: Actor, now: dt.datetime) -> None:
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"cycle:{proposal.cycle.code}/proposal:{proposal.pk}",
        unit_path=proposal.unit.path,
        data={
            "node": proposal.node_code,
            "kind": proposal.kind,
            "text": proposal.text,
            "points": proposal.suggested_points,
            "rule": proposal.suggested_rule,
            "state": proposal.state,
            "answer": proposal.answer,
        },
    )
