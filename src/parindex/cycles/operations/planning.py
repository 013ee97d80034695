"""Planning a year: the cycle, its rounds, who takes part and who answers for what."""

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
from parindex.viet import format_date


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
    prepares_from: dt.datetime | None = None,
    starts_from: Round | None = None,
    actor: str,
    now: dt.datetime,
) -> Round:
    """Add a scoring round; ``due_at`` is the first moment that counts as late.

    From ``prepares_from`` on facts may be entered. A round that ``starts_from`` an earlier one
    gets its dossiers when the coordinator starts it (``assessments.operations.start_round``).
    """
    opened = Round(
        cycle=cycle,
        number=number,
        name=name,
        opens_at=opens_at,
        due_at=due_at,
        prepares_from=prepares_from,
        starts_from=starts_from,
    )
    _check_moments(opened)
    _check_origin(opened)
    opened.save()
    journal.record(
        at=now,
        actor=actor,
        action="round.opened",
        subject=f"cycle:{cycle.code}/{number}",
        unit_path=cycle.body.path,
        data={
            "opens_at": opens_at,
            "due_at": due_at,
            "prepares_from": prepares_from,
            "starts_from": starts_from.number if starts_from else None,
        },
    )
    return opened


def _check_moments(planned: Round) -> None:
    if planned.opens_at >= planned.due_at:
        raise Refused(_("Thời điểm mở phải trước hạn nộp."))
    if planned.prepares_from and planned.prepares_from >= planned.opens_at:
        raise Refused(_("Giai đoạn chuẩn bị phải bắt đầu trước thời điểm mở chấm điểm."))


def _check_origin(planned: Round) -> None:
    """Refuse a round that cannot go on from the one it names."""
    origin = planned.starts_from
    if origin is None:
        return
    names = {"round": planned.name, "origin": origin.name}
    if origin.cycle_id != planned.cycle_id or origin.number >= planned.number:
        raise Refused(_("%(round)s chỉ tiếp từ một đợt có số nhỏ hơn trong cùng kỳ được.") % names)
    if planned.prepares_from is not None:
        raise Refused(
            _("%(round)s tiếp từ %(origin)s nên không có giai đoạn chuẩn bị riêng.") % names
        )
    if planned.opens_at < origin.due_at:
        raise Refused(_("%(round)s phải mở sau hạn nộp của %(origin)s.") % names)
    if origin.continued_by.exists():
        raise Refused(_("Đã có đợt khác tiếp từ %(origin)s.") % names)


@transaction.atomic
def add_participants(
    *,
    cycle: Cycle,
    criteria_set: StoredCriteriaSet,
    units: list[Unit],
    actor: str,
    now: dt.datetime,
) -> None:
    """Let units take part in the cycle by a criteria set.

    Raises Refused for a unit that does not exist on the day up to which the cycle counts, and
    for one that takes part already.
    """
    _require_existing(cycle, units)
    _require_new(cycle, units)
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


def _require_existing(cycle: Cycle, units: list[Unit]) -> None:
    gone = [unit.name for unit in units if not unit.exists_on(cycle.data_until)]
    if gone:
        raise Refused(
            _(
                "Ngày chốt số liệu %(day)s không có: %(units)s (chưa lập, hoặc đã sáp nhập, giải thể). "
                "Hãy bỏ khỏi danh sách hoặc ghi đơn vị kế thừa."
            )
            % {"day": format_date(cycle.data_until), "units": ", ".join(gone)}
        )


def _require_new(cycle: Cycle, units: list[Unit]) -> None:
    """A unit scores itself once in a cycle, by one set: letter 000 has two tables for two kinds."""
    present = set(Participant.objects.filter(cycle=cycle).values_list("unit_id", flat=True))
    for unit in units:
        if unit.pk in present:
            raise Refused(
                _("%(unit)s đã tham gia kỳ này: mỗi đơn vị chỉ tự chấm theo một bộ tiêu chí.")
                % {"unit": unit.name}
            )
        present.add(unit.pk)


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
