"""Who judges in whose place, and who stands aside: appointed and declared, each with its reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership, User
from parindex.accounts.rules import Actor
from parindex.appraisal.models import Recusal, Substitution
from parindex.appraisal.operations.noting import note_cycle
from parindex.appraisal.rules import runs_council
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Assignment, Cycle, Participant
from parindex.kernel.clock import vietnam_date
from parindex.kernel.errors import Correctable, Denied, Refused
from parindex.kernel.lengths import require_fit
from parindex.units.models import Unit
from parindex.viet import format_date

COUNCIL_ROLES = (Role.APPRAISER, Role.SECRETARY, Role.CHAIR)


class NoEntryError(Correctable):
    """There is no such substitution or recusal in this cycle."""

    def __init__(self) -> None:
        super().__init__(_("Không có mục này trong kỳ đánh giá."))


@dataclass(frozen=True, kw_only=True)
class SubstitutionPlan:
    """Who appraises in an agency's name, on which days (both inclusive), by which document."""

    agency_code: str
    username: str
    from_day: dt.date
    until_day: dt.date
    document_number: str
    document_date: dt.date
    reason: str


@transaction.atomic
def appoint_substitute(
    *, cycle: Cycle, plan: SubstitutionPlan, actor: Actor, now: dt.datetime
) -> Substitution:
    """Let somebody appraise what an agency is assigned, for some days, by a document.

    The agency's own appraisers go on as well. Raises Denied to all but chair and secretary,
    Refused for somebody outside the cycle's body, for days that do not fit, without a document.
    """
    _require_council(cycle, actor)
    agency = _assigned_agency(cycle, plan.agency_code)
    person = _person_within(cycle, plan.username)
    _check_days(plan, today=vietnam_date(now))
    if not plan.document_number.strip() or not plan.reason.strip():
        raise Refused(_("Hãy ghi số văn bản cử người thay và lý do."))
    if Membership.objects.filter(user=person, unit=agency, role=Role.APPRAISER).exists():
        raise Refused(
            _("%(person)s đã là thành viên thẩm định của %(agency)s, không cần cử thay.")
            % {"person": person.full_name, "agency": agency.name}
        )
    _require_free(cycle, agency, person, plan)
    row = Substitution(
        cycle=cycle,
        agency=agency,
        substitute=person,
        from_day=plan.from_day,
        until_day=plan.until_day,
        document_number=plan.document_number.strip(),
        document_date=plan.document_date,
        reason=plan.reason.strip(),
        appointed_by=actor.full_name,
        appointed_at=now,
    )
    require_fit(row, {"document_number": _("Số, ký hiệu văn bản")})
    row.save()
    note_cycle(
        cycle,
        "substitute.appointed",
        actor=actor,
        now=now,
        data=_told(row) | {"until": row.until_day},
    )
    return row


@transaction.atomic
def end_substitution(
    *, cycle: Cycle, substitution_id: int, actor: Actor, now: dt.datetime
) -> Substitution:
    """End a substitution at once, before its last day; what was awarded meanwhile stands."""
    _require_council(cycle, actor)
    row = Substitution.objects.select_for_update().filter(cycle=cycle, pk=substitution_id).first()
    if row is None:
        raise NoEntryError
    if row.ended_at is not None or vietnam_date(now) > row.until_day:
        raise Refused(_("Việc thay thế này đã kết thúc."))
    row.ended_by, row.ended_at = actor.full_name, now
    row.save(update_fields=["ended_by", "ended_at"])
    note_cycle(cycle, "substitute.ended", actor=actor, now=now, data=_told(row))
    return row


@transaction.atomic
def declare_recusal(
    *, cycle: Cycle, username: str, unit_code: str, reason: str, actor: Actor, now: dt.datetime
) -> Recusal:
    """Record that a member of the council judges nothing of a unit, and why.

    The member says so, or the chair or secretary says it of them. What was given before stands
    and is shown beside the conflict. Raises Denied to everybody else.
    """
    person = _council_member(cycle, username)
    if person.pk != actor.user_id and not runs_council(actor, cycle):
        raise Denied(_("Chỉ thành viên đó, Thư ký hoặc Chủ tịch Hội đồng khai xung đột lợi ích."))
    part = Participant.objects.filter(cycle=cycle, unit__code=unit_code).select_related("unit")
    taking_part = part.first()
    if taking_part is None:
        raise Refused(_("Hãy chọn một đơn vị tham gia kỳ đánh giá."))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do, ví dụ quan hệ với lãnh đạo của đơn vị."))
    unit = taking_part.unit
    in_force = Recusal.objects.select_for_update().filter(
        cycle=cycle, user=person, unit=unit, lifted_at=None
    )
    if in_force.exists():
        raise Refused(
            _("%(person)s đã đứng ngoài việc thẩm định %(unit)s.")
            % {"person": person.full_name, "unit": unit.name}
        )
    row = Recusal.objects.create(
        cycle=cycle,
        user=person,
        unit=unit,
        reason=reason.strip(),
        declared_by=actor.full_name,
        declared_at=now,
    )
    told = {"user": person.username, "unit": unit.code, "reason": row.reason}
    note_cycle(cycle, "recusal.declared", actor=actor, now=now, data=told)
    return row


