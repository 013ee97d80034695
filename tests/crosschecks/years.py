"""A second year after the small world's first, through the same operations."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from parindex.assessments import operations as desk
from parindex.cycles.choices import Purpose
from parindex.cycles.operations import CyclePlan, add_participants, assign, open_cycle, open_round
from parindex.kernel.clock import VIETNAM
from parindex.units.models import Unit
from tests.support import story
from tests.support.story import World

OPENED = dt.datetime(
    2020, 1, 9, 8, 0, tzinfo=VIETNAM
)  # so early that the story's drafting day lies in it
DUE = dt.datetime(2021, 1, 20, tzinfo=VIETNAM)


def next_year(world: World, units: list[Unit] | None = None) -> World:
    """Open 2020 for the same communes, or for others, by the same set."""
    cycle = open_cycle(
        plan=CyclePlan(
            code="mau-2020",
            name="Đánh giá CCHC năm 2020 của huyện Mẫu",
            year=2020,
            body=world.district,
            coordinator=world.home_affairs,
            data_from=dt.date(2020, 1, 1),
            data_until=dt.date(2020, 12, 31),
        ),
        actor="kiểm thử",
        now=OPENED,
    )
    opened = open_round(
        cycle=cycle,
        number=1,
        name="Đợt 1",
        opens_at=OPENED,
        due_at=DUE,
        actor="kiểm thử",
        now=OPENED,
    )
    communes = units or world.communes
    add_participants(
        cycle=cycle, criteria_set=world.commune_set, units=communes, actor="kiểm thử", now=OPENED
    )
    for code, agency in (("1", world.home_affairs), ("2", world.justice)):
        assign(
            cycle=cycle,
            criteria_set=world.commune_set,
            purpose=Purpose.APPRAISE,
            node_code=code,
            agency=agency,
            source="",
            actor=world.actor("coordinator"),
            now=OPENED,
        )
    desk.open_dossiers(scoring_round=opened, actor="kiểm thử", now=OPENED)
    return replace(world, cycle=cycle, round=opened, communes=communes)


def score(world: World, code: str, points: str, *, commune: int = 0, version: int = 1) -> None:
    """Let the clerk score a component that is filled in already, with a reason."""
    desk.save_component(
        dossier_id=world.dossier(commune).pk,
        code=code,
        draft=desk.ComponentDraft(
            self_score=Decimal(points), reason="Lý do", explanation="Giải trình"
        ),
        expected_version=version,
        actor=world.clerk(commune),
        now=story.DRAFTED,
    )


def enter(world: World, fact: str, wire: object, *, commune: int = 0, version: int = 1) -> None:
    """Let the clerk enter a fact."""
    desk.save_fact(
        dossier_id=world.dossier(commune).pk,
        fact_code=fact,
        wire=wire,
        expected_version=version,
        actor=world.clerk(commune),
        now=story.DRAFTED,
    )
