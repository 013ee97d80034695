"""Second readings: drawn by the secretary, read by another agency or another person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.choices import ReadingState, Why
from parindex.appraisal.models import Award, ReadingDraw, SecondReading
from parindex.appraisal.operations.judging import check_points
from parindex.appraisal.operations.noting import note_cycle
from parindex.appraisal.queries import council_dossiers, load_dockets
from parindex.appraisal.readings import (
    HUNDRED,
    READABLE,
    Drawn,
    differs_by,
    draw_sample,
    may_read,
    readable_cases,
)
from parindex.appraisal.rules import bench_of
from parindex.assessments.operations.locking import leaf_of, locked_dossier
from parindex.assessments.operations.noting import note
from parindex.assessments.queries import load_line
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Round
from parindex.cycles.queries import responsibilities
from parindex.cycles.rules import is_secretary
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.lengths import require_fit
from parindex.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class DrawPlan:
    """What to read again: a seeded share in percent, and differences from a number of points or percent."""

    seed: str = ""
    share: Decimal | None = None
    least_points: Decimal | None = None
    least_percent: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ReadingDraft:
    """What a second reader says: yes to the award, or other points with a reason."""

    agrees: bool
    points: Decimal | None = None
    not_applicable: bool = False
    reason: str = ""


@transaction.atomic
def draw_readings(
    *,
    scoring_round: Round,
    criteria_set: StoredCriteriaSet,
    plan: DrawPlan,
    actor: Actor,
    now: dt.datetime,
) -> ReadingDraw:
    """Draw awards for a second reading and give each to another agency in turn.

    Large differences are taken first; the sample is drawn from what is left, so that its share is
    of chance alone. Raises Refused when nothing is asked for or nothing is found.
    """
    if not is_secretary(actor, scoring_round.cycle):
        raise Denied(_("Chỉ Thư ký Hội đồng rút mục để đọc lại."))
    _check_plan(plan)
    rows = [
        row
        for row in council_dossiers(scoring_round)
        if row.criteria_set_id == criteria_set.pk and row.stage in READABLE
    ]
    cases = readable_cases(load_dockets(rows))
    drawn, population = _drawn(cases, plan)
    if not drawn:
        raise Refused(_("Không có mục nào đã thẩm định hợp với điều kiện này."))
    draw = ReadingDraw(
        round=scoring_round,
        criteria_set=criteria_set,
        seed=plan.seed.strip(),
        share=plan.share,
        population=population,
        least_points=plan.least_points,
        least_percent=plan.least_percent,
        drawn_by=actor.full_name,
        drawn_at=now,
    )
    require_fit(draw, {"seed": _("Mã rút")})
    draw.save()
    readers = _readers(scoring_round, criteria_set)
    SecondReading.objects.bulk_create(
        SecondReading(
            draw=draw,
            dossier=row.dossier,
            code=row.case.code,
            why=row.why,
            agency_id=_reader_of(row, readers, place),
        )
        for place, row in enumerate(drawn)
    )
    told = {
        "set": criteria_set.code,
        "seed": draw.seed,
        "share": draw.share,
        "population": population,
        "least_points": draw.least_points,
        "least_percent": draw.least_percent,
        "drawn": [[row.dossier.unit.code, row.case.code, row.why] for row in drawn],
    }
    note_cycle(scoring_round, "readings.drawn", actor=actor, now=now, data=told)
    return draw


@transaction.atomic
def save_reading(
    *,
    dossier_id: int,
    code: str,
    draft: ReadingDraft,
    seen_award: int,
    actor: Actor,
    now: dt.datetime,
) -> SecondReading:
    """Agree with an award, or propose other points with a reason; until the dossier is decided.

    ``seen_award`` is the version of the award that the reader saw. Raises Denied to the first
    appraiser and to everybody of another agency, Refused when the award changed meanwhile.
    """
    dossier = locked_dossier(dossier_id)
    leaf_of(dossier, code)
    reading = SecondReading.objects.filter(dossier=dossier, code=code).first()
    award = Award.objects.filter(dossier=dossier, code=code).first()
    if reading is None:
        raise Denied(_("Mục này không phải đọc lại."))
    reading.dossier = dossier
    bench = bench_of(actor, dossier.round.cycle, now)
    if award is None or not may_read(bench, reading, award):
        raise Denied(_("Người đọc lại thuộc cơ quan được giao, không phải người đã chấm mục này."))
    if dossier.stage not in READABLE:
        raise Refused(
            _("Hồ sơ đang ở bước “%(stage)s” nên không đọc lại nữa.")
            % {"stage": dossier.get_stage_display()}
        )
    if award.version != seen_award:
        raise Refused(_("Điểm thẩm định vừa được sửa. Hãy tải lại trang và xem điểm mới."))
    _record(reading, award, draft)
    reading.reader_id, reading.read_by, reading.read_at = actor.user_id, actor.label, now
    reading.save()
    note(
        dossier,
        "reading.saved",
        about=f"component:{code}",
        actor=actor,
        now=now,
        data={
            "state": reading.state,
            "award": award.points,
            "points": reading.points,
            "not_applicable": reading.not_applicable,
            "reason": reading.reason,
        },
    )
    return reading


def _check_plan(plan: DrawPlan) -> None:
    if plan.share is None and plan.least_points is None and plan.least_percent is None:
        raise Refused(_("Hãy ghi tỷ lệ rút ngẫu nhiên hoặc mức chênh lệch."))
    if plan.share is not None and not plan.seed.strip():
        raise Refused(_("Hãy ghi mã rút, để ai cũng rút lại được đúng các mục này."))
    for percent in (plan.share, plan.least_percent):
        if percent is not None and not 0 < percent <= HUNDRED:
            raise Refused(_("Tỷ lệ phải lớn hơn 0 và không quá 100%."))
    if plan.least_points is not None and plan.least_points <= 0:
        raise Refused(_("Mức chênh lệch phải lớn hơn 0 điểm."))


def _drawn(cases: Sequence[Drawn], plan: DrawPlan) -> tuple[list[Drawn], int]:
    """Return what is drawn, and from how many awards the sample was taken."""
    far = [
        Drawn(dossier=row.dossier, case=row.case, why=Why.DIFFERENCE)
        for row in cases
        if differs_by(row.case, points=plan.least_points, percent=plan.least_percent)
    ]
    if plan.share is None:
        return far, 0
    taken = {(row.dossier.pk, row.case.code) for row in far}
    left = [row for row in cases if (row.dossier.pk, row.case.code) not in taken]
    return [*far, *draw_sample(left, seed=plan.seed.strip(), share=plan.share)], len(left)


def _readers(scoring_round: Round, stored: StoredCriteriaSet) -> list[int]:
    """Return the agencies that appraise something of the set, in the order of their codes."""
    assigned = responsibilities(scoring_round.cycle, stored, Purpose.APPRAISE).values()
    rows = Unit.objects.filter(pk__in=set(assigned)).order_by("code")
    return list(rows.values_list("pk", flat=True))


def _reader_of(row: Drawn, readers: Sequence[int], place: int) -> int:
    """Return the next agency that is not the award's; where there is none, another person of it reads."""
    first = row.case.award.agency_id if row.case.award else 0
    others = [pk for pk in readers if pk != first]
    return others[place % len(others)] if others else first


def _record(reading: SecondReading, award: Award, draft: ReadingDraft) -> None:
    if draft.agrees:
        reading.state, reading.points = ReadingState.AGREED, award.points
        reading.not_applicable, reading.reason = award.not_applicable, draft.reason.strip()
        return
    dossier = reading.dossier
    check_points(
        load_line(dossier, reading.code),
        draft.points,
        not_applicable=draft.not_applicable,
        places=criteria_set_of(dossier.criteria_set).points_places,
        missing=_("Hãy ghi điểm đề nghị."),
    )
    points = None if draft.not_applicable else draft.points
    if (points, draft.not_applicable) == (award.points, award.not_applicable):
        raise Refused(_("Điểm đề nghị bằng điểm thẩm định: hãy chọn “Đồng ý”."))
    if not draft.reason.strip():
        raise Refused(_("Hãy ghi lý do đề nghị điểm khác."))
    reading.state, reading.points = ReadingState.DIFFERS, points
    reading.not_applicable, reading.reason = draft.not_applicable, draft.reason.strip()
