"""Thừa Thiên Huế 2019 (system S3 of the mission): a province scores its departments and districts, then learns."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from parindex.results.models import Publication
from parindex.results.queries import content_of
from parindex.scenarios import learning, stage
from parindex.scenarios.stage import CouncilDays, DeskDays, Setting, Stage, Tell, at
from parindex.units.queries import unit_by_code

DEPARTMENT_SET, DISTRICT_SET = "hue-2019-department", "hue-2019-district"
DECISIONS = {
    DEPARTMENT_SET: "85/QĐ-UBND (số giả định)",
    DISTRICT_SET: "86/QĐ-UBND (số giả định)",
}

SETTING = Setting(
    code="thua-thien-hue-2019",
    units="thua-thien-hue",
    sets=(DEPARTMENT_SET, DISTRICT_SET),
    body="thua-thien-hue",
    home_affairs="thua-thien-hue.noi-vu",
    began=at(2019, 12, 2, 8),
    seed=795,
    worst=0.68,
)
# The detailed result went out with 56/SNV-CCHC on 15/01/2020; the letter of 06/02/2020 asks to learn from it.
DESK = DeskDays(
    drafting=at(2019, 12, 5),
    approving=at(2019, 12, 10),
    submitting=at(2019, 12, 12),
)
COUNCIL = CouncilDays(
    awarding=at(2019, 12, 16),
    asking=at(2019, 12, 17),
    answering=at(2019, 12, 19),
    supplement_due=at(2019, 12, 23, 17),
    finishing=at(2019, 12, 24),
    notifying=at(2019, 12, 25),
    replying=at(2019, 12, 27),
    reply_due=at(2020, 1, 3, 17),
    deciding=at(2020, 1, 6),
    publishing=at(2020, 1, 13),
)
LEARNING, ANSWERING = at(2020, 2, 10), at(2020, 2, 24)
REVIEWING = 2  # units of each set that the story follows, those at the end of the ranking
LEADS = (
    *("noi-vu", "tu-phap", "van-phong", "tai-chinh"),
    *("thong-tin-truyen-thong", "khoa-hoc-cong-nghe"),
)


def play(data: Path, *, tell: Tell) -> list[Publication]:
    """Play the whole year, and what the letter asks for after its result."""
    scene = set_stage(data, password=None, tell=tell)
    stage.self_assess(scene, scene.others, tell=tell, waives=0.2)
    for dossier in scene.others:
        stage.hand_in(scene, dossier)
    scene = with_substitute(scene)
    stage.appraise(scene, tell=tell, asked=(1, 8, 15))
    stage.conclude(scene, tell=tell, every=4)
    published = [
        stage.publish(scene, set_code=code, decision=number, tell=tell)
        for code, number in DECISIONS.items()
    ]
    learn(scene, published, tell=tell)
    return published


def set_stage(data: Path, *, password: str | None, tell: Tell) -> Stage:
    """Open the year before anybody has written a word."""
    return stage.set_stage(data, SETTING, (DESK, COUNCIL), password=password, tell=tell)


def with_substitute(scene: Stage) -> Stage:
    """Let the inspectorate judge the lead departments' own dossiers."""
    leads = [f"thua-thien-hue.{name}" for name in LEADS]
    inspectorate = unit_by_code("thua-thien-hue.thanh-tra")
    document = "412/TB-UBND (số giả định)"
    stand_in = stage.appoint_for_own_cases(scene, leads, inspectorate, document=document)
    return dataclasses.replace(scene, substitute=stand_in)


def learn(scene: Stage, published: Sequence[Publication], *, tell: Tell) -> None:
    """Review the result and propose better criteria (letter 795/UBND-TĐKT, parts 1 and 3)."""
    tell("Rút kinh nghiệm sau kết quả, kiến nghị, dự thảo bộ tiêu chí năm sau")
    for publication in published:
        units = [unit["code"] for unit in content_of(publication)["units"]]
        for unit_code in units[-REVIEWING:]:
            learning.hold_review(publication, unit_code, now=LEARNING)
        proposal = learning.propose(publication, units[-1], now=LEARNING)
        learning.accept(scene, [proposal], now=ANSWERING)
        proposal.refresh_from_db()
        code = publication.criteria_set.code.replace("2019", "2020")
        learning.draft_next(scene, proposal, code=code, now=ANSWERING)
