"""Units spread the criteria to their staff (letter 003, part 1)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version, stamp
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Cycle
from parindex.improvement.models import StaffDuty
from parindex.improvement.queries import NotHereError, participation_of, staff_of
from parindex.improvement.rules import works_for
from parindex.kernel import journal
from parindex.kernel.errors import Denied
from parindex.kernel.lengths import require_fit
from parindex.units.models import Unit


@transaction.atomic
def save_duty(
    *,
    cycle: Cycle,
    unit: Unit,
    code: str,
    person: str,
    note: str = "",
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> StaffDuty | None:
    """Give a field, criterion or component to a person of the unit; no name takes it away again.

    Raises Stale when somebody saved it in between, NotHereError for a node the set does not have.
    """
    if not works_for(actor, unit):
        raise Denied(_("Chỉ cán bộ và lãnh đạo của đơn vị được phân công."))
    _require_node(cycle, unit, code)
    duty = StaffDuty.objects.select_for_update().filter(cycle=cycle, unit=unit, code=code).first()
    theirs = {"person": duty.person, "note": duty.note} if duty else {}
    require_version(duty, expected_version, theirs)
    before = duty.person if duty else ""
    duty = duty or StaffDuty(cycle=cycle, unit=unit, code=code)
    duty.person, duty.note = person.strip(), note.strip()
    kept = _kept(duty, actor=actor, now=now)
    journal.record(
        at=now,
        actor=actor.label,
        action="duty.assigned",
        subject=f"cycle:{cycle.code}/component:{code}",
        unit_path=unit.path,
        data={"before": before, "after": kept.person if kept else ""},
    )
    return kept


def _kept(duty: StaffDuty, *, actor: Actor, now: dt.datetime) -> StaffDuty | None:
    require_fit(duty, {"person": _("Người phụ trách"), "note": _("Ghi chú")})
    if not duty.person:
        if duty.pk:
            duty.delete()
        return None
    duty.user_id = staff_of(duty.unit).get(duty.person)
    stamp(duty, actor=actor, now=now)
    return duty


def _require_node(cycle: Cycle, unit: Unit, code: str) -> None:
    part = participation_of(cycle, unit)
    if part is None:
        raise NotHereError
    if code not in {node.code for node in criteria_set_of(part.criteria_set).walk()}:
        raise NotHereError
