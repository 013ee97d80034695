"""The plan before the unit's leader: asked for, approved as it stands, given back, taken back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.kernel.errors import Denied, Refused
from parindex.remedies.choices import ActionState, PlanState
from parindex.remedies.fingerprint import plan_hash
from parindex.remedies.models import RemedialAction, RemedialPlan
from parindex.remedies.operations.noting import (
    RemedyRefused,
    locked_plan,
    reopen_plan,
    require_desk,
    save_plan,
)
from parindex.remedies.queries.parts import NotHereError
from parindex.remedies.rules import leads


@transaction.atomic
def ask_for_approval(*, plan_id: int, actor: Actor, now: dt.datetime) -> RemedialPlan:
    """Put the plan before the leader; raises Refused for an empty one."""
    plan = _held(plan_id)
    require_desk(actor, plan.unit)
    _require_state(plan, PlanState.DRAFT)
    if not _kept(plan):
        raise Refused(_("Kế hoạch chưa có việc nào. Hãy lập việc từ mục mất điểm trước khi trình."))
    plan.state, plan.return_reason = PlanState.AWAITING_APPROVAL, ""
    return save_plan(plan, "remedial_plan.approval_requested", actor=actor, now=now)


@transaction.atomic
def approve_plan(*, plan_id: int, seen_hash: str, actor: Actor, now: dt.datetime) -> RemedialPlan:
    """Approve exactly what the leader saw; raises Refused if it has changed."""
    plan = _held(plan_id)
    _require_leader(actor, plan)
    _require_state(plan, PlanState.AWAITING_APPROVAL)
    digest = plan_hash(_kept(plan))
    if digest != seen_hash:
        raise Refused(_("Nội dung đã thay đổi sau khi anh/chị mở trang. Hãy xem lại rồi duyệt."))
    plan.state, plan.approved_hash = PlanState.APPROVED, digest
    plan.approved_by, plan.approved_at = actor.full_name, now
    data = {"content_hash": digest}
    return save_plan(plan, "remedial_plan.approved", actor=actor, now=now, data=data)


@transaction.atomic
def return_plan(*, plan_id: int, reason: str, actor: Actor, now: dt.datetime) -> RemedialPlan:
    """Give the plan back to the clerk with a reason that the clerk sees."""
    plan = _held(plan_id)
    _require_leader(actor, plan)
    _require_state(plan, PlanState.AWAITING_APPROVAL, PlanState.APPROVED)
    if not reason.strip():
        raise RemedyRefused("reason", _("Hãy ghi lý do trả lại để cán bộ biết cần sửa gì."))
    reopen_plan(plan)
    plan.return_reason = reason.strip()
    data = {"reason": plan.return_reason}
    return save_plan(plan, "remedial_plan.returned", actor=actor, now=now, data=data)


@transaction.atomic
def recall_plan(*, plan_id: int, actor: Actor, now: dt.datetime) -> RemedialPlan:
    """Take the plan back from the leader for changes."""
    plan = _held(plan_id)
    require_desk(actor, plan.unit)
    _require_state(plan, PlanState.AWAITING_APPROVAL)
    reopen_plan(plan)
    return save_plan(plan, "remedial_plan.recalled", actor=actor, now=now)


def _held(plan_id: int) -> RemedialPlan:
    if not RemedialPlan.objects.filter(pk=plan_id).exists():
        raise NotHereError
    return locked_plan(plan_id)


def _kept(plan: RemedialPlan) -> list[RemedialAction]:
    return list(RemedialAction.objects.filter(plan=plan).exclude(state=ActionState.CANCELLED))


def _require_leader(actor: Actor, plan: RemedialPlan) -> None:
    if not leads(actor, plan.unit):
        raise Denied(_("Chỉ lãnh đạo đơn vị được duyệt kế hoạch."))


def _require_state(plan: RemedialPlan, *allowed: PlanState) -> None:
    if plan.state not in allowed:
        raise Refused(
            _("Kế hoạch đang ở bước “%(state)s” nên không làm được việc này. Hãy tải lại trang.")
            % {"state": plan.get_state_display()}
        )
