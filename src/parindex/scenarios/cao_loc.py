"""Cao Lộc 2020 (system S0 of the mission): two tables of decision 271/QĐ-UBND in one cycle, on synthetic facts."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

from parindex.assessments.models import Dossier
from parindex.cycles.operations import GuideDetails, attach_guide
from parindex.results.models import Publication
from parindex.scenarios import acts, stage
from parindex.scenarios.evidence import synthetic_file
from parindex.scenarios.stage import CouncilDays, DeskDays, Late, Setting, Stage, Tell, at
from parindex.units.queries import unit_by_code

AGENCY_SET, COMMUNE_SET = "cao-loc-2019-agency", "cao-loc-2019-commune"  # Bảng 1, Bảng 2
DECISIONS = {AGENCY_SET: "3120/QĐ-UBND (số giả định)", COMMUNE_SET: "3121/QĐ-UBND (số giả định)"}

SETTING = Setting(
    code="cao-loc-2020",
    units="lang-son",
    sets=(AGENCY_SET, COMMUNE_SET),
    body="cao-loc",
    home_affairs="cao-loc.noi-vu",
    began=at(2020, 11, 16, 8),
    seed=2020,
)
DESK = DeskDays(
    drafting=at(2020, 12, 1),
    approving=at(2020, 12, 3),
    submitting=at(2020, 12, 4),
)
COUNCIL = CouncilDays(
    awarding=at(2020, 12, 8),
    asking=at(2020, 12, 9),
    answering=at(2020, 12, 11),
    supplement_due=at(2020, 12, 14, 17),
    finishing=at(2020, 12, 15),
    notifying=at(2020, 12, 16),
    replying=at(2020, 12, 17),
    reply_due=at(2020, 12, 21, 17),
    deciding=at(2020, 12, 22),
    publishing=at(2020, 12, 28),
)
# "chậm nhất ngày 05/12/2020": the last evening is in time, the next morning is not.
LAST_MINUTE, IN_TIME = "cao-loc.thi-tran-dong-dang", at(2020, 12, 5, 23, minute=40)
LATE = Late(
    unit="cao-loc.cong-son",
    at=at(2020, 12, 6, 8),
    words="Đường truyền của xã hỏng ngày 05/12; xin nhận trách nhiệm nộp chậm.",
)
# "không có tài liệu kiểm chứng hoặc không giải trình sẽ không được chấm điểm": scored, but bare.
BARE = {"cao-loc.thanh-loa": ("3.3.1",)}
LEADS = ("noi-vu", "tu-phap", "van-phong", "tai-chinh-ke-hoach", "van-hoa-thong-tin")


def play(data: Path, *, tell: Tell) -> list[Publication]:
    """Play the whole year: two tables scored side by side, two results published."""
    scene = set_stage(data, password=None, tell=tell)
    give_guide(scene, tell=tell)
    stage.self_assess(scene, scene.others, tell=tell, waives=0.3)
    for dossier in scene.others:
        hand_in(scene, dossier)
    scene = with_substitute(scene)
    stage.appraise(scene, tell=tell, asked=(3, 20))
    stage.conclude(scene, tell=tell, every=6)
    return [
        stage.publish(scene, set_code=code, decision=number, tell=tell)
        for code, number in DECISIONS.items()
    ]


def set_stage(data: Path, *, password: str | None, tell: Tell) -> Stage:
    """Open the year before anybody has written a word."""
    opened = stage.set_stage(data, SETTING, (DESK, COUNCIL), password=password, tell=tell)
    return dataclasses.replace(opened, late=LATE, bare=BARE)


def give_guide(scene: Stage, *, tell: Tell) -> None:
    """Send the scoring guide along with the letter, as its part 1 says: one for both tables."""
    tell("Gửi kèm Hướng dẫn số 131/HD-NV")
    title = "Hướng dẫn tự đánh giá, chấm điểm theo Bảng 1, Bảng 2"
    upload = synthetic_file(
        "Phòng Nội vụ huyện Cao Lộc", "Hướng dẫn 131/HD-NV", title, name="131-hd-nv-minh-hoa.pdf"
    )
    attach_guide(
        cycle=scene.cycle,
        criteria_set=None,
        details=GuideDetails(title=title, number="131/HD-NV", issued_on=dt.date(2019, 3, 26)),
        upload=upload,
        actor=scene.coordinator,
        now=SETTING.began,
    )


def hand_in(scene: Stage, dossier: Dossier) -> None:
    """Hand one dossier in; one town does it on the last evening."""
    if dossier.unit.code == LAST_MINUTE:
        acts.hand_in(dossier, now=IN_TIME)
    else:
        stage.hand_in(scene, dossier)


def with_substitute(scene: Stage) -> Stage:
    """Let the inspectorate judge the five lead agencies' own dossiers."""
    inspectorate = unit_by_code("cao-loc.thanh-tra")
    leads = [f"cao-loc.{name}" for name in LEADS]
    document = "95/TB-UBND (số giả định)"
    stand_in = stage.appoint_for_own_cases(scene, leads, inspectorate, document=document)
    return dataclasses.replace(scene, substitute=stand_in)
