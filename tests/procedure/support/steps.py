"""The next proper step of a dossier, by the right people: so that a walk gets far enough to matter."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from parindex.accounts.rules import Actor
from parindex.appraisal import operations as council
from parindex.appraisal.models import (
    Award,
    ProvisionalNotice,
    Ruling,
    SecondReading,
    SupplementItem,
)
from parindex.appraisal.openness import decided_hash
from parindex.appraisal.operations import AwardDraft
from parindex.appraisal.rules import APPRAISABLE
from parindex.assessments import operations as desk
from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import Dossier, FactEntry, Sheet
from parindex.assessments.queries import dossier_by_id, load_workbook
from parindex.assessments.workbook import Line
from parindex.cycles.choices import Purpose
from parindex.cycles.queries import responsibilities
from parindex.engine import ScoredBy
from parindex.results.operations import publish_results
from tests.procedure.support.states import DAY
from tests.procedure.support.walking import CODES, Ground
from tests.support.story import FACTS, JUDGED, details, pdf


def step(ground: Ground, dossier: Dossier, rnd: Random) -> None:
    """Do whatever comes next for a dossier, as well as the moment allows."""
    ground.now = max(ground.now, dossier.round.opens_at)
    if dossier.stage == Stage.SELF_ASSESSMENT:
        _draft(ground, dossier, rnd)
    elif dossier.unit_id == ground.world.district.pk:
        return  # the district's own form is appraised by the province
    elif dossier.stage in APPRAISABLE:
        _appraise(ground, dossier, rnd)
    elif dossier.stage == Stage.AWAITING_REPLY:
        _conclude(ground, dossier, rnd)
    elif dossier.stage == Stage.PUBLISHED and rnd.random() < 0.5:
        ground.attempt(
            council.reopen_for_correction,
            dossier_id=dossier.pk,
            reason=ground.word(),
            actor=ground.actor("chair"),
        )
    else:
        _publish(ground, dossier)


def clerk_of(ground: Ground, sheet: Sheet, role: str = "clerk") -> str:
    """Return the username of a body's clerk or leader."""
    world = ground.world
    departments = {world.home_affairs.pk: f"nv.{role}", world.justice.pk: f"tp.{role}"}
    numbers = {unit.pk: f"{role}-{place}" for place, unit in enumerate(world.communes, start=1)}
    return (departments | numbers)[sheet.unit_id]


def _draft(ground: Ground, dossier: Dossier, rnd: Random) -> None:
    for sheet in dossier.sheets.select_related("unit", "dossier"):
        clerk = ground.actor(clerk_of(ground, sheet))
        if sheet.state == SheetState.DRAFTING:
            _fill_in(ground, dossier, sheet, rnd)
            ground.attempt(desk.request_approval, sheet_id=sheet.pk, actor=clerk)
        elif sheet.state == SheetState.AWAITING_APPROVAL:
            ground.attempt(
                desk.approve_sheet,
                sheet_id=sheet.pk,
                seen_hash=sheet_hash(load_workbook(dossier), sheet),
                late_explanation="mất điện",
                actor=ground.actor(clerk_of(ground, sheet, "leader")),
            )
    own = {unit.pk: place for place, unit in enumerate(ground.world.communes, start=1)}
    leader = f"leader-{own[dossier.unit_id]}" if dossier.unit_id in own else "district.leader"
    ground.attempt(
        desk.submit_dossier,
        dossier_id=dossier.pk,
        late_explanation="mất điện",
        actor=ground.actor(leader),
    )


def _fill_in(ground: Ground, dossier: Dossier, sheet: Sheet, rnd: Random) -> None:
    """Enter what is missing; proof only here and there."""
    actor = ground.actor(clerk_of(ground, sheet))
    for fact_code, wire in FACTS.items():
        if not FactEntry.objects.filter(dossier=dossier, fact_code=fact_code).exists():
            ground.attempt(
                desk.save_fact,
                dossier_id=dossier.pk,
                fact_code=fact_code,
                wire=wire,
                expected_version=0,
                actor=actor,
            )
    workbook = load_workbook(dossier)
    mine = [line for line in workbook.lines_of(sheet) if line.node.scored_by is not ScoredBy.SURVEY]
    proofs = rnd.choices("DDXN", k=len(mine))
    for line, proof in zip(mine, proofs, strict=True):
        if not line.is_finished or line.lacks_proof:
            _score(ground, dossier, line, proof)


def _score(ground: Ground, dossier: Dossier, line: Line, proof: str) -> None:
    """Score with a document (D), with an explanation (X), or with nothing (N)."""
    assert line.sheet is not None
    actor = ground.actor(clerk_of(ground, line.sheet))
    score = JUDGED if line.computed is None else line.computed
    ground.attempt(
        desk.save_component,
        dossier_id=dossier.pk,
        code=line.code,
        draft=desk.ComponentDraft(
            self_score=score,
            reason=ground.word(),
            explanation=ground.word() if proof == "X" else "",
        ),
        expected_version=line.entry.version if line.entry else 0,
        actor=actor,
    )
    if proof == "D":
        ground.attempt(
            desk.attach_document,
            dossier_id=dossier.pk,
            code=line.code,
            details=details(summary=ground.word()),
            upload=pdf(),
            actor=actor,
        )


