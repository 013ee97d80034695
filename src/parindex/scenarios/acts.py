"""The acts of a yearly story, each played through the operations that the screens call."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from parindex.accounts.queries import actor_by_username
from parindex.accounts.rules import Actor
from parindex.appraisal import operations as council
from parindex.appraisal.docket import Case
from parindex.appraisal.queries import load_docket
from parindex.assessments import operations as desk
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import dossier_by_id, load_workbook
from parindex.assessments.workbook import Line, Workbook
from parindex.engine import ScoredBy
from parindex.scenarios.evidence import synthetic_document
from parindex.scenarios.people import username_stem
from parindex.scenarios.synthetic import stepped, synthetic_facts
from parindex.units.models import Unit

EXPLANATION = (
    "Nội dung đã thực hiện trong năm; văn bản chung của huyện, đơn vị không ban hành văn bản riêng."
)
CLAIM = "Đơn vị đã hoàn thành bổ sung sau thời điểm tổng hợp số liệu, đề nghị xem xét."
CUT = "Tài liệu kiểm chứng chưa chứng minh đủ nội dung tự chấm."
REPLY = "Đơn vị đề nghị xem xét lại: nội dung đã có trong báo cáo năm, xin gửi kèm số trang."
RULED = "Hội đồng xem lại báo cáo năm, chấp nhận giải trình của đơn vị."
DIFFICULTIES = "Trang thiết bị của bộ phận một cửa còn thiếu; cán bộ kiêm nhiệm nhiều việc."
PROPOSALS = (
    "Đề nghị huyện tổ chức tập huấn về cách chấm điểm và chuẩn bị tài liệu kiểm chứng sớm hơn."
)


def clerk_of(unit: Unit) -> Actor:
    """Return the clerk of a commune or department."""
    return actor_by_username(f"{username_stem(unit)}.canbo")


def leader_of(unit: Unit) -> Actor:
    """Return the head of a commune or department."""
    stem = username_stem(unit)
    return actor_by_username(f"{stem}.truongphong" if unit.is_agency else f"{stem}.chutich")


def draft(
    dossier: Dossier, *, quality: float, seed: str, now: dt.datetime, share: float = 1.0
) -> None:
    """Let the clerks fill in a dossier: facts, self-scores, evidence, explanations.

    ``share`` below 1 leaves the rest of the form for later. Everything follows from the seed.
    """
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    workbook = load_workbook(dossier)
    clerks = {sheet.pk: clerk_of(sheet.unit) for sheet in workbook.sheets}
    lines = [
        (line, clerks[line.sheet.pk])
        for line in workbook.lines.values()
        if line.is_self_scored and line.sheet is not None
    ]
    lines = lines[: round(len(lines) * share)]
    values = synthetic_facts(workbook.criteria_set, quality=quality, chance=chance)
    _enter_facts(workbook, values, {line.code: clerk for line, clerk in lines}, now=now)
    scored = load_workbook(dossier).lines
    for line, clerk in lines:
        _fill_line(
            dossier,
            scored[line.code],
            clerk,
            quality=quality,
            chance=chance,
            now=now,
        )


def put_before_leaders(dossier: Dossier, *, now: dt.datetime) -> None:
    """Add the remarks and ask every sheet's leader."""
    for sheet in dossier.sheets.select_related("unit"):
        clerk = clerk_of(sheet.unit)
        desk.save_remarks(
            sheet_id=sheet.pk,
            difficulties=DIFFICULTIES,
            proposals=PROPOSALS,
            expected_version=sheet.version,
            actor=clerk,
            now=now,
        )
        desk.request_approval(sheet_id=sheet.pk, actor=clerk, now=now)


def approve(dossier: Dossier, *, now: dt.datetime) -> None:
    """Let every sheet's leader approve what they see."""
    for sheet in dossier.sheets.select_related("unit"):
        approve_one(dossier, sheet, now=now)


def approve_one(dossier: Dossier, sheet: Sheet, *, now: dt.datetime) -> None:
    """Let one leader approve one sheet."""
    seen = sheet_hash(load_workbook(dossier), sheet)
    desk.approve_sheet(sheet_id=sheet.pk, seen_hash=seen, actor=leader_of(sheet.unit), now=now)


def submit(dossier: Dossier, *, actor: Actor, now: dt.datetime, late_explanation: str = "") -> None:
    """Hand in; late only with the head's explanation."""
    desk.submit_dossier(
        dossier_id=dossier.pk, late_explanation=late_explanation, actor=actor, now=now
    )


