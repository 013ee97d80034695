"""Reads of periodic reports: one report or all of a period in the same number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.kernel.errors import Correctable
from parindex.reporting.choices import JointState, ReportKind, ReportState
from parindex.reporting.models import (
    FieldLead,
    Figure,
    Joint,
    Passage,
    Report,
    ReportingPeriod,
    StoredOutline,
)
from parindex.reporting.reading import outline_of
from parindex.reporting.rules import DESK_ROLES, HANDED_IN, OVERSEERS, may_oversee, may_see
from parindex.reporting.views import Cell, ReportView, SectionView, TableView, build_view

__all__ = ["Cell", "ReportView", "SectionView", "TableView"]
RowT = TypeVar("RowT", Passage, Figure, Joint)


class NoReportError(Correctable):
    """There is no such report, period or outline, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có báo cáo này."))


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a report has come: passages and figures filled, without loading their texts."""

    passages: int
    figures: int


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """A period with how many reports came, and how many of them wait to be received."""

    period: ReportingPeriod
    total: int
    handed_in: int
    to_receive: int


def outlines() -> QuerySet[StoredOutline]:
    """Return the stored outlines without their long content, the newest first."""
    return StoredOutline.objects.defer("content").order_by("-imported_at", "code")


def outline_by_code(code: str) -> StoredOutline:
    """Return a stored outline; raises NoReportError."""
    found = StoredOutline.objects.filter(code=code).first()
    if found is None:
        raise NoReportError
    return found


def periods() -> QuerySet[ReportingPeriod]:
    """Return periods with what every page needs of them, the newest first."""
    rows = ReportingPeriod.objects.select_related(
        "body", "coordinator", "outline", "previous", "result", "own_cycle"
    )
    return rows.defer("outline__content", "result__content")


def periods_for(actor: Actor) -> QuerySet[ReportingPeriod]:
    """Return the periods in which the person reports, or which they coordinate or oversee."""
    desk = Q(reports__unit_id__in=actor.unit_ids(*DESK_ROLES))
    runs = Q(coordinator_id__in=actor.unit_ids(Role.COORDINATOR))
    oversees = Q(body_id__in=actor.unit_ids(*OVERSEERS))
    return periods().filter(desk | runs | oversees).distinct()


def run_by(agency_ids: Collection[int]) -> QuerySet[ReportingPeriod]:
    """Return the periods that these agencies coordinate."""
    return periods().filter(coordinator_id__in=agency_ids)


def period_by_code(code: str) -> ReportingPeriod:
    """Return one period; raises NoReportError."""
    found = periods().filter(code=code).first()
    if found is None:
        raise NoReportError
    return found


def overseen_period(actor: Actor, code: str) -> ReportingPeriod:
    """Return a period for those who oversee it; raises NoReportError for everybody else."""
    period = period_by_code(code)
    if not may_oversee(actor, period):
        raise NoReportError
    return period


def reports() -> QuerySet[Report]:
    """Return reports with what every page needs of them."""
    return Report.objects.select_related(
        "unit",
        "period",
        "period__body",
        "period__coordinator",
        "period__outline",
        "period__previous",
        "period__result",
        "period__own_cycle",
    ).defer("period__outline__content", "period__result__content")


def report_by_id(pk: int) -> Report:
    """Return one report; raises NoReportError."""
    found = reports().filter(pk=pk).first()
    if found is None:
        raise NoReportError
    return found


def reports_of(period: ReportingPeriod) -> QuerySet[Report]:
    """Return a period's reports in Vietnamese order of bodies."""
    return reports().filter(period=period).order_by("unit__sort_key", "kind")


def report_of(period: ReportingPeriod, unit_id: int, kind: str) -> Report | None:
    """Return a body's report of a kind in a period."""
    return reports().filter(period=period, unit_id=unit_id, kind=kind).first()


def own_deadline() -> Coalesce:
    """Return each report's own deadline (``Report.due_at``) to sort and to filter by."""
    return Coalesce(F("extended_until"), F("period__due_at"))


def led_fields(period: ReportingPeriod) -> dict[int, tuple[str, ...]]:
    """Return for each department the fields it leads in a period, in the outline's order."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = dict(FieldLead.objects.filter(period=period).values_list("field_code", "agency_id"))
    for part in outline_of(period.outline).fields:
        if part.code in rows:
            found[rows[part.code]].append(part.code)
    return {agency: tuple(codes) for agency, codes in found.items()}


def leads_of(period: ReportingPeriod) -> QuerySet[FieldLead]:
    """Return who leads which field of a period, with partners."""
    return FieldLead.objects.filter(period=period).select_related("agency", "partner")


def load_report(report: Report) -> ReportView:
    """Load everything of a report: four queries, whatever its length."""
    return _load([report])[0]


def load_reports(period: ReportingPeriod, kinds: Collection[str] | None = None) -> list[ReportView]:
    """Load all reports of a period, or of some kinds: five queries, whatever their number."""
    rows = reports_of(period)
    return _load(list(rows.filter(kind__in=kinds) if kinds is not None else rows))


def load_these(rows: Sequence[Report]) -> list[ReportView]:
    """Load some reports, of any periods, with as many queries as one."""
    return _load(rows)


def previous_view(report: Report) -> ReportView | None:
    """Return the body's report of the period before, if there is one: six queries at most."""
    previous = report.period.previous
    if previous is None:
        return None
    rows = reports().filter(period=previous, unit_id=report.unit_id)
    found = rows.filter(kind=report.kind).first() or rows.exclude(kind=ReportKind.BODY).first()
    return load_report(found) if found else None


