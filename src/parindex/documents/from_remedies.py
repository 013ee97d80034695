"""Fills the plan of remedial actions from what a unit does about its lost points."""

from __future__ import annotations

from django.utils.translation import override

from parindex.documents import remedial_plan
from parindex.documents.bodies import decision_of, full_name, origin_of, signature_of
from parindex.documents.from_losses import decision_behind
from parindex.documents.paper import Paper
from parindex.documents.people import leader_signature
from parindex.documents.remedial_plan import ActionRow, LossLine, RemedialPlanContext
from parindex.engine import index
from parindex.kernel.clock import vietnam_date
from parindex.remedies.choices import PlanState
from parindex.remedies.queries import PlannedAction, PlanView


def plan_paper(view: PlanView) -> Paper:
    """Return the plan: signed and dated as the leader approved it, marked a draft before; LookupError when empty."""
    with override("vi"):
        return remedial_plan.compose(plan_context(view))


def plan_context(view: PlanView) -> RemedialPlanContext:
    """Return what the plan says; cancelled actions are left out."""
    plan, ground = view.plan, view.ground
    if plan is None or not view.kept:
        raise LookupError(ground.unit.code)
    unit, cycle, sheet = ground.unit, ground.cycle, ground.sheet
    approved = plan.state == PlanState.APPROVED and plan.approved_at is not None
    dated = vietnam_date(plan.approved_at) if approved and plan.approved_at else None
    year = dated.year if dated else ground.publication.decision_date.year
    signature = (
        leader_signature(unit, name=plan.approved_by.partition(" (")[0])
        if approved
        else signature_of(unit, name="")
    )
    return RemedialPlanContext(
        origin=origin_of(unit, kind_symbol="KH", year=year, dated=dated),
        unit=full_name(unit),
        result_year=cycle.year,
        plan_year=cycle.year + 1,
        grounds=(f"Căn cứ {decision_of(ground.criteria_set).cited()}",),
        decision=decision_behind(ground.publication),
        coordinator=cycle.coordinator.name,
        points=sheet.points,
        max_points=sheet.max_points,
        index=sheet.index,
        lost=sheet.lost,
        expected=view.expected,
        target=index(sheet.points + view.expected, sheet.max_points),
        actions=tuple(_action(row) for row in view.kept),
        uncovered=tuple(
            LossLine(code=loss.row.code, name=loss.row.name, lost=loss.row.lost)
            for loss in view.uncovered
        ),
        signature=signature,
        recipients=(
            full_name(cycle.body),
            cycle.coordinator.name,
            "Các bộ phận thực hiện",
            "Lưu: VT",
        ),
        points_places=ground.criteria_set.points_places,
        draft=not approved,
        synthetic=bool(cycle.synthetic_note),
    )


def _action(row: PlannedAction) -> ActionRow:
    done = row.progress
    percent = f" ({done.percent}%)" if 0 < done.percent < 100 else ""
    return ActionRow(
        field=row.field_name,
        code=row.action.code,
        name=row.action.name,
        lost=row.loss.row.lost if row.loss else row.action.lost,
        text=row.action.text,
        owner=row.action.owner,
        due_on=row.action.due_on,
        expected_gain=row.action.expected_gain,
        state=f"{done.state_label}{percent}",
        proof=tuple(done.documents),
    )
