"""Collates the reports of many communes in the database that the settings name; prints the figures as JSON."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

import docx  # noqa: E402 - after Django
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.timing import timed  # noqa: E402
from parindex.accounts.choices import Role  # noqa: E402
from parindex.accounts.operations import register_person  # noqa: E402
from parindex.accounts.queries import actor_by_username  # noqa: E402
from parindex.documents.from_reports import report_paper  # noqa: E402
from parindex.documents.writers import write_docx, write_pdf  # noqa: E402
from parindex.kernel.clock import VIETNAM  # noqa: E402
from parindex.reporting.cells import write_raw  # noqa: E402
from parindex.reporting.collating.operations import collate  # noqa: E402
from parindex.reporting.collating.queries import assemble, draft_of  # noqa: E402
from parindex.reporting.models import Figure, Passage, Report, ReportingPeriod  # noqa: E402
from parindex.reporting.operations import Lead, PeriodPlan, import_outline, open_period  # noqa: E402
from parindex.reporting.queries import load_report  # noqa: E402
from parindex.reporting.views import ReportView, is_number  # noqa: E402
from parindex.units.choices import UnitKind  # noqa: E402
from parindex.units.models import Unit  # noqa: E402

OUTLINE = Path(__file__).parents[1] / "data" / "reports" / "lang-son-983" / "outline.yaml"
OPENED = dt.datetime(2024, 2, 1, 8, 0, tzinfo=VIETNAM)
SENT = dt.datetime(2024, 2, 27, 9, 0, tzinfo=VIETNAM)
RUNS = 5
SENTENCE = (
    "Ủy ban nhân dân xã đã ban hành kế hoạch, phân công nhiệm vụ cho từng công chức, kiểm tra việc "
    "thực hiện tại các thôn và báo cáo kết quả với Ủy ban nhân dân huyện đúng thời hạn quy định."
)


def main(communes: int) -> None:
    """Build the period, then measure each step of its collated report."""
    call_command("migrate", verbosity=0)
    period = build(communes)
    actor = actor_by_username("dieuphoi")
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as seen:
        collate(period=period, actor=actor, now=SENT)
    first = time.perf_counter() - started
    view = draft()
    found: dict[str, Any] = {
        "first": first,
        "queries": len(seen),
        "again": median(lambda: collate(period=period, actor=actor, now=SENT)),
        "sums": median(lambda: assemble(period)),
        "read": median(draft),
        "docx": median(lambda: write_docx(report_paper(view))),
        "pdf": median(lambda: write_pdf(report_paper(view))),
        "passages": sum(len(section.passages) for section in view.sections),
        "conflicts": len(assemble(period).disputed),
        "figures": Figure.objects.filter(report__period=period)
        .exclude(report__kind="BODY")
        .count(),
        "raw sums": median(raw_sums(period)),
        "raw docx": median(lambda: raw_docx(view)),
    }
    print(json.dumps(found))


def median(work: Callable[[], object]) -> float:
    return timed("", work, runs=RUNS).median


def draft() -> ReportView:
    found = draft_of(ReportingPeriod.objects.get())
    assert found is not None
    return found


def build(communes: int) -> ReportingPeriod:
    """Make a district with a department and its communes, whose reports have all come."""
    district = _unit(
        "huyen-thu", UnitKind.DISTRICT, "Huyện Thử", body="UBND huyện Thử", parent=None
    )
    agency = _unit(
        "huyen-thu.noi-vu",
        UnitKind.DISTRICT_AGENCY,
        "Phòng Nội vụ",
        body="Phòng Nội vụ huyện Thử",
        parent=district,
    )
    units = [
        _unit(
            f"huyen-thu.xa-{n:03d}",
            UnitKind.COMMUNE,
            f"Xã Thử {n:03d}",
            body=f"UBND xã Thử {n:03d}",
            parent=district,
        )
        for n in range(1, communes + 1)
    ]
    register_person(
        username="dieuphoi",
        full_name="Nguyễn Thị Điều Phối",
        position="Chuyên viên",
        encoded_password="",
        seats=[(Role.COORDINATOR, agency)],
        actor="đo",
        now=OPENED,
    )
    plan = PeriodPlan(
        code="huyen-thu-2024-q1",
        name="Báo cáo CCHC quý I năm 2024",
        kind="QUARTER_1",
        year=2024,
        body=district,
        coordinator=agency,
        outline=import_outline(path=OUTLINE, actor="đo", now=OPENED),
        opens_at=OPENED,
        units=units,
        leads={"thu-tuc": Lead(agency=agency)},
        ordered_by="Công văn số 983/SNV-TCBC ngày 30/6/2023 của Sở Nội vụ",
    )
    period = open_period(plan=plan, actor=actor_by_username("dieuphoi"), now=OPENED)
    _send_all(period)
    return period


def _unit(code: str, kind: UnitKind, name: str, *, body: str, parent: Unit | None) -> Unit:
    return Unit.objects.create(
        code=code,
        kind=kind,
        name=name,
        body=body,
        symbol="UBND",
        place=name.partition(" ")[2],
        parent=parent,
        path=f"{parent.path if parent else '/'}{code}/",
        sort_key=code,
    )


def _send_all(period: ReportingPeriod) -> None:
    """Write three sentences into every section and a figure into every cell of every report."""
    dice = random.Random(1)
    passages, figures = [], []
    for report in Report.objects.filter(period=period).select_related("unit", "period__outline"):
        stamp = {"report": report, "version": 1, "changed_by": "đo", "changed_at": SENT}
        view = load_report(report)
        passages += [
            Passage(section_code=row.code, text=" ".join([SENTENCE] * 3), **stamp)
            for row in view.sections
            if not row.section.is_heading
        ]
        figures += [
            Figure(
                table_code=table.code,
                row_code=row.code,
                column_code=column.code,
                raw=write_raw(_number(place, column.type, dice)),
                **stamp,
            )
            for table in view.tables
            for row in table.table.rows
            for place, column in enumerate(table.table.columns)
            if is_number(column)
        ]
    Passage.objects.bulk_create(passages, batch_size=500)
    Figure.objects.bulk_create(figures, batch_size=500)
    Report.objects.filter(period=period).update(state="SUBMITTED", submitted_at=SENT)


def _number(place: int, kind: str, dice: random.Random) -> int | str:
    """Return a whole in the first column, a part of it in the others; now and then a part too large."""
    number = dice.randint(500, 999) if place == 0 else dice.randint(0, 502)
    return number if kind == "count" else str(number)


def raw_sums(period: ReportingPeriod) -> Callable[[], object]:
    """Return one SQL statement that sums the same cells, with nothing between it and the file."""
    base = sqlite3.connect(settings.DATABASES["default"]["NAME"])
    statement = (
        "SELECT table_code, row_code, column_code, SUM(CAST(TRIM(raw, '\"') AS REAL)) "
        "FROM reporting_figure JOIN reporting_report ON reporting_report.id = report_id "
        "WHERE period_id = ? AND kind <> 'BODY' GROUP BY 1, 2, 3"
    )
    return lambda: base.execute(statement, (period.pk,)).fetchall()


def raw_docx(view: ReportView) -> bytes:
    """Write the same texts with python-docx alone, in no layout."""
    document = docx.Document()
    for section in view.sections:
        document.add_heading(section.section.title)
        for passage in section.passages:
            document.add_paragraph(passage.text)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


main(int(sys.argv[1]))
