"""Commitments to raise the index, made to the head of the steering committee (letter 002, part 1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version, stamp
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Cycle
from parindex.kernel.errors import Refused
from parindex.kernel.lengths import require_fit
from parindex.preparation.choices import CommitmentState
from parindex.preparation.models import Commitment
from parindex.preparation.operations.noting import (
    PreparationRefused,
    leaf_of,
    note,
    part_to_prepare,
    require_due,
    require_text,
    require_unconcluded,
)
from parindex.preparation.queries.parts import NotHereError
from parindex.preparation.rules import Part
from parindex.units.models import Unit
from parindex.viet import format_decimal


@dataclass(frozen=True, kw_only=True)
class CommitmentDraft:
    """What is promised; ``target_points`` is what the component shall reach, if that is named."""

    text: str
    due_on: dt.date | None
    target_points: Decimal | None = None
    document_number: str = ""
    made_to: str = ""


@transaction.atomic
def make_commitment(
    *,
    cycle: Cycle,
    unit: Unit,
    code: str,
    draft: CommitmentDraft,
    actor: Actor,
    now: dt.datetime,
) -> Commitment:
    """Write down a commitment; the same words for the same component once more change nothing.

    Raises PreparationRefused naming the field at fault, Denied, NotHereError, and Refused once
    the year is decided.
    """
    part = part_to_prepare(cycle, unit, code, actor)
    require_unconcluded(part)
    row = Commitment(cycle=cycle, unit=unit, code=code, made_by=actor.label, made_at=now)
    row.text = require_text(draft.text, field="text", missing=_("Hãy ghi nội dung cam kết."))
    same = Commitment.objects.select_for_update().filter(cycle=cycle, unit=unit, code=code)
    if (found := same.filter(text=row.text, state=CommitmentState.OPEN).first()) is not None:
        return found
    row.due_on = require_due(draft.due_on, now)
    row.target_points = _checked_target(part, code, draft.target_points)
    row.document_number = draft.document_number.strip()
    row.made_to = draft.made_to.strip() or row.made_to
    require_fit(row, {"document_number": _("Số, ký hiệu văn bản"), "made_to": _("Cam kết với")})
    stamp(row, actor=actor, now=now)
    note(row, "commitment.made", actor=actor, now=now, data=_told(row))
    return row


@transaction.atomic
def settle_commitment(
    *,
    commitment_id: int,
    state: str,
    result: str = "",
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> Commitment:
    """Say that a commitment was kept or not, or open it again; a broken one needs its reason."""
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("cycle", "unit")
    row = rows.filter(pk=commitment_id).first()
    if row is None:
        raise NotHereError
    part_to_prepare(row.cycle, row.unit, row.code, actor)
    if state not in CommitmentState.values:
        raise Refused(_("Hãy chọn đã thực hiện hay chưa."))
    words = result.strip()
    if (row.state, row.result) == (state, words):
        return row
    theirs = {"state": str(row.get_state_display()), "result": row.result}
    require_version(row, expected_version, theirs)
    if state == CommitmentState.BROKEN and not words:
        raise PreparationRefused("result", _("Hãy ghi vì sao không thực hiện được."))
    before = row.state
    row.state, row.result = state, words
    stamp(row, actor=actor, now=now)
    data = {"before": before, "after": state, "reason": words}
    note(row, "commitment.settled", actor=actor, now=now, data=data)
    return row


def _checked_target(part: Part, code: str, target: Decimal | None) -> Decimal | None:
    if target is None:
        return None
    most = leaf_of(part, code).max_points
    if not target.is_finite() or not 0 < target <= most:
        message = _("Điểm cam kết phải lớn hơn 0 và không quá %(max)s.")
        raise PreparationRefused("target_points", message % {"max": format_decimal(most)})
    places = criteria_set_of(part.criteria_set).points_places
    if target != round(target, places):
        message = _("Điểm chỉ lấy đến %(places)d chữ số thập phân.") % {"places": places}
        raise PreparationRefused("target_points", message)
    return target


def _told(row: Commitment) -> dict[str, Any]:
    return {
        "text": row.text,
        "points": row.target_points,
        "due_on": row.due_on,
        "document": row.document_number,
        "made_to": row.made_to,
    }
