"""Tam Đường 2019 (system S1 of the mission): the whole year of letter 1202/UBND-NV, on synthetic facts."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from parindex.results.models import Publication
from parindex.scenarios import acts, stage
from parindex.scenarios.stage import CouncilDays, DeskDays, Late, Setting, Stage, Tell, at

COMMUNE_SET, DISTRICT_SET = "lai-chau-2019-commune", "lai-chau-2019-district"
DECISION = "118/QĐ-UBND (số giả định)"

SETTING = Setting(
    code="tam-duong-2019",
    units="lai-chau",
    sets=(DISTRICT_SET, COMMUNE_SET),
    body="tam-duong",
    home_affairs="tam-duong.noi-vu",
    began=at(2019, 12, 26, 8),
    seed=2019,
)
DESK = DeskDays(
    drafting=at(2020, 1, 8),
    approving=at(2020, 1, 15),
    submitting=at(2020, 1, 17),
)
COUNCIL = CouncilDays(
    awarding=at(2020, 2, 3),
    asking=at(2020, 2, 4),
    answering=at(2020, 2, 6),
    supplement_due=at(2020, 2, 10, 17),
    finishing=at(2020, 2, 11),
    notifying=at(2020, 2, 12),
    replying=at(2020, 2, 14),
    reply_due=at(2020, 2, 17, 17),
    deciding=at(2020, 2, 18),
    publishing=at(2020, 2, 24),
)
# "trước ngày 23/01/2020": who hands in on the 24th explains to the chairman.
LATE = Late(
    unit="tam-duong.nung-nang",
    at=at(2020, 1, 24),
    words="Cán bộ phụ trách đi tập huấn dài ngày, đơn vị chậm phân công người thay; xin nhận trách nhiệm.",
)


def play(data: Path, *, tell: Tell) -> list[Publication]:
    """Play the whole year and return what is published."""
    scene = set_stage(data, password=None, tell=tell)
    stage.self_assess(scene, [*scene.others, scene.own_form], tell=tell)
    for dossier in scene.others:
        stage.hand_in(scene, dossier)
    acts.submit(scene.own_form, actor=scene.coordinator, now=DESK.submitting)
    stage.appraise(scene, tell=tell, asked=(1, 4))
    stage.conclude(scene, tell=tell)
    return [stage.publish(scene, set_code=COMMUNE_SET, decision=DECISION, tell=tell)]


def set_stage(data: Path, *, password: str | None, tell: Tell) -> Stage:
    """Open the year before anybody has written a word."""
    opened = stage.set_stage(data, SETTING, (DESK, COUNCIL), password=password, tell=tell)
    return dataclasses.replace(opened, late=LATE)
