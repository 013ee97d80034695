"""Writes of cycles."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Assignment, Cycle, Participant, Round
from parindex.cycles.rules import may_coordinate
from parindex.kernel import journal
from parindex.kernel.errors import Denied, Refused
from parindex.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class CyclePlan:
    """What the letter that opens a year says."""

    code: str
    name: str
    year: int
    body: Unit
    coordinator: Unit
    data_from: dt.date
    data_until: dt.date
    ordered_by: str = ""
    council_name: str = ""
    council_decision: str = ""
    synthetic_note: str = ""


@transaction.atomic
def open_cycle(*, plan: CyclePlan, actor: str, now: dt.datetime) -> Cycle:
    """Create a cycle from its plan."""
    if plan.data_from > plan.data_until:
        raise Refused(_("Ngày bắt đầu lấy số liệu phải trước ngày chốt số liệu."))
    cycle = Cycle.objects.create(**plan.__dict__)
    journal.record(
        at=now,
        actor=actor,
        action="cycle.opened",
        subject=f"cycle:{cycle.code}",
        unit_path=plan.body.path,
        data={"year": plan.year, "data_from": plan.data_from, "data_until": plan.data_until},
    )
    return cycle


@transaction.atomic
def open_round(
    *,
    cycle: Cycle,
    number: int,
    name: str,
    opens_at: dt.datetime,
    due_at: dt.datetime,
    actor: str,
    now: dt.datetime,
) -> Round:
    """Add a scoring round; ``due_at`` is the first moment that counts as late."""
    if opens_at >= due_at:
        raise Refused(_("Thời điểm mở phải trước hạn nộp."))
    opened = Round.objects.create(
        cycle=cycle, number=number, name=name, opens_at=opens_at, due_at=due_at
    )
    journal.record(
        at=now,
        actor=actor,
        action="round.opened",
        subject=f"cycle:{cycle.code}/{number}",
        unit_path=cycle.body.path,
        data={"opens_at": opens_at, "due_at": due_at},
    )
    return opened


@transaction.atomic
def add_participants(
    *,
    cycle: Cycle,
    criteria_set: StoredCriteriaSet,
    units: list[Unit],
    actor: str,
    now: dt.datetime,
) -> None:
    """Let units take part in the cycle by a criteria set."""
    Participant.objects.bulk_create(
        Participant(cycle=cycle, unit=unit, criteria_set=criteria_set) for unit in units
    )
    journal.record(
        at=now,
        actor=actor,
        action="cycle.participants_added",
        subject=f"cycle:{cycle.code}",
        unit_path=cycle.body.path,
        data={"criteria_set": criteria_set.code, "units": [unit.code for unit in units]},
    )


@transaction.atomic
def assign(
    *,
    cycle: Cycle,
    criteria_set: StoredCriteriaSet,
    purpose: Purpose,
    node_code: str,
    agency: Unit | None,
    source: str,
    actor: Actor,
    now: dt.datetime,
) -> None:
    """Let an agency answer for a node and all below it that has no exception of its own.

    ``agency=None`` takes the assignment away. Raises Denied unless the actor coordinates the
    cycle, Refused for a node that the set does not have.
    """
    if not may_coordinate(actor, cycle):
        raise Denied(_("Chỉ cơ quan điều phối được phân công."))
    if node_code not in {node.code for node in criteria_set_of(criteria_set).walk()}:
        raise Refused(_("Bộ tiêu chí không có mục %(code)s.") % {"code": node_code})
    key: dict[str, Any] = {
        "cycle": cycle,
        "criteria_set": criteria_set,
        "purpose": purpose,
        "node_code": node_code,
    }
    if agency is None:
        Assignment.objects.filter(**key).delete()
    else:
        Assignment.objects.update_or_create(**key, defaults={"agency": agency, "source": source})
    journal.record(
        at=now,
        actor=actor.label,
        action="cycle.assigned",
        subject=f"cycle:{cycle.code}",
        unit_path=cycle.body.path,
        data={
            "criteria_set": criteria_set.code,
            "purpose": purpose,
            "node": node_code,
            "agency": agency.code if agency else None,
            "source": source,
        },
    )
