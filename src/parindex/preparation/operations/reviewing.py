"""Reviewing: how each component is expected to end (letter 002, parts 1 to 3)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version, stamp
from parindex.cycles.models import Cycle
from parindex.kernel.errors import Refused
from parindex.preparation.choices import OutlookState
from parindex.preparation.models import Outlook
from parindex.preparation.operations.noting import note, part_to_prepare, require_unconcluded
from parindex.units.models import Unit


@transaction.atomic
def save_outlook(
    *,
    cycle: Cycle,
    unit: Unit,
    code: str,
    state: str,
    note_text: str = "",
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> Outlook:
    """Say how a component is expected to end; an empty state takes the review back.

    Saving what is stored already succeeds quietly. Raises Stale with the other person's words,
    Denied for a stranger, NotHereError for what the unit does not score, Refused for a state
    that there is not and once the year is decided.
    """
    part = part_to_prepare(cycle, unit, code, actor)
    if state and state not in OutlookState.values:
        raise Refused(_("Hãy chọn thuận lợi, có nguy cơ hoặc không thể đạt."))
    require_unconcluded(part)
    rows = Outlook.objects.select_for_update()
    row = rows.filter(cycle=cycle, unit=unit, code=code).first()
    after = {"state": state, "note": note_text.strip()}
    before = {"state": row.state, "note": row.note} if row else {"state": "", "note": ""}
    if before == after:
        return row or Outlook(cycle=cycle, unit=unit, code=code)
    theirs = {"state": str(row.get_state_display()), "note": row.note} if row else {}
    require_version(row, expected_version, theirs)
    row = row or Outlook(cycle=cycle, unit=unit, code=code)
    row.state, row.note = after["state"], after["note"]
    stamp(row, actor=actor, now=now)
    note(row, "outlook.saved", actor=actor, now=now, data={"before": before, "after": after})
    return row