def _appraise(ground: Ground, dossier: Dossier, rnd: Random) -> None:
    """Award what is not awarded, or what a supplement has outdated; then send the result."""
    if not dossier.supplement_requests.exists() and rnd.random() < 0.5:
        _ask(ground, dossier, rnd)
        return
    justice, judges = ground.actor("tp.appraiser"), _judges(ground, dossier)
    for item in SupplementItem.objects.filter(request__dossier=dossier, answered_at=None):
        clerk = ground.actor(f"clerk-{ground.world.communes.index(dossier.unit) + 1}")
        answer = ground.word()
        ground.attempt(council.answer_supplement, item_id=item.pk, answer=answer, actor=clerk)
    ground.attempt(
        council.record_survey_result,
        dossier_id=dossier.pk,
        code="2.3",
        wire="80",
        expected_version=0,
        actor=judges.get("2.3", justice),
    )
    ground.now += DAY
    generous = rnd.choice([True, False])
    for line in load_workbook(dossier).lines.values():
        points = line.counted if line.is_self_scored else line.computed
        full = line.node.max_points if generous else Decimal(0)
        for given in (full, points):
            award = Award.objects.filter(dossier=dossier, code=line.code).first()
            ground.attempt(
                council.save_award,
                dossier_id=dossier.pk,
                code=line.code,
                draft=AwardDraft(points=given, reason=ground.word()),
                expected_version=award.version if award else 0,
                actor=judges.get(line.code, justice),
            )
    if rnd.random() < 0.3:
        _draw_readings(ground, dossier, rnd)
    ground.attempt(
        council.send_provisional,
        dossier_id=dossier.pk,
        reply_due_at=ground.now + 14 * DAY,
        actor=ground.actor("secretary"),
    )


def _ask(ground: Ground, dossier: Dossier, rnd: Random) -> None:
    ground.attempt(
        council.request_supplement,
        dossier_id=dossier.pk,
        number=ground.word(),
        codes=rnd.sample(CODES, 2),
        reason=ground.word(),
        due_at=ground.now + 60 * DAY,
        actor=ground.actor("secretary"),
    )


def _judges(ground: Ground, dossier: Dossier) -> dict[str, Actor]:
    """Return who appraises each component by a seat today."""
    home = ground.world.home_affairs.pk
    names = {True: "nv.appraiser", False: "tp.appraiser"}
    found = responsibilities(dossier.round.cycle, dossier.criteria_set, Purpose.APPRAISE)
    return {code: ground.actor(names[agency == home]) for code, agency in found.items()}


def _draw_readings(ground: Ground, dossier: Dossier, rnd: Random) -> None:
    ground.attempt(
        council.draw_readings,
        scoring_round=dossier.round,
        criteria_set=dossier.criteria_set,
        plan=council.DrawPlan(seed=ground.word(), share=Decimal(rnd.choice([20, 60]))),
        actor=ground.actor("secretary"),
    )


def _conclude(ground: Ground, dossier: Dossier, rnd: Random) -> None:
    """Let the unit reply, the readers read, and the chair decide when the window is over.

    What the council asked for before it sent the result comes too late, whatever its own date.
    """
    for item in SupplementItem.objects.filter(request__dossier=dossier):
        ground.attempt(
            council.attach_supplement,
            item_id=item.pk,
            details=details(summary=ground.word()),
            upload=pdf(),
            actor=ground.actor(ground.desk_of(dossier)[0]),
        )
    notice = ProvisionalNotice.objects.get(dossier=dossier)
    if ground.now < notice.reply_due_at and rnd.random() < 0.5:
        ground.attempt(
            council.save_reply,
            dossier_id=dossier.pk,
            code=rnd.choice(CODES),
            text=ground.word(),
            expected_version=0,
            actor=ground.actor(ground.desk_of(dossier)[0]),
        )
        return
    home = ground.world.home_affairs.pk
    for reading in SecondReading.objects.filter(dossier=dossier):
        ground.attempt(
            council.save_reading,
            dossier_id=dossier.pk,
            code=reading.code,
            draft=council.ReadingDraft(agrees=True, reason=ground.word()),
            seen_award=Award.objects.get(dossier=dossier, code=reading.code).version,
            actor=ground.actor("nv.appraiser" if reading.agency_id == home else "tp.appraiser"),
        )
    chair, code = ground.actor("chair"), rnd.choice(CODES)
    ruling = Ruling.objects.filter(dossier=dossier, code=code).first()
    ground.attempt(
        council.rule_on_component,
        dossier_id=dossier.pk,
        code=code,
        draft=council.RulingDraft(points=Decimal(rnd.choice([0, 1])), reason=ground.word()),
        expected_version=ruling.version if ruling else 0,
        actor=chair,
    )
    ground.now = max(ground.now, notice.reply_due_at)
    ground.attempt(council.decide_dossier, dossier_id=dossier.pk, actor=chair)


def _publish(ground: Ground, dossier: Dossier) -> None:
    dossier = dossier_by_id(dossier.pk)
    which = {"scoring_round": dossier.round, "criteria_set": dossier.criteria_set}
    ground.now = max(ground.now, dossier.round.due_at)
    ground.attempt(
        council.sign_off_round,
        **which,
        seen_hash=decided_hash(dossier.round, dossier.criteria_set),
        actor=ground.actor("chair"),
    )
    ground.attempt(
        publish_results,
        **which,
        decision_number=ground.word(),
        decision_date=ground.now.date(),
        signed_by="Nguyễn Văn Mẫu",
        correction_reason="đính chính",
        actor=ground.actor("coordinator"),
    )
