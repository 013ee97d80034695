"""Outlines are imported; a period is opened with its reports, leads and partners."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.cycles.models import Cycle
from parindex.kernel import canonical, journal
from parindex.kernel.clock import vietnam_midnight
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.lengths import require_fit
from parindex.reporting.choices import ReportKind
from parindex.reporting.models import FieldLead, Joint, Report, ReportingPeriod, StoredOutline
from parindex.reporting.operations.noting import ReportRefused
from parindex.reporting.outline import Outline
from parindex.reporting.periods import window_of
from parindex.reporting.reading import outline_json, outline_of, read_outline
from parindex.reporting.rules import may_run
from parindex.reporting.views import sections_for
from parindex.results.models import Publication
from parindex.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Lead:
    """Which department tells of a field, and with which partner."""

    agency: Unit
    partner: Unit | None = None


@dataclass(frozen=True, kw_only=True)
class PeriodPlan:
    """What a period is opened with; without a window or a deadline the outline's rule gives them.

    ``units`` are all bodies that report of themselves, lead departments among them or not.
    """

    code: str
    name: str
    kind: str
    year: int
    body: Unit
    coordinator: Unit
    outline: StoredOutline
    opens_at: dt.datetime
    units: Sequence[Unit] = ()
    leads: Mapping[str, Lead] = field(default_factory=dict)
    data_from: dt.date | None = None
    data_until: dt.date | None = None
    due_at: dt.datetime | None = None
    ordered_by: str = ""
    plan: str = ""
    result: Publication | None = None
    own_cycle: Cycle | None = None
    previous: ReportingPeriod | None = None
    synthetic_note: str = ""


@transaction.atomic
def import_outline(*, path: Path, actor: str, now: dt.datetime) -> StoredOutline:
    """Read, check and store an outline; the same content is stored once.

    Raises CriteriaFileError with file, line and place of every mistake, Refused when the code is
    taken by another content: an outline does not change, a new order is a new code.
    """
    outline = read_outline(path)
    content = outline_json(outline)
    digest = canonical.sha256(content)
    existing = StoredOutline.objects.filter(code=outline.code).first()
    if existing is not None and existing.content_hash == digest:
        return existing
    if existing is not None:
        raise Refused(
            _("Đề cương “%(code)s” đã nạp với nội dung khác. Đề cương mới phải mang mã mới.")
            % {"code": outline.code}
        )
    stored = StoredOutline(
        code=outline.code,
        name=outline.name,
        content=canonical.to_text(content),
        content_hash=digest,
        imported_by=actor,
        imported_at=now,
    )
    require_fit(stored, {"code": _("Mã đề cương"), "name": _("Tên đề cương")})
    stored.save()
    journal.record(
        at=now,
        actor=actor,
        action="outline.imported",
        subject=f"outline:{stored.code}",
        data={"name": stored.name, "content_hash": digest},
    )
    return stored


@transaction.atomic
def open_period(*, plan: PeriodPlan, actor: Actor, now: dt.datetime) -> ReportingPeriod:
    """Open a period: a report for each body, a lead department's for who leads a field.

    A partner of a lead is asked for its part of the field's section at once. The collated report
    is begun by the coordinator. Raises Denied unless the actor coordinates, ReportRefused naming
    the field at fault.
    """
    if not may_run(actor, plan.coordinator.pk):
        raise Denied(_("Chỉ cơ quan điều phối được mở kỳ báo cáo."))
    period = _period(plan)
    outline = outline_of(plan.outline)
    _check(plan, period, outline)
    period.save()
    FieldLead.objects.bulk_create(
        FieldLead(period=period, field_code=code, agency=lead.agency, partner=lead.partner)
        for code, lead in plan.leads.items()
    )
    made = _make_reports(plan, period)
    asked = _ask_partners(plan, outline, made, actor=actor, now=now)
    journal.record(
        at=now,
        actor=actor.label,
        action="reporting_period.opened",
        subject=f"reporting_period:{period.code}",
        unit_path=period.body.path,
        data={
            "data_from": period.data_from,
            "data_until": period.data_until,
            "due_at": period.due_at,
            "units": [unit.code for unit in plan.units],
            "leads": {code: lead.agency.code for code, lead in plan.leads.items()},
            "joints": asked,
        },
    )
    return period


def _period(plan: PeriodPlan) -> ReportingPeriod:
    window = window_of(outline_of(plan.outline), plan.kind, plan.year)
    data_from = plan.data_from or (window.data_from if window else None)
    data_until = plan.data_until or (window.data_until if window else None)
    due_at = plan.due_at or (vietnam_midnight(window.due_before) if window else None)
    if data_from is None or data_until is None or due_at is None:
        raise ReportRefused(
            "kind",
            _("Đề cương không quy định kỳ này: hãy ghi thời gian chốt số liệu và hạn gửi."),
        )
    return ReportingPeriod(
        code=plan.code.strip(),
        name=plan.name.strip(),
        kind=plan.kind,
        year=plan.year,
        body=plan.body,
        coordinator=plan.coordinator,
        outline=plan.outline,
        data_from=data_from,
        data_until=data_until,
        opens_at=plan.opens_at,
        due_at=due_at,
        ordered_by=plan.ordered_by.strip(),
        plan=plan.plan.strip(),
        result=plan.result,
        own_cycle=plan.own_cycle,
        previous=plan.previous,
        synthetic_note=plan.synthetic_note,
    )


def _check(plan: PeriodPlan, period: ReportingPeriod, outline: Outline) -> None:
    if not period.code or not period.name:
        raise ReportRefused("name", _("Hãy ghi tên kỳ báo cáo."))
    if ReportingPeriod.objects.filter(code=period.code).exists():
        raise ReportRefused("code", _("Kỳ báo cáo “%(code)s” đã mở rồi.") % {"code": period.code})
    if period.data_from > period.data_until:
        raise ReportRefused("data_until", _("Ngày cuối phải sau ngày đầu chốt số liệu."))
    if period.due_at <= period.opens_at:
        raise ReportRefused("due", _("Hạn gửi phải sau thời điểm mở kỳ."))
    if not plan.units and not plan.leads:
        raise ReportRefused("units", _("Hãy chọn ít nhất một đơn vị báo cáo."))
    unknown = next((code for code in plan.leads if outline.field(code) is None), None)
    if unknown is not None:
        raise ReportRefused(
            "leads", _("Đề cương không có lĩnh vực “%(code)s”.") % {"code": unknown}
        )
    if period.previous is not None and period.previous.body_id != period.body_id:
        raise ReportRefused("previous", _("Kỳ trước phải là kỳ của cùng cơ quan."))
    require_fit(
        period,
        {
            "code": _("Mã kỳ"),
            "name": _("Tên kỳ báo cáo"),
            "ordered_by": _("Văn bản yêu cầu báo cáo"),
            "plan": _("Kế hoạch CCHC"),
        },
    )


def _make_reports(plan: PeriodPlan, period: ReportingPeriod) -> dict[int, Report]:
    leading = {lead.agency.pk: lead.agency for lead in plan.leads.values()}
    bodies = {unit.pk: unit for unit in plan.units} | leading
    bodies.pop(plan.body.pk, None)
    Report.objects.bulk_create(
        Report(period=period, unit=unit, kind=ReportKind.LEAD if pk in leading else ReportKind.UNIT)
        for pk, unit in bodies.items()
    )
    return {row.unit_id: row for row in Report.objects.filter(period=period)}


def _ask_partners(
    plan: PeriodPlan,
    outline: Outline,
    made: Mapping[int, Report],
    *,
    actor: Actor,
    now: dt.datetime,
) -> dict[str, str]:
    """Ask each partner for its part of the sections of the field."""
    rows, asked = [], {}
    for code, lead in plan.leads.items():
        if lead.partner is None or lead.partner.pk == lead.agency.pk:
            continue
        for section in sections_for(outline, ReportKind.LEAD, [code]):
            if section.field != code or section.is_heading:
                continue
            asked[section.code] = lead.partner.code
            rows.append(
                Joint(
                    report=made[lead.agency.pk],
                    section_code=section.code,
                    agency=lead.partner,
                    changed_by=actor.label,
                    changed_at=now,
                )
            )
    Joint.objects.bulk_create(rows)
    return asked
