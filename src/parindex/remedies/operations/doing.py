"""How far an action is, when it is done and by which documents, and taking back the last change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version, stamp
from parindex.evidence.operations import DocumentDetails, add_document
from parindex.kernel.errors import Denied, Refused
from parindex.preparation.choices import CommitmentState
from parindex.preparation.models import Commitment
from parindex.preparation.operations.noting import note as note_commitment
from parindex.preparation.queries.parts import part_in
from parindex.preparation.rules import works_on
from parindex.remedies.choices import ActionState, StepKind
from parindex.remedies.models import ActionStep, CommitmentStep, RemedialAction
from parindex.remedies.operations.noting import (
    RemedyRefused,
    add_step,
    locked_action,
    note_action,
    put_back,
    reopen_plan,
    save_plan,
    set_documents,
    snapshot,
)
from parindex.remedies.operations.planning import require_open
from parindex.remedies.queries.parts import NotHereError
from parindex.units.models import Unit

FULL = 100


@dataclass(frozen=True, kw_only=True)
class NewDocument:
    """A document that is not in the unit's store yet."""

    details: DocumentDetails
    upload: File[bytes]


@transaction.atomic
def note_progress(
    *,
    action_id: int,
    percent: int | None,
    text: str,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> RemedialAction:
    """Write down how far an action is; at 100 percent it is still to be reported as done.

    Raises Stale, Refused once it is done or cancelled, RemedyRefused naming the field.
    """
    action = _seen(action_id, expected_version, actor)
    require_open(action)
    before = snapshot(action)
    action.percent = _checked_percent(percent)
    action.state = ActionState.DOING
    words = _required(text, "note", _("Hãy ghi đã làm được gì."))
    return _stepped(action, StepKind.PROGRESSED, before, words, actor=actor, now=now)


@transaction.atomic
def finish_action(
    *,
    action_id: int,
    document_ids: Collection[int],
    new: NewDocument | None = None,
    text: str = "",
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> RemedialAction:
    """Report an action as done, shown by documents of the unit's store, or by one put there now.

    Raises RemedyRefused without a document, NotHereError for a document of another body, and what
    ``evidence.operations.add_document`` raises.
    """
    action = _seen(action_id, expected_version, actor)
    require_open(action)
    if not document_ids and new is None:
        raise RemedyRefused(
            "documents", _("Hãy chọn ít nhất một tài liệu chứng minh việc đã xong.")
        )
    before = snapshot(action)
    ids = {*document_ids, *_stored(new, action.plan.unit, actor=actor, now=now)}
    set_documents(action, ids, actor=actor, now=now)
    action.state, action.percent = ActionState.DONE, FULL
    return _stepped(action, StepKind.DONE, before, text.strip(), actor=actor, now=now)


@transaction.atomic
def cancel_action(
    *, action_id: int, reason: str, expected_version: int, actor: Actor, now: dt.datetime
) -> RemedialAction:
    """Give an action up, with the reason; the plan must be approved anew."""
    action = _seen(action_id, expected_version, actor)
    require_open(action)
    before = snapshot(action)
    action.reason = _required(reason, "reason", _("Hãy ghi vì sao không làm nữa."))
    action.state = ActionState.CANCELLED
    reopen_plan(action.plan)
    save_plan(action.plan, actor=actor, now=now)
    return _stepped(action, StepKind.CANCELLED, before, action.reason, actor=actor, now=now)


@transaction.atomic
def reopen_action(
    *, action_id: int, reason: str, expected_version: int, actor: Actor, now: dt.datetime
) -> RemedialAction:
    """Take up an action again that was done or given up; its documents stay with it."""
    action = _seen(action_id, expected_version, actor)
    was = action.state
    if was not in {ActionState.DONE, ActionState.CANCELLED}:
        raise Refused(_("Việc này đang mở."))
    before = snapshot(action)
    words = _required(reason, "reason", _("Hãy ghi vì sao mở lại."))
    action.state, action.reason = ActionState.DOING, ""
    if was == ActionState.CANCELLED:
        reopen_plan(action.plan)
        save_plan(action.plan, actor=actor, now=now)
    return _stepped(action, StepKind.REOPENED, before, words, actor=actor, now=now)


@transaction.atomic
def undo_last(
    *, action_id: int, expected_version: int, actor: Actor, now: dt.datetime
) -> RemedialAction | None:
    """Take back the last change that stands, step by step to the beginning; None once the making is undone.

    The history keeps the step, the journal says who took it back.
    """
    action = _seen(action_id, expected_version, actor)
    step = ActionStep.objects.filter(action=action, is_undone=False).order_by("pk").last()
    if step is None:
        raise Refused(_("Không còn thay đổi nào để hoàn tác."))
    data = {"undone": step.get_kind_display(), "text": action.text}
    note_action(action, "remedy.undone", actor=actor, now=now, data=data)
    promise = (action.text, action.owner, action.due_on, action.expected_gain)
    if step.kind == StepKind.MADE:
        plan = action.plan
        action.delete()
        reopen_plan(plan)
        save_plan(plan, actor=actor, now=now)
        return None
    was_cancelled = action.state == ActionState.CANCELLED
    put_back(action, step.before, actor=actor, now=now)
    step.is_undone = True
    step.save(update_fields=["is_undone"])
    stamp(action, actor=actor, now=now)
    is_cancelled = action.state == ActionState.CANCELLED
    now_promised = (action.text, action.owner, action.due_on, action.expected_gain)
    if now_promised != promise or is_cancelled != was_cancelled:
        reopen_plan(action.plan)
        save_plan(action.plan, actor=actor, now=now)
    return action


@transaction.atomic
def note_commitment_progress(
    *, commitment_id: int, percent: int | None, text: str, actor: Actor, now: dt.datetime
) -> CommitmentStep:
    """Write down how far a commitment of the preparation is; whoever settles it does so there."""
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("cycle", "unit")
    row = rows.filter(pk=commitment_id).first()
    if row is None:
        raise NotHereError
    if not works_on(actor, part_in(row.cycle, row.unit), row.code):
        raise Denied(_("Chỉ cơ quan thực hiện cam kết được ghi tiến độ."))
    if row.state != CommitmentState.OPEN:
        raise Refused(_("Cam kết này đã ghi kết quả nên không ghi tiến độ nữa."))
    step = CommitmentStep(commitment=row, percent=_checked_percent(percent))
    step.note = _required(text, "note", _("Hãy ghi đã làm được gì."))
    step.by, step.at = actor.full_name or actor.label, now
    step.save()
    data = {"percent": step.percent, "note": step.note}
    note_commitment(row, "commitment.progressed", actor=actor, now=now, data=data)
    return step


def _stored(
    new: NewDocument | None, unit: Unit, *, actor: Actor, now: dt.datetime
) -> Iterator[int]:
    if new is not None:
        yield add_document(
            unit=unit, details=new.details, upload=new.upload, by=actor.label, now=now
        ).pk


def _seen(action_id: int, expected_version: int, actor: Actor) -> RemedialAction:
    action = locked_action(action_id, actor)
    theirs = {"state": str(action.get_state_display()), "percent": f"{action.percent}%"}
    require_version(action, expected_version, theirs)
    return action


def _stepped(
    action: RemedialAction,
    kind: StepKind,
    before: str,
    words: str,
    *,
    actor: Actor,
    now: dt.datetime,
) -> RemedialAction:
    stamp(action, actor=actor, now=now)
    add_step(action, kind, before=before, actor=actor, now=now, note=words)
    data: dict[str, Any] = {"percent": action.percent, "note": words}
    if kind == StepKind.DONE:
        data["documents"] = list(action.documents.values_list("number", flat=True))
    note_action(action, _NAMES[kind], actor=actor, now=now, data=data)
    return action


def _checked_percent(percent: int | None) -> int:
    if percent is None or not 0 <= percent <= FULL:
        raise RemedyRefused("percent", _("Hãy ghi tiến độ từ 0 đến 100%."))
    return percent


def _required(text: str, field: str, missing: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise RemedyRefused(field, missing)
    return stripped


_NAMES = {
    StepKind.PROGRESSED: "remedy.progressed",
    StepKind.DONE: "remedy.done",
    StepKind.CANCELLED: "remedy.cancelled",
    StepKind.REOPENED: "remedy.reopened",
}