def appraise(dossier: Dossier, *, seed: str, now: dt.datetime, share: float = 1.0) -> None:
    """Let the assigned departments award; some points are cut, with a reason."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    docket = load_docket(dossier)
    cases = list(docket.cases.values())
    judges: dict[int, Actor] = {}
    for case in cases[: round(len(cases) * share)]:
        if case.agency_id is None or _stands(case):
            continue
        judge = judges.setdefault(case.agency_id, clerk_of(Unit.objects.get(pk=case.agency_id)))
        if case.line.node.scored_by is ScoredBy.SURVEY:
            _award_survey(dossier, case.line, judge, chance=chance, now=now)
        else:
            _award(dossier, case, judge, chance=chance, now=now)


def _stands(case: Case) -> bool:
    """Tell whether a case needs no second look: it is awarded, and nothing came in since."""
    return case.award is not None and not case.supplements


def reply(dossier: Dossier, *, actor: Actor, now: dt.datetime, most: int = 2) -> list[str]:
    """Let the unit reply to the first awards that cut its points; return their codes."""
    cut = [
        case.code
        for case in load_docket(dossier).cases.values()
        if case.award
        and case.award.points is not None
        and case.proposed
        and case.award.points < case.proposed
    ][:most]
    for code in cut:
        council.save_reply(
            dossier_id=dossier.pk, code=code, text=REPLY, expected_version=0, actor=actor, now=now
        )
    return cut


def decide(dossier: Dossier, *, accepted: list[str], actor: Actor, now: dt.datetime) -> None:
    """Let the chair accept some replies and close the dossier."""
    lines = load_workbook(dossier_by_id(dossier.pk)).lines
    for code in accepted:
        council.rule_on_component(
            dossier_id=dossier.pk,
            code=code,
            draft=council.RulingDraft(points=lines[code].counted or Decimal(0), reason=RULED),
            expected_version=0,
            actor=actor,
            now=now,
        )
    council.decide_dossier(dossier_id=dossier.pk, actor=actor, now=now)


def _enter_facts(
    workbook: Workbook, values: Mapping[str, Any], clerks: Mapping[str, Actor], *, now: dt.datetime
) -> None:
    """Enter every fact once, by the clerk of the first component that uses it and is being filled in."""
    for fact_code, wire in values.items():
        first = workbook.criteria_set.leaves_using(fact_code)[0]
        if first.code not in clerks:
            continue
        desk.save_fact(
            dossier_id=workbook.dossier.pk,
            fact_code=fact_code,
            wire=wire,
            expected_version=0,
            actor=clerks[first.code],
            now=now,
        )


def _fill_line(
    dossier: Dossier,
    line: Line,
    clerk: Actor,
    *,
    quality: float,
    chance: random.Random,
    now: dt.datetime,
) -> None:
    luck = chance.random()
    score, reason = _own_score(line, quality, luck)
    proven_by_words = 0.90 < luck <= 0.97
    entry = desk.ComponentDraft(
        self_score=score, reason=reason, explanation=EXPLANATION if proven_by_words else ""
    )
    desk.save_component(
        dossier_id=dossier.pk, code=line.code, draft=entry, expected_version=0, actor=clerk, now=now
    )
    if luck > 0.90 or line.sheet is None:
        return  # words only, or (above 0.97) nothing at all: no points
    wanted = line.node.evidence[0] if line.node.evidence else "Báo cáo cải cách hành chính năm 2019"
    details, upload = synthetic_document(line.sheet.unit, wanted=wanted, chance=chance)
    desk.attach_document(
        dossier_id=dossier.pk, code=line.code, details=details, upload=upload, actor=clerk, now=now
    )


def _own_score(line: Line, quality: float, luck: float) -> tuple[Decimal, str]:
    """Most units take the computed points; a few claim all points, with a reason."""
    top = line.node.max_points
    if line.computed is None:
        return stepped(quality, low=Decimal(0), high=top, step=Decimal("0.25")), ""
    if luck < 0.04 and line.computed < top:
        return top, CLAIM
    return line.computed, ""


def _award(
    dossier: Dossier, case: Case, judge: Actor, *, chance: random.Random, now: dt.datetime
) -> None:
    line = case.line
    points, reason = line.counted or Decimal(0), ""
    if line.computed is not None and points > line.computed:
        points, reason = line.computed, CUT
    elif points > 0 and line.computed is not None and chance.random() < 0.05:
        points, reason = (points / 2).quantize(Decimal("0.01")), CUT
    council.save_award(
        dossier_id=dossier.pk,
        code=line.code,
        draft=council.AwardDraft(points=points, reason=reason or _reason_for_none(line)),
        expected_version=case.award.version if case.award else 0,
        actor=judge,
        now=now,
    )


def _reason_for_none(line: Line) -> str:
    return "Đơn vị không tự chấm mục này." if line.counted is None else ""


def _award_survey(
    dossier: Dossier, line: Line, judge: Actor, *, chance: random.Random, now: dt.datetime
) -> None:
    share = f"{chance.uniform(72, 96):.2f}"
    council.record_survey_result(
        dossier_id=dossier.pk,
        code=line.code,
        wire=share,
        expected_version=0,
        actor=judge,
        now=now,
    )
    computed = load_workbook(dossier).lines[line.code].computed
    council.save_award(
        dossier_id=dossier.pk,
        code=line.code,
        draft=council.AwardDraft(
            points=computed, reason="Theo kết quả điều tra xã hội học (giả lập)."
        ),
        expected_version=0,
        actor=judge,
        now=now,
    )
