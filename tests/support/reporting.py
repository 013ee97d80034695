"""A reporting period in the small world, built through the same operations as the screens use."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from parindex.accounts.rules import Actor
from parindex.kernel.clock import VIETNAM
from parindex.reporting import operations
from parindex.reporting.fingerprint import report_hash
from parindex.reporting.models import Report, ReportingPeriod
from parindex.reporting.operations import Lead, PeriodPlan
from parindex.reporting.outline import Prefill
from parindex.reporting.queries import load_report, report_by_id
from parindex.reporting.views import is_number
from parindex.units.models import Unit
from tests.support.story import World

OUTLINE = Path(__file__).parent / "reports" / "mini.yaml"
STARTED = dt.datetime(2020, 2, 18, 8, 0, tzinfo=VIETNAM)
WRITTEN = dt.datetime(2020, 2, 20, 9, 0, tzinfo=VIETNAM)
DUE = dt.datetime(2020, 3, 1, 0, 0, tzinfo=VIETNAM)
LATE = dt.datetime(2020, 3, 2, 9, 0, tzinfo=VIETNAM)


def open_period(world: World, **changes: object) -> ReportingPeriod:
    """Open quarter I of 2020: communes and departments, home affairs leads field 1, justice field 2.

    Home affairs is justice's partner.
    """
    outline = operations.import_outline(path=OUTLINE, actor="kiểm thử", now=STARTED)
    values: dict[str, object] = {
        "code": "mau-2020-q1",
        "name": "Báo cáo CCHC quý I năm 2020",
        "kind": "QUARTER_1",
        "year": 2020,
        "body": world.district,
        "coordinator": world.home_affairs,
        "outline": outline,
        "opens_at": STARTED,
        "units": [*world.communes, world.home_affairs, world.justice],
        "leads": {
            "chi-dao": Lead(agency=world.home_affairs),
            "the-che": Lead(agency=world.justice, partner=world.home_affairs),
        },
        "own_cycle": world.cycle,
    }
    plan = PeriodPlan(**{**values, **changes})  # type: ignore[arg-type]
    return operations.open_period(plan=plan, actor=world.actor("coordinator"), now=STARTED)


def report_of(period: ReportingPeriod, unit: Unit) -> Report:
    return report_by_id(Report.objects.get(period=period, unit=unit).pk)


def view_of(report: Report) -> Any:
    """Return the report's view; what a test asks for by its code is there."""
    return load_report(report)


def write(report: Report, actor: Actor, *, now: dt.datetime = WRITTEN, number: int = 4) -> None:
    """Fill in every section and cell that is still empty."""
    view = load_report(report)
    for row in view.sections:
        if row.section.is_heading or row.section.prefill is Prefill.EXPECTED_SCORE or row.text:
            continue
        operations.save_passage(
            report_id=report.pk,
            section_code=row.code,
            text=f"{report.unit.name}: {row.section.title}.",
            expected_version=row.version,
            actor=actor,
            now=now,
        )
    for table in view.tables:
        for line, column in [pair for pair in table.empty if is_number(pair[1])]:
            operations.save_figure(
                report_id=report.pk,
                table_code=table.code,
                row_code=line.code,
                column_code=column.code,
                wire=number if column.type == "count" else str(number),
                expected_version=0,
                actor=actor,
                now=now,
            )


def approve(report: Report, clerk: Actor, leader: Actor, *, now: dt.datetime = WRITTEN) -> Report:
    """Fill in, ask, and let the leader approve."""
    write(report, clerk, now=now)
    operations.ask_for_approval(report_id=report.pk, actor=clerk, now=now)
    seen = report_hash(load_report(report_by_id(report.pk)))
    return operations.approve(report_id=report.pk, seen_hash=seen, actor=leader, now=now)


def submit(report: Report, clerk: Actor, leader: Actor, *, now: dt.datetime = WRITTEN) -> Report:
    """Bring a report to the coordinator; the leader sends it, late or not."""
    approve(report, clerk, leader, now=now)
    return operations.submit_report(
        report_id=report.pk, actor=leader, now=now, late_explanation="Mất điện hai ngày."
    )
