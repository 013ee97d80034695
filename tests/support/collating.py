"""A period whose reports have come, and the province's period above it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from parindex.accounts.choices import Role
from parindex.accounts.operations import register_person
from parindex.reporting import operations as reporting
from parindex.reporting.collating import operations as collating
from parindex.reporting.collating.queries import assemble, draft_of
from parindex.reporting.collating.sums import Place
from parindex.reporting.fingerprint import report_hash
from parindex.reporting.models import Report, ReportingPeriod
from parindex.reporting.operations import PeriodPlan
from parindex.reporting.queries import load_report, outline_by_code, report_by_id
from parindex.units.choices import UnitKind
from parindex.units.models import Unit
from tests.support import reporting as story
from tests.support.story import World

COLLATED = dt.datetime(2020, 2, 25, 9, 0, tzinfo=story.WRITTEN.tzinfo)
UPPER_DUE = dt.datetime(2020, 3, 10, 0, 0, tzinfo=story.WRITTEN.tzinfo)
DONE = Place("nhiem-vu", "ke-hoach", "xong")
ALL = Place("nhiem-vu", "ke-hoach", "tong")


def drafted(period: ReportingPeriod) -> Any:
    """Return the collated report as it stands."""
    return draft_of(period)


def viewed(report: Report) -> Any:
    """Return any report as it stands."""
    return load_report(report_by_id(report.pk))


def assembled(period: ReportingPeriod) -> Any:
    """Return the sums and conflicts of a period."""
    return assemble(period)


def save(report: Report, place: Place, wire: object, actor: object) -> None:
    """Type a figure into a report that is still drafted."""
    reporting.save_figure(
        report_id=report.pk,
        table_code=place.table,
        row_code=place.row,
        column_code=place.column,
        wire=wire,
        expected_version=0,
        actor=actor,  # type: ignore[arg-type]
        now=story.WRITTEN,
    )


def send_all(world: World, period: ReportingPeriod, *, lead_done: int | None = None) -> None:
    """Let everybody send: communes write 4 everywhere, departments too; home affairs holds ``lead_done``."""
    for number, commune in enumerate(world.communes):
        story.submit(story.report_of(period, commune), world.clerk(number), world.leader(number))
    home = story.report_of(period, world.home_affairs)
    if lead_done is not None:
        save(home, ALL, 99, world.actor("nv.clerk"))
        save(home, DONE, lead_done, world.actor("nv.clerk"))
    give_joints(world, period)
    for name, unit in (("nv", world.home_affairs), ("tp", world.justice)):
        report = story.report_of(period, unit)
        story.submit(report, world.actor(f"{name}.clerk"), world.actor(f"{name}.leader"))


def give_joints(world: World, period: ReportingPeriod) -> None:
    """Let home affairs give justice what it was asked for."""
    for section in load_report(story.report_of(period, world.justice)).sections:
        for row in section.joints:
            reporting.give_joint(
                report_id=row.report_id,
                joint_id=row.pk,
                text="Phối hợp rà soát 03 văn bản.",
                expected_version=row.version,
                actor=world.actor("nv.clerk"),
                now=story.WRITTEN,
            )


def collate(world: World, period: ReportingPeriod) -> collating.Collated:
    return collating.collate(period=period, actor=world.actor("coordinator"), now=COLLATED)


def settle_all(world: World, report: Report) -> None:
    """Take the sum wherever something stands against it."""
    for cell in assemble(report.period).open:
        collating.settle(
            report_id=report.pk,
            place=cell.place,
            choice=collating.Choice.SUM,
            reason="Đã đối chiếu với các đơn vị.",
            expected_version=cell.version,
            actor=world.actor("coordinator"),
            now=COLLATED,
        )


def approve(world: World, report: Report) -> Report:
    """Settle everything, ask, and let the district's leader approve."""
    settle_all(world, report)
    collating.ask_for_approval(report_id=report.pk, actor=world.actor("coordinator"), now=COLLATED)
    seen = report_hash(load_report(report_by_id(report.pk)))
    return reporting.approve(
        report_id=report.pk, seen_hash=seen, actor=world.actor("district.leader"), now=COLLATED
    )


def open_upper(world: World, **changes: object) -> ReportingPeriod:
    """Open the province's period, in which the district reports; "snv" coordinates it."""
    province = Unit.objects.get(children=world.district)
    agency = Unit.objects.create(
        code="mau.noi-vu",
        kind=UnitKind.PROVINCE_AGENCY,
        name="Sở Nội vụ",
        body="Sở Nội vụ tỉnh Mẫu",
        symbol="SNV",
        place="Mẫu",
        parent=province,
        path=f"{province.path}mau.noi-vu/",
        sort_key="so noi vu",
    )
    world.people["snv"] = register_person(
        username="snv",
        full_name="Lê Thị Sở",
        position="Chuyên viên",
        encoded_password="",
        seats=[(Role.COORDINATOR, agency)],
        actor="kiểm thử",
        now=story.STARTED,
    )
    values: dict[str, object] = {
        "code": "tinh-mau-2020-q1",
        "name": "Báo cáo CCHC quý I năm 2020 của tỉnh Mẫu",
        "kind": "QUARTER_1",
        "year": 2020,
        "body": province,
        "coordinator": agency,
        "outline": outline_by_code("mau-quy"),
        "opens_at": story.STARTED,
        "due_at": UPPER_DUE,
        "units": [world.district],
    }
    plan = PeriodPlan(**{**values, **changes})  # type: ignore[arg-type]
    return reporting.open_period(plan=plan, actor=world.actor("snv"), now=story.STARTED)
