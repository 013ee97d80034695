"""Tam Đường 2019 (system S1 of the mission): the whole year of letter 1202/UBND-NV, on synthetic facts."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from parindex.accounts.queries import actor_by_username
from parindex.appraisal import operations as council
from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossier_by_id, dossiers_of_round, load_workbook
from parindex.assessments.year_file import open_year
from parindex.criteria.operations import import_set
from parindex.criteria.queries import stored_set_by_code
from parindex.cycles.models import Cycle
from parindex.cycles.queries import round_of
from parindex.kernel.clock import VIETNAM
from parindex.results.models import Publication
from parindex.results.operations import publish_results
from parindex.scenarios import acts
from parindex.scenarios.evidence import synthetic_document
from parindex.scenarios.people import cast, register_cast
from parindex.units.operations import import_units
from parindex.units.queries import unit_by_code

Tell = Callable[[str], None]

SEED = 2019
COMMUNE_SET, DISTRICT_SET = "lai-chau-2019-commune", "lai-chau-2019-district"
LATE_UNIT = "tam-duong.nung-nang"
LATE_WORDS = (
    "Cán bộ phụ trách đi tập huấn dài ngày, đơn vị chậm phân công người thay; xin nhận trách nhiệm."
)
DECISION = "118/QĐ-UBND (số giả định)"


def _at(month: int, day: int, hour: int = 9, *, year: int = 2020) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=VIETNAM)


LETTER = _at(12, 26, 8, year=2019)
DRAFTING, APPROVING, SUBMITTING = _at(1, 8), _at(1, 15), _at(1, 17)
LATE = _at(1, 24)
AWARDING, ASKING, ANSWERING, FINISHING = _at(2, 3), _at(2, 4), _at(2, 6), _at(2, 11)
PROVISIONAL, REPLYING, REPLY_DUE = _at(2, 12), _at(2, 14), _at(2, 17, 17)
SUPPLEMENT_DUE = _at(2, 10, 17)
DECIDING, PUBLISHING = _at(2, 18), _at(2, 24)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The set story: the open cycle with its dossiers, before anybody has written a word."""

    cycle: Cycle
    communes: list[Dossier]
    district: Dossier


def play(data: Path, *, code: str, tell: Tell) -> Publication:
    """Play the whole year and return the publication."""
    stage = set_stage(data, code=code, password=None, tell=tell)
    self_assess(stage, tell=tell)
    appraise(stage, tell=tell)
    conclude(stage, tell=tell)
    return publish(stage, tell=tell)


def set_stage(data: Path, *, code: str, password: str | None, tell: Tell) -> Stage:
    """Load units, criteria sets and people, and open the cycle of the letter."""
    tell("Nạp đơn vị, bộ tiêu chí, người dùng giả lập")
    import_units(path=data / "units" / "lai-chau.yaml", actor="kịch bản", now=LETTER)
    for set_code in (DISTRICT_SET, COMMUNE_SET):
        import_set(directory=data / "criteria" / set_code, actor="kịch bản", now=LETTER)
    district, home_affairs = unit_by_code("tam-duong"), unit_by_code("tam-duong.noi-vu")
    register_cast(cast(district, home_affairs, seed=SEED), password=password, now=LETTER)
    tell("Mở kỳ đánh giá theo Công văn 1202/UBND-NV, phân công theo mục 2 của công văn")
    coordinator = actor_by_username("noivu.dieuphoi")
    cycle = open_year(data / "scenarios" / code / "cycle.yaml", actor=coordinator, now=LETTER)
    rows = list(dossiers_of_round(round_of(cycle)))
    return Stage(
        cycle=cycle,
        communes=[row for row in rows if row.unit_id != district.pk],
        district=next(row for row in rows if row.unit_id == district.pk),
    )


def quality_of(dossier: Dossier) -> float:
    """Return how well the unit did its work, the same in every run."""
    return random.Random(f"{SEED}/{dossier.unit.code}").uniform(0.62, 0.97)  # noqa: S311 - a story


