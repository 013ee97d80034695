"""What every change of a plan has in common: its checks, its history and its journal entry."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.evidence.models import EvidenceDocument
from parindex.kernel import canonical, journal
from parindex.kernel.errors import Correctable, Denied
from parindex.remedies.choices import PlanState, StepKind
from parindex.remedies.models import (
    ActionEvidence,
    ActionStep,
    RemedialAction,
    RemedialPlan,
)
from parindex.remedies.queries.parts import NotHereError
from parindex.remedies.rules import works_for
from parindex.units.models import Unit
from parindex.viet import search_key

_TEXTS = ("text", "owner", "aim", "hint", "state", "reason")


class RemedyRefused(Correctable):
    """Something that was typed is missing or cannot be; names the field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def require_desk(actor: Actor, unit: Unit) -> None:
    """Raise Denied for somebody who does not work for the unit."""
    if not works_for(actor, unit):
        raise Denied(_("Chỉ cán bộ và lãnh đạo của đơn vị được ghi việc khắc phục."))


def locked_plan(plan_id: int) -> RemedialPlan:
    """Hold the plan until the end of the transaction: its changes come one after another."""
    rows = RemedialPlan.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=plan_id)


def locked_action(action_id: int, actor: Actor) -> RemedialAction:
    """Return an action of the person's unit, held with its plan; raises NotHereError, Denied."""
    plan_id = RemedialAction.objects.filter(pk=action_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise NotHereError
    plan = locked_plan(plan_id)
    require_desk(actor, plan.unit)
    action = RemedialAction.objects.filter(pk=action_id).first()
    if action is None:
        raise NotHereError
    action.plan = plan
    return action


def searched(action: RemedialAction) -> str:
    """Return what the action is found by: unit, component, text and owner without marks."""
    unit = action.plan.unit.name
    return search_key(f"{unit} {action.code} {action.name} {action.text} {action.owner}")


def snapshot(action: RemedialAction) -> str:
    """Write down everything that a step may change."""
    return canonical.to_text(
        {
            **{name: getattr(action, name) for name in _TEXTS},
            "user": action.user_id,
            "due_on": action.due_on,
            "gain": action.expected_gain,
            "percent": action.percent,
            "documents": sorted(action.evidence.values_list("document_id", flat=True)),
        }
    )


def put_back(action: RemedialAction, text: str, *, actor: Actor, now: dt.datetime) -> None:
    """Make the action again what the snapshot says; the caller saves it."""
    before = json.loads(text)
    for name in _TEXTS:
        setattr(action, name, before[name])
    action.user_id = before["user"]
    action.due_on = dt.date.fromisoformat(before["due_on"])
    action.expected_gain = None if before["gain"] is None else Decimal(before["gain"])
    action.percent = before["percent"]
    action.search = searched(action)
    set_documents(action, before["documents"], actor=actor, now=now)


def set_documents(
    action: RemedialAction, document_ids: Collection[int], *, actor: Actor, now: dt.datetime
) -> None:
    """Let exactly these documents of the unit prove the action; raises NotHereError for another's."""
    wanted = set(document_ids)
    own = EvidenceDocument.objects.filter(pk__in=wanted, unit=action.plan.unit)
    if own.count() != len(wanted):
        raise NotHereError
    action.evidence.exclude(document__in=wanted).delete()
    known = set(action.evidence.values_list("document_id", flat=True))
    ActionEvidence.objects.bulk_create(
        ActionEvidence(action=action, document_id=pk, linked_by=actor.label, linked_at=now)
        for pk in sorted(wanted - known)
    )


def add_step(
    action: RemedialAction,
    kind: StepKind,
    *,
    before: str,
    actor: Actor,
    now: dt.datetime,
    note: str = "",
) -> None:
    """Add a step to the action's history."""
    ActionStep.objects.create(
        action=action,
        kind=kind,
        percent=action.percent,
        note=note,
        before=before,
        by=actor.full_name or actor.label,
        at=now,
    )


def reopen_plan(plan: RemedialPlan) -> None:
    """What the plan promises has changed: an approval given before no longer counts."""
    plan.state, plan.return_reason = PlanState.DRAFT, ""
    plan.approved_hash, plan.approved_by, plan.approved_at = "", "", None


def note_action(
    action: RemedialAction, name: str, *, actor: Actor, now: dt.datetime, data: Mapping[str, Any]
) -> None:
    """Write a journal entry about an action."""
    journal.record(
        at=now,
        actor=actor.label,
        action=name,
        subject=f"remedial_plan:{action.plan_id}/component:{action.code}",
        unit_path=action.plan.unit.path,
        data={"task": action.number, **data},
    )


def save_plan(
    plan: RemedialPlan,
    name: str = "",
    *,
    actor: Actor,
    now: dt.datetime,
    data: Mapping[str, Any] | None = None,
) -> RemedialPlan:
    """Save the plan, with a journal entry if the change is one of the plan itself."""
    plan.changed_by, plan.changed_at = actor.label, now
    plan.save()
    if name:
        journal.record(
            at=now,
            actor=actor.label,
            action=name,
            subject=f"remedial_plan:{plan.pk}",
            unit_path=plan.unit.path,
            data=dict(data or {}),
        )
    return plan