@transaction.atomic
def lift_recusal(*, cycle: Cycle, recusal_id: int, actor: Actor, now: dt.datetime) -> Recusal:
    """Let a person judge a unit again; only the chair or secretary, and never for themselves."""
    _require_council(cycle, actor)
    row = Recusal.objects.select_for_update().filter(cycle=cycle, pk=recusal_id).first()
    if row is None:
        raise NoEntryError
    if row.user_id == actor.user_id:
        raise Refused(_("Không tự gỡ xung đột lợi ích của mình: nhờ Thư ký hoặc Chủ tịch khác."))
    if row.lifted_at is not None:
        raise Refused(_("Xung đột lợi ích này đã được gỡ."))
    row.lifted_by, row.lifted_at = actor.full_name, now
    row.save(update_fields=["lifted_by", "lifted_at"])
    note_cycle(
        cycle,
        "recusal.lifted",
        actor=actor,
        now=now,
        data={"user": row.user.username, "unit": row.unit.code, "reason": row.reason},
    )
    return row


def _require_council(cycle: Cycle, actor: Actor) -> None:
    if not runs_council(actor, cycle):
        raise Denied(_("Chỉ Chủ tịch hoặc Thư ký Hội đồng làm việc này."))


def _assigned_agency(cycle: Cycle, code: str) -> Unit:
    assigned = Assignment.objects.filter(cycle=cycle, purpose=Purpose.APPRAISE)
    agency = Unit.objects.filter(code=code, pk__in=assigned.values("agency_id")).first()
    if agency is None:
        raise Refused(_("Hãy chọn một cơ quan được phân công thẩm định."))
    return agency


def _person_within(cycle: Cycle, username: str) -> User:
    """Return an active person with a seat in the cycle's body or below it."""
    seats = Membership.objects.filter(unit__path__startswith=cycle.body.path)
    person = User.objects.filter(
        username=username, is_active=True, pk__in=seats.values("user_id")
    ).first()
    if person is None:
        raise Refused(_("Hãy chọn người thay trong danh sách cán bộ của cấp này."))
    return person


def _council_member(cycle: Cycle, username: str) -> User:
    """Return a person of the council: by a seat, or as a substitute."""
    seats = Membership.objects.filter(
        unit__path__startswith=cycle.body.path, role__in=COUNCIL_ROLES
    )
    acting = Substitution.objects.filter(cycle=cycle)
    person = User.objects.filter(username=username).first()
    if person is None or not (
        seats.filter(user=person).exists() or acting.filter(substitute=person).exists()
    ):
        raise Refused(_("Hãy chọn một thành viên của Hội đồng."))
    return person


def _check_days(plan: SubstitutionPlan, *, today: dt.date) -> None:
    if plan.until_day < plan.from_day:
        raise Refused(_("Ngày cuối phải từ ngày đầu trở đi."))
    if plan.until_day < today:
        raise Refused(_("Ngày cuối đã qua: hãy ghi khoảng ngày còn hiệu lực."))
    if plan.document_date > today:
        raise Refused(_("Ngày của văn bản không được ở tương lai."))


def _require_free(cycle: Cycle, agency: Unit, person: User, plan: SubstitutionPlan) -> None:
    """Refuse the same person twice for the same agency on the same days."""
    same = Substitution.objects.select_for_update().filter(
        cycle=cycle, agency=agency, substitute=person, ended_at=None
    )
    other = same.filter(from_day__lte=plan.until_day, until_day__gte=plan.from_day).first()
    if other is not None:
        raise Refused(
            _("%(person)s đã được cử thay %(agency)s từ %(start)s đến %(end)s.")
            % {
                "person": person.full_name,
                "agency": agency.name,
                "start": format_date(other.from_day),
                "end": format_date(other.until_day),
            }
        )


def _told(row: Substitution) -> dict[str, Any]:
    return {
        "agency": row.agency.code,
        "user": row.substitute.username,
        "from": row.from_day,
        "document": row.document_number,
        "reason": row.reason,
    }