def self_assess(stage: Stage, *, tell: Tell) -> None:
    """Let every commune and the district's departments score themselves and hand in; one is late."""
    for dossier in [*stage.communes, stage.district]:
        tell(f"Tự đánh giá: {dossier.unit.name}")
        acts.draft(dossier, quality=quality_of(dossier), seed=dossier.unit.code, now=DRAFTING)
        acts.put_before_leaders(dossier, now=APPROVING)
        acts.approve(dossier, now=APPROVING)
    for dossier in stage.communes:
        hand_in(dossier)
    acts.submit(stage.district, actor=actor_by_username("noivu.dieuphoi"), now=SUBMITTING)


def hand_in(dossier: Dossier) -> None:
    """Hand a commune's dossier in: the clerk on time, or the head after the deadline."""
    if dossier.unit.code == LATE_UNIT:
        acts.submit(
            dossier, actor=acts.leader_of(dossier.unit), now=LATE, late_explanation=LATE_WORDS
        )
    else:
        acts.submit(dossier, actor=acts.clerk_of(dossier.unit), now=SUBMITTING)


def appraise(stage: Stage, *, tell: Tell) -> None:
    """Let the council appraise; it asks two communes in writing for more evidence."""
    for place, dossier in enumerate(stage.communes):
        tell(f"Thẩm định: {dossier.unit.name}")
        if place in {1, 4}:
            acts.appraise(dossier, seed=dossier.unit.code, now=AWARDING, share=0.3)
            supplement(dossier, number=f"{place + 1:02d}/HĐ-CCHC")
            acts.appraise(dossier, seed=dossier.unit.code, now=FINISHING)
        else:
            acts.appraise(dossier, seed=dossier.unit.code, now=AWARDING)


def supplement(
    dossier: Dossier, *, number: str, answered: bool = True, due_at: dt.datetime | None = None
) -> None:
    """Ask a unit in writing for evidence on two unproven components, and let it answer."""
    lines = load_workbook(dossier_by_id(dossier.pk)).lines.values()
    codes = [line.code for line in lines if line.is_self_scored and not line.is_proven][:2]
    codes = codes or [line.code for line in lines if line.is_self_scored][-2:]
    request = council.request_supplement(
        dossier_id=dossier.pk,
        number=number,
        codes=codes,
        reason="Đề nghị bổ sung tài liệu kiểm chứng cho các mục nêu trên.",
        due_at=due_at or SUPPLEMENT_DUE,
        actor=actor_by_username("hoidong.thuky"),
        now=ASKING,
    )
    if not answered:
        return
    clerk, chance = acts.clerk_of(dossier.unit), random.Random(number)  # noqa: S311 - a story
    for item in request.items.all():
        details, upload = synthetic_document(dossier.unit, wanted="Báo cáo bổ sung", chance=chance)
        council.attach_supplement(
            item_id=item.pk, details=details, upload=upload, actor=clerk, now=ANSWERING
        )
        council.answer_supplement(
            item_id=item.pk,
            answer="Đơn vị gửi bổ sung báo cáo kèm danh sách.",
            actor=clerk,
            now=ANSWERING,
        )


def conclude(stage: Stage, *, tell: Tell) -> None:
    """Send provisional results, take replies, and let the chair decide every commune."""
    chair, secretary = actor_by_username("hoidong.chutich"), actor_by_username("hoidong.thuky")
    tell("Gửi kết quả tạm thời, nhận giải trình, kết luận")
    for place, dossier in enumerate(stage.communes):
        council.send_provisional(
            dossier_id=dossier.pk, reply_due_at=REPLY_DUE, actor=secretary, now=PROVISIONAL
        )
        replied = (
            acts.reply(dossier, actor=acts.clerk_of(dossier.unit), now=REPLYING)
            if place % 3 == 0
            else []
        )
        acts.decide(dossier, accepted=replied[:1], actor=chair, now=DECIDING)


def publish(stage: Stage, *, tell: Tell) -> Publication:
    """Freeze and publish the communes' result under a decision whose number is invented."""
    tell("Công bố kết quả")
    chair = actor_by_username("hoidong.chutich")
    return publish_results(
        scoring_round=round_of(stage.cycle),
        criteria_set=stored_set_by_code(COMMUNE_SET),
        decision_number=DECISION,
        decision_date=PUBLISHING.date(),
        signed_by=chair.full_name,
        actor=actor_by_username("noivu.dieuphoi"),
        now=PUBLISHING,
    )
