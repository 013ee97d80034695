"""Vĩnh Linh 2023 (system S2 of the mission): a preparation phase and two rounds in one year, on synthetic facts."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from parindex.assessments.models import Dossier
from parindex.assessments.operations import start_round
from parindex.assessments.queries import dossiers_of_round
from parindex.cycles.queries import round_of
from parindex.results.models import Publication
from parindex.scenarios import acts, preparing, stage
from parindex.scenarios.drafting import gather, revise
from parindex.scenarios.stage import CouncilDays, DeskDays, Setting, Stage, Tell, at
from parindex.units.queries import unit_by_code

COMMUNE_SET, DISTRICT_SET = "quang-tri-2023-commune", "quang-tri-2023-district"
DECISION = "215/QĐ-UBND (số giả định)"

SETTING = Setting(
    code="vinh-linh-2023",
    units="quang-tri",
    sets=(DISTRICT_SET, COMMUNE_SET),
    body="vinh-linh",
    home_affairs="vinh-linh.noi-vu",
    began=at(2023, 10, 16, 8),
    seed=2023,
    worst=0.55,
    best=0.9,
)
PREPARING, REVIEWING, PRESSING = at(2023, 10, 20), at(2023, 10, 24), at(2023, 10, 30)
REVIEWED = 4  # components of each kind that a unit reviews in this story
COMMITTED_UNTIL, PROMISED_UNTIL = dt.date(2023, 12, 10), dt.date(2023, 11, 10)
GIVERS = ("vinh-linh.kinh-te-ha-tang", "vinh-linh.nong-nghiep", "vinh-linh.lao-dong")
NOVEMBER = DeskDays(
    drafting=at(2023, 11, 6), approving=at(2023, 11, 14), submitting=at(2023, 11, 17)
)
SECOND_ROUND = at(2023, 12, 1, 8)
DECEMBER = DeskDays(
    drafting=at(2023, 12, 11), approving=at(2023, 12, 14), submitting=at(2023, 12, 19)
)
COUNCIL = CouncilDays(
    awarding=at(2023, 12, 25),
    asking=at(2023, 12, 26),
    answering=at(2023, 12, 28),
    supplement_due=at(2024, 1, 2, 17),
    finishing=at(2024, 1, 3),
    notifying=at(2024, 1, 4),
    replying=at(2024, 1, 8),
    reply_due=at(2024, 1, 10, 17),
    deciding=at(2024, 1, 11),
    publishing=at(2024, 1, 18),
)
# Two communes are not done in November: their forms go on in December as they stand.
UNFINISHED = ("vinh-linh.vinh-o", "vinh-linh.vinh-ha")


def play(data: Path, *, tell: Tell) -> list[Publication]:
    """Play the whole year: October prepares, November scores, December scores again and counts."""
    scene = set_stage(data, password=None, tell=tell)
    prepare(scene, tell=tell)
    score_first(scene, tell=tell)
    scene = go_on(scene, tell=tell)
    stage.appraise(scene, tell=tell, asked=(2,))
    stage.conclude(scene, tell=tell, every=5)
    return [stage.publish(scene, set_code=COMMUNE_SET, decision=DECISION, tell=tell)]


def set_stage(data: Path, *, password: str | None, tell: Tell) -> Stage:
    """Open the year in October, before anything can be scored."""
    return stage.set_stage(data, SETTING, (NOVEMBER, COUNCIL), password=password, tell=tell)


def prepare(scene: Stage, *, tell: Tell) -> None:
    """Gather facts to date, review, commit and press while there is still time (letter 002)."""
    for dossier in scene.dossiers:
        tell(f"Chuẩn bị, nhập số liệu đến tháng 10: {dossier.unit.name}")
        quality = scene.quality_of(dossier) - 0.12
        gather(dossier, quality=quality, seed=f"{dossier.unit.code}, tháng 10", now=PREPARING)
        losing = preparing.review(dossier, most=REVIEWED, now=REVIEWING)
        preparing.commit(dossier, losing, due_on=COMMITTED_UNTIL, now=REVIEWING)
    preparing.promise(scene.own_form, GIVERS, due_on=PROMISED_UNTIL, now=REVIEWING)
    for code in UNFINISHED:
        preparing.press(
            scene.cycle,
            unit_by_code(code),
            "3",
            due_on=PROMISED_UNTIL,
            actor=scene.coordinator,
            now=PRESSING,
        )
    preparing.give_promised(scene.cycle, now=NOVEMBER.drafting)


def score_first(scene: Stage, *, tell: Tell) -> None:
    """Score for the first time in November; who is not done hands nothing in."""
    stage.self_assess(scene, [row for row in scene.dossiers if _is_done(row)], tell=tell)
    for dossier in scene.dossiers:
        if not _is_done(dossier):
            tell(f"Lần 1 chưa xong: {dossier.unit.name}")
            stage.draft_part(scene, dossier)
    _hand_in_all(scene, (row for row in scene.dossiers if _is_done(row)))


def go_on(scene: Stage, *, tell: Tell) -> Stage:
    """Start the second round from the first, and let everybody write what changed since."""
    tell("Mở chấm điểm lần 2: hồ sơ tiếp từ lần 1")
    second = round_of(scene.cycle, number=2)
    start_round(scoring_round=second, actor=scene.coordinator, now=SECOND_ROUND)
    scene = dataclasses.replace(
        scene, desk=DECEMBER, number=2, dossiers=list(dossiers_of_round(second))
    )
    for dossier in scene.dossiers:
        if dossier.unit.code in UNFINISHED:
            stage.self_assess(scene, [dossier], tell=tell)
            preparing.settle(dossier, now=DECEMBER.submitting)
            continue
        changed = revise(dossier, seed=f"{dossier.unit.code}, lần 2", now=DECEMBER.drafting)
        tell(f"Lần 2: {dossier.unit.name} thay đổi {len(changed)} mục")
        preparing.settle(dossier, now=DECEMBER.drafting)
        acts.put_before_leaders(dossier, now=DECEMBER.approving)
        acts.approve(dossier, now=DECEMBER.approving)
    _hand_in_all(scene, iter(scene.dossiers))
    return scene


def _hand_in_all(scene: Stage, rows: Iterator[Dossier]) -> None:
    """Hand in the communes' forms, and the district's own by the coordinator who gathered it."""
    for dossier in rows:
        if dossier.unit_id == scene.cycle.body_id:
            acts.submit(dossier, actor=scene.coordinator, now=scene.desk.submitting)
        else:
            stage.hand_in(scene, dossier)


def _is_done(dossier: Dossier) -> bool:
    return dossier.unit.code not in UNFINISHED
