"""The work list: one page that tells a person what waits for them, by seat."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.appraisal.rules import substitutions_in_force
from parindex.appraisal.standings import CouncilStanding, council_standings
from parindex.web.shell.collate_tasks import body_tasks, collating_tasks
from parindex.web.shell.council_tasks import (
    administration_tasks,
    appraisal_tasks,
    council_tasks,
)
from parindex.web.shell.exchange_tasks import offer_tasks
from parindex.web.shell.improve_tasks import proposal_tasks, review_tasks
from parindex.web.shell.preparation_tasks import led_tasks, overseeing_tasks, preparation_tasks
from parindex.web.shell.remedy_tasks import remedy_tasks
from parindex.web.shell.report_tasks import receiving_tasks, report_tasks
from parindex.web.shell.tasks import Task, by_urgency, desk_tasks, gathering_tasks

DESK = (Role.CLERK, Role.LEADER)
OVERSEERS = (Role.SECRETARY, Role.CHAIR, Role.COORDINATOR)


@dataclass(frozen=True, kw_only=True)
class Section:
    """The tasks of one kind of seat; ``empty`` says what happens next when there is none."""

    anchor: str
    title: str
    tasks: list[Task]
    empty: str

    @property
    def open_count(self) -> int:
        return sum(not task.is_quiet for task in self.tasks)


@dataclass(frozen=True, kw_only=True)
class OverseenRound:
    """A round the person oversees, with how many dossiers stand where."""

    name: str
    url: str
    total: int
    handed_in: int
    decided: int


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """Everything on the page."""

    sections: list[Section] = field(default_factory=list)
    rounds: list[OverseenRound] = field(default_factory=list)

    @property
    def open_count(self) -> int:
        return sum(section.open_count for section in self.sections)


def work_list(actor: Actor, *, now: dt.datetime) -> WorkList:
    """Gather the person's tasks; the number of queries depends on their kinds of seats only."""
    sections, rounds = [], []
    if _sits(actor, *DESK):
        sections.append(_desk(actor, now))
    if _sits(actor, Role.APPRAISER) or substitutions_in_force(actor, now).exists():
        sections.append(_appraisal(actor, now))
    if _sits(actor, *OVERSEERS):
        standings = council_standings(actor, now)
        sections.append(_council(actor, standings, now))
        rounds = _rounds(standings)
    if _sits(actor, Role.ADMINISTRATOR):
        sections.append(_administration(actor))
    sections.sort(key=lambda section: not section.open_count)  # what can be done stands first
    return WorkList(sections=sections, rounds=rounds)


def _desk(actor: Actor, now: dt.datetime) -> Section:
    return Section(
        anchor="tu-danh-gia",
        title=_("Tự đánh giá"),
        tasks=by_urgency(
            [
                *desk_tasks(actor, now),
                *offer_tasks(actor),
                *preparation_tasks(actor, now),
                *review_tasks(actor),
                *remedy_tasks(actor, now),
                *report_tasks(actor, now),
                *body_tasks(actor, now),
            ]
        ),
        empty=_(
            "Không có hồ sơ nào cần làm. Khi cơ quan điều phối mở đợt chấm điểm mới, hồ sơ hiện ở đây."
        ),
    )


def _appraisal(actor: Actor, now: dt.datetime) -> Section:
    return Section(
        anchor="tham-dinh",
        title=_("Thẩm định"),
        tasks=[*appraisal_tasks(actor, now), *led_tasks(actor, now)],
        empty=_("Chưa có tiêu chí nào được phân công thẩm định cho cơ quan của anh/chị."),
    )


def _council(actor: Actor, standings: list[CouncilStanding], now: dt.datetime) -> Section:
    tasks = council_tasks(actor, standings, now)
    if _sits(actor, Role.COORDINATOR):
        tasks = [*tasks, *gathering_tasks(actor, now), *proposal_tasks(actor)]
        tasks += overseeing_tasks(standings, now)
        tasks += receiving_tasks(actor, now)
        tasks += collating_tasks(actor, now)
    return Section(
        anchor="dieu-phoi",
        title=_("Hội đồng và điều phối"),
        tasks=tasks,
        empty=_next_step(actor),
    )


def _next_step(actor: Actor) -> str:
    """Say what will bring the council's next task."""
    said = [_("Chưa có bước nào chờ anh/chị.")]
    if _sits(actor, Role.SECRETARY):
        said.append(
            _("Khi một hồ sơ được thẩm định đủ mọi mục, bước gửi kết quả tạm thời hiện ở đây.")
        )
    if _sits(actor, Role.CHAIR):
        said.append(_("Khi hạn giải trình của một đơn vị kết thúc, bước kết luận hiện ở đây."))
    if _sits(actor, Role.COORDINATOR):
        said.append(_("Khi mọi hồ sơ đã nộp đều được kết luận và ký, bước công bố hiện ở đây."))
    return " ".join(said)


def _administration(actor: Actor) -> Section:
    return Section(
        anchor="quan-tri",
        title=_("Quản trị hệ thống"),
        tasks=administration_tasks(actor),
        empty=_(
            "Chưa có kỳ đánh giá nào. Tài khoản và vai trò được tạo bằng dòng lệnh trên máy chủ."
        ),
    )


def _rounds(standings: list[CouncilStanding]) -> list[OverseenRound]:
    rows: dict[int, OverseenRound] = {}
    for standing in standings:
        scoring_round, stages = standing.round, standing.stages
        before = rows.get(scoring_round.pk)
        rows[scoring_round.pk] = OverseenRound(
            name=str(scoring_round),
            url=reverse("manage:cycle", args=[scoring_round.cycle.code]),
            total=standing.total + (before.total if before else 0),
            handed_in=standing.total
            - stages.get("SELF_ASSESSMENT", 0)
            + (before.handed_in if before else 0),
            decided=stages.get("DECIDED", 0)
            + stages.get("PUBLISHED", 0)
            + (before.decided if before else 0),
        )
    return list(rows.values())


def _sits(actor: Actor, *roles: Role) -> bool:
    return any(actor.holds(role) for role in roles)