def desk_report(actor: Actor, pk: int) -> Report:
    """Return a report for its body, its partners and the overseers; raises NoReportError."""
    report = report_by_id(pk)
    partners = Joint.objects.filter(report=report).values_list("agency_id", flat=True)
    if not may_see(actor, report, set(partners)):
        raise NoReportError
    return report


def drafting_reports(actor: Actor) -> QuerySet[Report]:
    """Return the reports on the person's own desk that wait to be sent, the nearest deadline first."""
    waiting = (ReportState.DRAFTING, ReportState.AWAITING_APPROVAL, ReportState.APPROVED)
    rows = reports().filter(unit_id__in=actor.unit_ids(*DESK_ROLES), state__in=waiting)
    return rows.exclude(kind=ReportKind.BODY).order_by(own_deadline(), "unit__sort_key")


def sent_reports(actor: Actor) -> QuerySet[Report]:
    """Return the reports that the person's bodies sent, the newest period first."""
    rows = reports().filter(unit_id__in=actor.unit_ids(*DESK_ROLES), state__in=HANDED_IN)
    return rows.exclude(kind=ReportKind.BODY).order_by("-period__data_until", "unit__sort_key")


def awaited_reports(actor: Actor) -> list[Awaited]:
    """Return the coordinator's periods in which reports are to be received or have not come: one query."""
    own = ~Q(reports__kind=ReportKind.BODY)
    handed_in = own & Q(reports__state__in=HANDED_IN)
    rows = run_by(actor.unit_ids(Role.COORDINATOR)).annotate(
        total=Count("reports", filter=own),
        handed_in=Count("reports", filter=handed_in),
        to_receive=Count("reports", filter=own & Q(reports__state=ReportState.SUBMITTED)),
    )
    return [
        Awaited(period=row, total=row.total, handed_in=row.handed_in, to_receive=row.to_receive)
        for row in rows.filter(Q(to_receive__gt=0) | Q(handed_in__lt=F("total")))
    ]


def dated_reports(unit_ids: Collection[int], since: dt.datetime) -> QuerySet[Report]:
    """Return the bodies' own reports that fall due after a moment, sent or not."""
    rows = reports().filter(unit_id__in=unit_ids).exclude(kind=ReportKind.BODY)
    return rows.filter(period__due_at__gt=since).order_by("pk")


def asked_joints(actor: Actor) -> QuerySet[Joint]:
    """Return what the person's department was asked to add to another's section and has not."""
    rows = Joint.objects.select_related("report__unit", "report__period__outline", "agency")
    return rows.defer("report__period__outline__content").filter(
        agency_id__in=actor.unit_ids(*DESK_ROLES),
        state=JointState.ASKED,
        report__state=ReportState.DRAFTING,
    )


def counts_of(period: ReportingPeriod) -> dict[str, int]:
    """Return how many reports of a period stand in which state, the collated one left out."""
    rows = Report.objects.filter(period=period).exclude(kind=ReportKind.BODY)
    return dict(rows.values_list("state").annotate(number=Count("pk")))


def progress_of(period: ReportingPeriod) -> dict[int, Progress]:
    """Return how many passages and figures each report of a period holds: two queries."""
    filled = Passage.objects.filter(report__period=period).exclude(text="")
    texts = dict(filled.values_list("report_id").annotate(number=Count("pk")))
    numbers = Figure.objects.filter(report__period=period).exclude(raw="null")
    figures = dict(numbers.values_list("report_id").annotate(number=Count("pk")))
    return {
        pk: Progress(passages=texts.get(pk, 0), figures=figures.get(pk, 0))
        for pk in texts.keys() | figures.keys()
    }


def _load(rows: Sequence[Report]) -> list[ReportView]:
    passages = _by_report(
        Passage.objects.filter(report__in=rows).select_related(
            "source__report__unit", "source__report__period"
        )
    )
    figures = _by_report(Figure.objects.filter(report__in=rows))
    joints = _by_report(
        Joint.objects.filter(report__in=rows).select_related("agency").order_by("agency__sort_key")
    )
    led = _led({row.period_id: row.period for row in rows if row.kind == ReportKind.LEAD})
    return [
        build_view(
            report=row,
            outline=outline_of(row.period.outline),
            led=led.get((row.period_id, row.unit_id), ()),
            passages=passages[row.pk],
            figures=figures[row.pk],
            joints=joints[row.pk],
        )
        for row in rows
    ]


def _led(found: dict[int, ReportingPeriod]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return the fields led by period and department, in the outline's order: one query."""
    codes: dict[tuple[int, int], set[str]] = defaultdict(set)
    if found:
        rows = FieldLead.objects.filter(period__in=found)
        for period, agency, code in rows.values_list("period_id", "agency_id", "field_code"):
            codes[period, agency].add(code)
    return {
        (period, agency): tuple(
            part.code for part in outline_of(found[period].outline).fields if part.code in mine
        )
        for (period, agency), mine in codes.items()
    }


def _by_report(rows: Iterable[RowT]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.report_id].append(row)
    return found
