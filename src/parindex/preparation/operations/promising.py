"""Who promised what evidence by when: lead departments gather it for their field (letter 002, part 2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version, stamp
from parindex.cycles.models import Cycle
from parindex.kernel.errors import Denied
from parindex.preparation.models import Contribution
from parindex.preparation.operations.noting import (
    PreparationRefused,
    leaf_of,
    note,
    require_due,
    require_text,
    require_unconcluded,
)
from parindex.preparation.queries.givers import possible_givers
from parindex.preparation.queries.parts import NotHereError, part_in
from parindex.preparation.rules import Part, may_prepare, works_for
from parindex.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Which body gives what, and by which day."""

    giver_code: str
    what: str
    due_on: dt.date | None


@transaction.atomic
def promise_contribution(
    *, cycle: Cycle, unit: Unit, code: str, promise: Promise, actor: Actor, now: dt.datetime
) -> Contribution:
    """Write down that a body gives evidence for a component of the unit's form.

    Whoever prepares the component may, and the giver itself. Raises PreparationRefused naming the
    field at fault, Denied, NotHereError, and Refused once the year is decided.
    """
    part = part_in(cycle, unit)
    leaf_of(part, code)
    giver = next((row for row in possible_givers(cycle) if row.code == promise.giver_code), None)
    _require_hand(actor, part, code, giver)
    require_unconcluded(part)
    if giver is None:
        raise PreparationRefused("giver", _("Hãy chọn cơ quan, đơn vị cung cấp trong danh sách."))
    row = Contribution(
        cycle=cycle,
        unit=unit,
        code=code,
        giver=giver,
        what=require_text(
            promise.what, field="what", missing=_("Hãy ghi tài liệu, nội dung sẽ cung cấp.")
        ),
        due_on=require_due(promise.due_on, now),
        promised_by=actor.label,
        promised_at=now,
    )
    stamp(row, actor=actor, now=now)
    data = {"agency": giver.code, "text": row.what, "due_on": row.due_on}
    note(row, "contribution.promised", actor=actor, now=now, data=data)
    return row


@transaction.atomic
def mark_contribution(
    *,
    contribution_id: int,
    is_given: bool,
    note_text: str = "",
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> Contribution:
    """Say that promised evidence came, or that it is missing after all."""
    rows = Contribution.objects.select_for_update(of=("self",))
    row = rows.select_related("cycle", "unit", "giver").filter(pk=contribution_id).first()
    if row is None:
        raise NotHereError
    _require_hand(actor, part_in(row.cycle, row.unit), row.code, row.giver)
    words = note_text.strip()
    if bool(row.kept_at) == is_given and row.note == words:
        return row
    given = _("đã cung cấp") if row.kept_at else _("chưa cung cấp")
    require_version(row, expected_version, {"state": given, "note": row.note})
    row.kept_at, row.kept_by = (now, actor.label) if is_given else (None, "")
    row.note = words
    stamp(row, actor=actor, now=now)
    data = {"agency": row.giver.code, "text": row.what, "reason": row.note}
    action = "contribution.given" if is_given else "contribution.reopened"
    note(row, action, actor=actor, now=now, data=data)
    return row


def _require_hand(actor: Actor, part: Part, code: str, giver: Unit | None) -> None:
    gives = giver is not None and works_for(actor, giver.pk)
    if not gives and not may_prepare(actor, part, code):
        raise Denied(_("Mục này do cơ quan khác phụ trách, anh/chị không sửa được."))
