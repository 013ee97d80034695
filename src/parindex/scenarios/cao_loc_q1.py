"""Cao Lộc, quarter I of 2024 (system S4 of the mission): reports that answer for last year's index, collated upward."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from parindex.accounts.choices import Role
from parindex.accounts.queries import actor_by_username
from parindex.accounts.rules import Actor
from parindex.assessments.queries import dossiers_of_round
from parindex.assessments.year_file import open_year
from parindex.criteria.operations import import_set
from parindex.cycles.queries import round_of
from parindex.reporting.choices import ReportKind
from parindex.reporting.collating import operations as collating
from parindex.reporting.collating.queries import assemble
from parindex.reporting.fingerprint import report_hash
from parindex.reporting.models import Report, ReportingPeriod
from parindex.reporting.operations import approve, import_outline
from parindex.reporting.operations import receive_report as receive
from parindex.reporting.period_file import open_from
from parindex.reporting.queries import load_report, load_reports, report_by_id, reports_of
from parindex.results.models import Publication
from parindex.scenarios import remedying, reporting, stage
from parindex.scenarios.drafting import gather
from parindex.scenarios.people import Person, register_cast, username
from parindex.scenarios.stage import CouncilDays, DeskDays, Setting, Stage, Tell, at
from parindex.units.queries import unit_by_code

CODE = "cao-loc-2024-q1"
OUTLINE = "reports/lang-son-983/outline.yaml"
RESULT_SET = "cao-loc-2019-commune"
EXPECTED_SET = "lang-son-2024-district"

# The year behind the index that letter 004 cites: decision 362/QĐ-UBND of 05/02/2024.
SETTING = Setting(
    code="cao-loc-2023",
    units="lang-son",
    sets=(RESULT_SET,),
    body="cao-loc",
    home_affairs="cao-loc.noi-vu",
    began=at(2023, 11, 16, 8),
    seed=2023,
    year=2023,
    file=f"{CODE}/result-2023.yaml",
)
DESK = DeskDays(
    drafting=at(2023, 12, 1),
    approving=at(2023, 12, 4),
    submitting=at(2023, 12, 5),
)
COUNCIL = CouncilDays(
    awarding=at(2023, 12, 11),
    asking=at(2023, 12, 12),
    answering=at(2023, 12, 14),
    supplement_due=at(2023, 12, 18, 17),
    finishing=at(2023, 12, 20),
    notifying=at(2024, 1, 3),
    replying=at(2024, 1, 5),
    reply_due=at(2024, 1, 10, 17),
    deciding=at(2024, 1, 22),
    publishing=at(2024, 2, 5),
)
DECISION = "362/QĐ-UBND"

PLANNING, REMEDY_DUE = at(2024, 2, 12), dt.date(2024, 11, 30)
OPENING, GATHERING = at(2024, 2, 19, 8), at(2024, 2, 20)
WRITING, SENDING = at(2024, 2, 27), at(2024, 2, 28, 16)
LEADING = at(2024, 2, 29, 9)
LATE_UNIT, LATE_AT = "cao-loc.mau-son", at(2024, 3, 1, 8)
LATE_WORDS = "Công chức phụ trách nghỉ ốm, xã nhận trách nhiệm gửi báo cáo chậm một ngày."
COLLATING, APPROVING = at(2024, 3, 4), at(2024, 3, 6)
# The office counts from its own list, so that its figure is not what the communes add up to.
CONFLICT = ("thu-tuc", "mot-cua", "dung-han")
MISCOUNT = -12
CHOICE = "Đã đối chiếu với từng xã, thị trấn; Văn phòng xác nhận đếm thiếu hồ sơ của hai xã."
OWN_WORDS = (
    "UBND huyện hoàn thành các nhiệm vụ UBND tỉnh giao trong quý, không có nhiệm vụ quá hạn."
)


def play(data: Path, *, tell: Tell) -> stage.Played:
    """Play the year before, then the quarter: reports sent, one late, one that contradicts the others."""
    scene, result = last_year(data, tell=tell)
    answer_for_losses(scene, result, tell=tell)
    province = open_own_year(data, tell=tell)
    period, above = open_quarter(data, scene, province, tell=tell)
    units_report(period, tell=tell)
    leads_report(period, tell=tell)
    receive_all(period, scene.coordinator, tell=tell)
    collate_and_send(period, above, scene, tell=tell)
    return stage.Played(publications=[result], periods=[period])


def last_year(data: Path, *, tell: Tell) -> tuple[Stage, Publication]:
    """Score 2023 and publish the index."""
    scene = stage.set_stage(data, SETTING, (DESK, COUNCIL), password=None, tell=tell)
    stage.self_assess(scene, scene.others, tell=tell, waives=0.3)
    for dossier in scene.others:
        stage.hand_in(scene, dossier)
    stage.appraise(scene, tell=tell)
    stage.conclude(scene, tell=tell, every=11)
    code = f"{RESULT_SET}-{SETTING.year}"
    return scene, stage.publish(scene, set_code=code, decision=DECISION, tell=tell)


def answer_for_losses(scene: Stage, result: Publication, *, tell: Tell) -> None:
    """Let every commune plan what it does about its dearest losses, and begin."""
    tell("Các xã, thị trấn lập kế hoạch khắc phục mục mất điểm")
    for dossier in scene.others:
        actions = remedying.plan(result, dossier.unit, most=3, due_on=REMEDY_DUE, now=PLANNING)
        remedying.go_on(actions, now=GATHERING)


def open_own_year(data: Path, *, tell: Tell) -> Actor:
    """Open the year in which the district itself is scored, enter facts to date; return whose year."""
    tell("Mở kỳ chuẩn bị của chính huyện, nhập số liệu đến thời điểm báo cáo")
    import_set(directory=data / "criteria" / EXPECTED_SET, actor=stage.STORYTELLER, now=OPENING)
    province = _register_two()
    cycle = open_year(data / "scenarios" / CODE / "expected.yaml", actor=province, now=OPENING)
    for dossier in dossiers_of_round(round_of(cycle)):
        gather(dossier, quality=0.8, seed=CODE, now=GATHERING, share=0.7)
    return province


def open_quarter(
    data: Path, scene: Stage, province: Actor, *, tell: Tell
) -> tuple[ReportingPeriod, ReportingPeriod]:
    """Ask for the reports as the letter of February 2024 does; the province asks the district."""
    tell("Mở kỳ báo cáo quý I năm 2024 của huyện và của tỉnh")
    folder = data / "scenarios" / CODE
    import_outline(path=data / OUTLINE, actor=stage.STORYTELLER, now=OPENING)
    period = open_from(folder / "period.yaml", actor=scene.coordinator, now=OPENING)
    above = open_from(folder / "province.yaml", actor=province, now=OPENING)
    return period, above


def units_report(period: ReportingPeriod, *, tell: Tell) -> None:
    """Let the communes and towns report in time, but for one."""
    tell("Các xã, thị trấn báo cáo")
    for report in _of_kind(period, ReportKind.UNIT):
        reporting.write(report, seed=CODE, now=WRITING)
        if report.unit.code == LATE_UNIT:
            reporting.approve_and_send(report, now=LATE_AT, late_words=LATE_WORDS)
        else:
            reporting.approve_and_send(report, now=SENDING)


def leads_report(period: ReportingPeriod, *, tell: Tell) -> None:
    """Let the lead departments tell of themselves and, with everybody's sums, of their fields."""
    tell("Các cơ quan chủ trì báo cáo lĩnh vực")
    for report in _of_kind(period, ReportKind.LEAD):
        reporting.contribute(report, now=LEADING)
        reporting.write(report, seed=CODE, now=LEADING)
    sums = _sums(period)
    sums[CONFLICT] += MISCOUNT
    for report in _of_kind(period, ReportKind.LEAD):
        reporting.write_area(report, sums, now=LEADING)
        reporting.approve_and_send(report, now=LEADING)


