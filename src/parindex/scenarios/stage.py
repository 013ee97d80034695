"""What every story has: where it plays, who sits in the council, and the usual course of a year."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from parindex.accounts.queries import actor_by_username
from parindex.accounts.rules import Actor
from parindex.appraisal import operations as council
from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossiers_of_round
from parindex.assessments.year_file import open_year
from parindex.criteria.operations import import_set
from parindex.criteria.queries import stored_set_by_code
from parindex.cycles.models import Cycle
from parindex.cycles.queries import find_cycle, round_of
from parindex.kernel.clock import VIETNAM
from parindex.kernel.errors import Refused
from parindex.reporting.models import ReportingPeriod
from parindex.results.models import Publication
from parindex.results.operations import publish_results
from parindex.scenarios import acts
from parindex.scenarios.drafting import clerk_of, draft
from parindex.scenarios.people import cast, council_username, register_cast, username
from parindex.units.models import Unit
from parindex.units.operations import import_units
from parindex.units.queries import unit_by_code

Tell = Callable[[str], None]
STORYTELLER = "kịch bản"


def at(year: int, month: int, day: int, hour: int = 9, *, minute: int = 0) -> dt.datetime:
    """Return a moment in Vietnam."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=VIETNAM)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where a story plays: the files of its ground, and the day of the letter that opens it.

    ``units``, ``sets`` and ``file`` (by default cycle.yaml in the code's folder) name entries of
    ``data/units``, ``data/criteria`` and ``data/scenarios``; ``year`` is that of the sets where it
    is not the files' own. ``best`` and ``worst`` bound how well its units do their work.
    """

    code: str
    units: str
    sets: tuple[str, ...]
    body: str
    home_affairs: str
    began: dt.datetime
    seed: int
    year: int | None = None
    file: str = ""
    worst: float = 0.62
    best: float = 0.97


@dataclass(frozen=True, kw_only=True)
class DeskDays:
    """When the units of a round fill in, approve and hand in."""

    drafting: dt.datetime
    approving: dt.datetime
    submitting: dt.datetime


@dataclass(frozen=True, kw_only=True)
class CouncilDays:
    """When the council of a round judges, asks, hears, decides and publishes."""

    awarding: dt.datetime
    asking: dt.datetime
    answering: dt.datetime
    supplement_due: dt.datetime
    finishing: dt.datetime
    notifying: dt.datetime
    replying: dt.datetime
    reply_due: dt.datetime
    deciding: dt.datetime
    publishing: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Played:
    """What a story ends in: published results, and periods whose reports were collated."""

    publications: Sequence[Publication]
    periods: Sequence[ReportingPeriod] = ()


@dataclass(frozen=True, kw_only=True)
class Late:
    """A unit that hands in after the deadline, with its head's explanation."""

    unit: str
    at: dt.datetime
    words: str


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The set story: the open cycle, its council, and the dossiers of the round that is played."""

    setting: Setting
    cycle: Cycle
    desk: DeskDays
    council: CouncilDays
    chair: Actor
    secretary: Actor
    coordinator: Actor
    dossiers: Sequence[Dossier]
    number: int = 1
    substitute: Actor | None = None
    late: Late | None = None
    bare: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def others(self) -> list[Dossier]:
        """Return the dossiers that the council appraises: all but the body's own form."""
        return [row for row in self.dossiers if row.unit_id != self.cycle.body_id]

    @property
    def own_form(self) -> Dossier:
        """Return the body's own form; raises StopIteration where the body does not score itself."""
        return next(row for row in self.dossiers if row.unit_id == self.cycle.body_id)

    def quality_of(self, dossier: Dossier) -> float:
        """Return how well the unit did its work, the same in every run."""
        chance = random.Random(f"{self.setting.seed}/{dossier.unit.code}")  # noqa: S311 - a story
        return chance.uniform(self.setting.worst, self.setting.best)


def set_stage(
    data: Path,
    setting: Setting,
    days: tuple[DeskDays, CouncilDays],
    *,
    password: str | None,
    tell: Tell,
) -> Stage:
    """Load units, criteria sets and people, and open the cycle of the letter.

    Raises Refused where the story was played before: its people and its cycle are there already.
    """
    if find_cycle(setting.code) is not None:
        raise Refused(
            _("Kịch bản “%(code)s” đã có trong cơ sở dữ liệu này; hãy dùng cơ sở dữ liệu trống.")
            % {"code": setting.code}
        )
    tell("Nạp đơn vị, bộ tiêu chí, người dùng giả lập")
    now = setting.began
    import_units(path=data / "units" / f"{setting.units}.yaml", actor=STORYTELLER, now=now)
    for set_code in setting.sets:
        import_set(
            directory=data / "criteria" / set_code, actor=STORYTELLER, now=now, year=setting.year
        )
    body, home_affairs = unit_by_code(setting.body), unit_by_code(setting.home_affairs)
    people = cast(body, home_affairs, seed=setting.seed, on=now.date())
    register_cast(people, password=password, now=now)
    coordinator = actor_by_username(username(home_affairs, "dieuphoi"))
    cycle = open_year(
        data / "scenarios" / (setting.file or f"{setting.code}/cycle.yaml"),
        actor=coordinator,
        now=now,
    )
    tell(f"Mở kỳ đánh giá, phân công theo {cycle.ordered_by or 'tệp của kỳ'}")
    return Stage(
        setting=setting,
        cycle=cycle,
        desk=days[0],
        council=days[1],
        chair=actor_by_username(council_username(body, "chutich")),
        secretary=actor_by_username(council_username(body, "thuky")),
        coordinator=coordinator,
        dossiers=list(dossiers_of_round(round_of(cycle))),
    )


def self_assess(stage: Stage, rows: Iterable[Dossier], *, tell: Tell, waives: float = 0.0) -> None:
    """Let units (and the body's lead agencies) score themselves and their leaders approve."""
    for dossier in rows:
        tell(f"Tự đánh giá: {dossier.unit.name}")
        draft(
            dossier,
            quality=stage.quality_of(dossier),
            seed=dossier.unit.code,
            now=stage.desk.drafting,
            waives=waives,
            bare=stage.bare.get(dossier.unit.code, ()),
        )
        acts.put_before_leaders(dossier, now=stage.desk.approving)
        acts.approve(dossier, now=stage.desk.approving)


def draft_part(stage: Stage, dossier: Dossier, *, share: float = 0.6) -> None:
    """Let a unit fill in part of its form and leave it there."""
    quality, seed = stage.quality_of(dossier), dossier.unit.code
    draft(dossier, quality=quality, seed=seed, now=stage.desk.drafting, share=share)


def hand_in(stage: Stage, dossier: Dossier) -> None:
    """Hand a unit's dossier in: on time, or the story's late unit by its head."""
    late = stage.late
    if late and late.unit == dossier.unit.code:
        acts.hand_in(dossier, now=late.at, late_explanation=late.words)
    else:
        acts.hand_in(dossier, now=stage.desk.submitting)


def appoint_for_own_cases(
    stage: Stage, agencies: Iterable[str], stand_in: Unit, *, document: str
) -> Actor:
    """Let somebody of another body judge the lead agencies' own dossiers; return who."""
    stand_in_username = username(stand_in, "canbo")
    first, last = stage.council.awarding.date(), stage.council.deciding.date()
    for agency in agencies:
        council.appoint_substitute(
            cycle=stage.cycle,
            plan=council.SubstitutionPlan(
                agency_code=agency,
                username=stand_in_username,
                from_day=first,
                until_day=last,
                document_number=document,
                document_date=stage.desk.submitting.date(),
                reason=acts.OWN_CASE,
            ),
            actor=stage.chair,
            now=stage.council.awarding,
        )
    return actor_by_username(stand_in_username)


def appraise(stage: Stage, *, tell: Tell, asked: Sequence[int] = ()) -> None:
    """Let the council appraise; it asks the units at these places in writing for more evidence."""
    days = stage.council
    for place, dossier in enumerate(stage.others):
        tell(f"Thẩm định: {dossier.unit.name}")
        if place not in asked:
            _judge(stage, dossier, now=days.awarding)
            continue
        _judge(stage, dossier, now=days.awarding, share=0.3)
        items = acts.ask_supplement(
            dossier,
            number=f"{place + 1:02d}/HĐ-CCHC",
            due_at=days.supplement_due,
            actor=stage.secretary,
            now=days.asking,
        )
        acts.answer_supplement(dossier, items, now=days.answering)
        _judge(stage, dossier, now=days.finishing)


def conclude(stage: Stage, *, tell: Tell, every: int = 3) -> None:
    """Send provisional results, take replies from one unit in ``every``, and decide every dossier."""
    days = stage.council
    tell("Gửi kết quả tạm thời, nhận giải trình, kết luận")
    council.send_all_provisional(
        scoring_round=round_of(stage.cycle, stage.number),
        reply_due_at=days.reply_due,
        actor=stage.secretary,
        now=days.notifying,
    )
    for place, dossier in enumerate(stage.others):
        replied = (
            acts.reply(dossier, actor=clerk_of(dossier.unit), now=days.replying)
            if place % every == 0
            else []
        )
        for code in replied[1:]:
            acts.answer_reply(dossier, code, actor=stage.secretary, now=days.deciding)
        acts.decide(dossier, accepted=replied[:1], actor=stage.chair, now=days.deciding)


def publish(stage: Stage, *, set_code: str, decision: str, tell: Tell) -> Publication:
    """Sign, freeze and publish the result of one set under a decision whose number is invented."""
    tell(f"Ký và công bố kết quả: {set_code}")
    now = stage.council.publishing
    scoring_round, stored = round_of(stage.cycle, stage.number), stored_set_by_code(set_code)
    acts.sign_off(scoring_round, stored, actor=stage.chair, now=now)
    return publish_results(
        scoring_round=scoring_round,
        criteria_set=stored,
        decision_number=decision,
        decision_date=now.date(),
        signed_by=stage.chair.full_name,
        actor=stage.coordinator,
        now=now,
    )


def _judge(stage: Stage, dossier: Dossier, *, now: dt.datetime, share: float = 1.0) -> None:
    acts.appraise(
        dossier, seed=dossier.unit.code, now=now, share=share, substitute=stage.substitute
    )
