"""The acts of a yearly story, each played through the operations that the screens call."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal

from parindex.accounts.queries import actor_by_username
from parindex.accounts.rules import Actor
from parindex.appraisal import operations as council
from parindex.appraisal.docket import Case
from parindex.appraisal.openness import decided_hash
from parindex.appraisal.queries import load_docket
from parindex.assessments import operations as desk
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import dossier_by_id, load_line, load_workbook
from parindex.assessments.workbook import Line
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round
from parindex.engine import ScoredBy
from parindex.scenarios.drafting import clerk_of, window_of
from parindex.scenarios.evidence import synthetic_document
from parindex.scenarios.people import head_job, username
from parindex.units.models import Unit

CUT = "Tài liệu kiểm chứng chưa chứng minh đủ nội dung tự chấm."
REPLY = "Đơn vị đề nghị xem xét lại: nội dung đã có trong báo cáo năm, xin gửi kèm số trang."
RULED = "Hội đồng xem lại báo cáo năm, chấp nhận giải trình của đơn vị."
KEPT = "Hội đồng đã xem lại; báo cáo năm chưa có số liệu chứng minh, giữ nguyên điểm thẩm định."
DIFFICULTIES = "Trang thiết bị của bộ phận một cửa còn thiếu; cán bộ kiêm nhiệm nhiều việc."
PROPOSALS = (
    "Đề nghị cấp trên tổ chức tập huấn về cách chấm điểm và chuẩn bị tài liệu kiểm chứng sớm hơn."
)
ASKED = "Đề nghị bổ sung tài liệu kiểm chứng cho các mục nêu trên."
ANSWERED = "Đơn vị gửi bổ sung báo cáo kèm danh sách."
OWN_CASE = "Cơ quan được phân công không thẩm định hồ sơ của chính mình."


def leader_of(unit: Unit) -> Actor:
    """Return the head of a commune, district or agency."""
    return actor_by_username(username(unit, head_job(unit)))


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


def hand_in(dossier: Dossier, *, now: dt.datetime, late_explanation: str = "") -> None:
    """Hand in by the clerk on time, or by the head with an explanation after the deadline."""
    hand = leader_of(dossier.unit) if late_explanation else clerk_of(dossier.unit)
    submit(dossier, actor=hand, now=now, late_explanation=late_explanation)


def appraise(
    dossier: Dossier,
    *,
    seed: str,
    now: dt.datetime,
    share: float = 1.0,
    substitute: Actor | None = None,
) -> None:
    """Let the assigned agencies award; some points are cut, with a reason.

    An agency never judges its own dossier: there the ``substitute`` awards in its place.
    """
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    cases = list(load_docket(dossier).cases.values())
    judges: dict[int, Actor] = {dossier.unit_id: substitute} if substitute else {}
    for case in cases[: round(len(cases) * share)]:
        if case.agency_id is None or _stands(case):
            continue
        if case.agency_id not in judges:
            judges[case.agency_id] = clerk_of(Unit.objects.get(pk=case.agency_id))
        judge = judges[case.agency_id]
        if case.line.node.scored_by is ScoredBy.SURVEY:
            _award_survey(dossier, case.line, judge, chance=chance, now=now)
        else:
            _award(dossier, case, judge, chance=chance, now=now)


def _stands(case: Case) -> bool:
    """Tell whether a case needs no second look: it is awarded, and nothing came in since."""
    return case.award is not None and not case.supplements


def ask_supplement(
    dossier: Dossier, *, number: str, due_at: dt.datetime, actor: Actor, now: dt.datetime
) -> Sequence[int]:
    """Ask a unit in writing for evidence on two unproven components; return the items' ids."""
    lines = [
        line
        for line in load_workbook(dossier_by_id(dossier.pk)).lines.values()
        if line.is_self_scored and not line.not_applicable
    ]
    codes = [line.code for line in lines if not line.is_proven][:2]
    request = council.request_supplement(
        dossier_id=dossier.pk,
        number=number,
        codes=codes or [line.code for line in lines][-2:],
        reason=ASKED,
        due_at=due_at,
        actor=actor,
        now=now,
    )
    return [item.pk for item in request.items.all()]


def answer_supplement(dossier: Dossier, items: Sequence[int], *, now: dt.datetime) -> None:
    """Let the unit send what was asked for, each with a document."""
    clerk = clerk_of(dossier.unit)
    chance = random.Random(f"{dossier.unit.code}/{len(items)}")  # noqa: S311 - a story, not a secret
    for item_id in items:
        details, upload = synthetic_document(
            dossier.unit,
            wanted="Báo cáo bổ sung",
            chance=chance,
            window=window_of(dossier, now),
        )
        council.attach_supplement(
            item_id=item_id, details=details, upload=upload, actor=clerk, now=now
        )
        council.answer_supplement(item_id=item_id, answer=ANSWERED, actor=clerk, now=now)


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


def answer_reply(dossier: Dossier, code: str, *, actor: Actor, now: dt.datetime) -> None:
    """Let the council say why an award stays as it is."""
    council.post_message(dossier_id=dossier.pk, code=code, text=KEPT, actor=actor, now=now)


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


def sign_off(
    scoring_round: Round, criteria_set: StoredCriteriaSet, *, actor: Actor, now: dt.datetime
) -> None:
    """Let the chair sign what the council decided, as it stands."""
    council.sign_off_round(
        scoring_round=scoring_round,
        criteria_set=criteria_set,
        seen_hash=decided_hash(scoring_round, criteria_set),
        actor=actor,
        now=now,
    )


def _award(
    dossier: Dossier, case: Case, judge: Actor, *, chance: random.Random, now: dt.datetime
) -> None:
    council.save_award(
        dossier_id=dossier.pk,
        code=case.code,
        draft=_judgement(case.line, chance),
        expected_version=case.award.version if case.award else 0,
        actor=judge,
        now=now,
    )


def _judgement(line: Line, chance: random.Random) -> council.AwardDraft:
    if line.not_applicable:
        return council.AwardDraft(points=None, reason="", not_applicable=True)
    points, reason = line.counted or Decimal(0), ""
    if line.computed is not None and points > line.computed:
        points, reason = line.computed, CUT
    elif points > 0 and line.computed is not None and chance.random() < 0.05:
        points, reason = (points / 2).quantize(Decimal("0.01")), CUT
    return council.AwardDraft(points=points, reason=reason or _reason_for_none(line))


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
    computed = load_line(dossier, line.code).computed
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
