"""Pressing (đôn đốc): a lead department asks a unit in words, and the unit answers."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.cycles.models import Cycle
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Denied, Stale
from parindex.preparation.models import ChaseNote
from parindex.preparation.operations.noting import (
    note,
    require_due,
    require_text,
    require_unconcluded,
)
from parindex.preparation.queries.parts import NotHereError, leaves_at, part_in
from parindex.preparation.rules import may_answer, may_chase
from parindex.units.models import Unit


@transaction.atomic
def ask_unit(
    *,
    cycle: Cycle,
    unit: Unit,
    code: str,
    text: str,
    due_on: dt.date | None,
    actor: Actor,
    now: dt.datetime,
) -> ChaseNote:
    """Ask a unit about a component, a criterion or a field; it stands on the unit's work list until answered.

    Raises Denied unless the actor leads one of the components or coordinates the cycle,
    PreparationRefused naming the field at fault, NotHereError, Refused once the year is decided.
    """
    part = part_in(cycle, unit)
    codes = leaves_at(part.criteria_set, code)
    if not codes:
        raise NotHereError
    if not may_chase(actor, part, codes):
        raise Denied(_("Chỉ cơ quan chủ trì lĩnh vực và cơ quan điều phối được đôn đốc."))
    require_unconcluded(part)
    row = ChaseNote.objects.create(
        cycle=cycle,
        unit=unit,
        code=code,
        text=require_text(text, field="text", missing=_("Hãy ghi điều cần đơn vị làm.")),
        due_on=require_due(due_on, now),
        asked_by=actor.label,
        asked_at=now,
    )
    data = {"text": row.text, "due_on": row.due_on}
    note(row, "unit.chased", actor=actor, now=now, data=data)
    return row


@transaction.atomic
def answer_chase(*, note_id: int, text: str, actor: Actor, now: dt.datetime) -> ChaseNote:
    """Answer once; a second answer raises Stale with the first, unless it is the same.

    Raises Denied unless the actor works on one of the components that the note is about.
    """
    rows = ChaseNote.objects.select_for_update(of=("self",)).select_related("cycle", "unit")
    row = rows.filter(pk=note_id).first()
    if row is None:
        raise NotHereError
    part = part_in(row.cycle, row.unit)
    if not may_answer(actor, part, leaves_at(part.criteria_set, row.code)):
        raise Denied(_("Đề nghị này gửi đơn vị khác."))
    words = require_text(text, field="text", missing=_("Hãy ghi nội dung trả lời."))
    if row.answered_at is not None:
        return _answered(row, words)
    row.answered_text, row.answered_by, row.answered_at = words, actor.label, now
    row.save()
    note(row, "unit.chase_answered", actor=actor, now=now, data={"text": words})
    return row


def _answered(row: ChaseNote, words: str) -> ChaseNote:
    if row.answered_text == words:
        return row
    at = moment_text(row.answered_at) if row.answered_at else ""
    raise Stale(
        _("%(who)s đã trả lời lúc %(when)s.") % {"who": row.answered_by, "when": at},
        by=row.answered_by,
        at=at,
        version=0,
        theirs={"text": row.answered_text},
    )