def receive_all(period: ReportingPeriod, coordinator: Actor, *, tell: Tell) -> None:
    """Take every report in."""
    tell("Phòng Nội vụ tiếp nhận báo cáo")
    for report in reports_of(period):
        receive(report_id=report.pk, actor=coordinator, now=COLLATING)


def collate_and_send(
    period: ReportingPeriod, above: ReportingPeriod, scene: Stage, *, tell: Tell
) -> None:
    """Assemble the district's report, choose between the figures that differ, approve, send it up."""
    tell("Tổng hợp báo cáo của huyện, xử lý số liệu mâu thuẫn, gửi tỉnh")
    clerk = scene.coordinator
    report = collating.collate(period=period, actor=clerk, now=COLLATING).report
    for cell in assemble(period).open:
        collating.settle(
            report_id=report.pk,
            place=cell.place,
            choice=collating.Choice.SUM,
            reason=CHOICE,
            expected_version=cell.version,
            actor=clerk,
            now=COLLATING,
        )
    _fill_gaps(report.pk, clerk)
    collating.ask_for_approval(report_id=report.pk, actor=clerk, now=COLLATING)
    seen = report_hash(load_report(report_by_id(report.pk)))
    approve(report_id=report.pk, seen_hash=seen, actor=scene.chair, now=APPROVING)
    collating.send_up(report_id=report.pk, period=above, actor=scene.chair, now=APPROVING)


def _fill_gaps(report_id: int, clerk: Actor) -> None:
    """Write what no report told, such as the district's own key tasks."""
    for section in load_report(report_by_id(report_id)).sections:
        if section.is_empty and section.section.required and not section.section.is_heading:
            collating.add_passage(
                report_id=report_id,
                section_code=section.code,
                text=OWN_WORDS,
                actor=clerk,
                now=COLLATING,
            )


def _sums(period: ReportingPeriod) -> Counter[reporting.Cell]:
    """Add up what the bodies tell of themselves, as a department would from their reports."""
    sums: Counter[reporting.Cell] = Counter()
    for view in load_reports(period):
        for table in view.tables:
            if table.is_area:
                continue
            for (row, column), cell in table.cells.items():
                if cell.figure is not None and isinstance(cell.value, int | Decimal):
                    sums[table.code, row, column] += int(cell.value)
    return sums


def _of_kind(period: ReportingPeriod, kind: ReportKind) -> Iterable[Report]:
    return reports_of(period).filter(kind=kind)


def _register_two() -> Actor:
    """Register who fills in the district's own form, and the province's officer; return the latter."""
    district, office = unit_by_code(SETTING.body), unit_by_code("lang-son.noi-vu")
    officer = Person(
        username=username(office, "dieuphoi"),
        full_name="Hoàng Thị Minh Tú",
        position="Chuyên viên Sở Nội vụ phụ trách CCHC",
        seats=((Role.COORDINATOR, office),),
    )
    clerk = Person(
        username=username(district, "canbo"),
        full_name="Lý Đức Khánh",
        position="Chuyên viên Phòng Nội vụ, theo dõi Chỉ số CCHC của huyện",
        seats=((Role.CLERK, district),),
    )
    register_cast([officer, clerk], password=None, now=OPENING)
    return actor_by_username(officer.username)
