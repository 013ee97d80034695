"""Every action of the procedure with valid arguments, tried by anybody in any state."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Model

from parindex.accounts.rules import Actor
from parindex.appraisal import operations as council
from parindex.appraisal.models import (
    Award,
    Recusal,
    Reply,
    Ruling,
    Substitution,
    SupplementItem,
)
from parindex.appraisal.openness import decided_hash
from parindex.assessments import operations as desk
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import ComponentEntry, EvidenceLink, FactEntry
from parindex.assessments.queries import load_workbook
from parindex.cycles import operations as planning
from parindex.cycles.choices import Purpose
from parindex.cycles.models import GuideDocument, Round
from parindex.evidence.models import EvidenceDocument
from parindex.kernel.errors import PersonError
from parindex.results.operations import publish_results
from tests.procedure.support.states import CODE, DAY, Scene
from tests.support.story import details, pdf

Try = Callable[[Scene, Actor], object]
NOWHERE = 0  # the id of nothing
SURVEY = "2.3"
_numbers = itertools.count(1)


def _version(model: type[Model], scene: Scene, **named: Any) -> int:
    row: Any = model._default_manager.filter(dossier=scene.dossier, **named).first()
    return row.version if row else 0


def _here(scene: Scene, actor: Actor) -> dict[str, Any]:
    return {"dossier_id": scene.dossier.pk, "actor": actor, "now": scene.now}


def _on_sheet(scene: Scene, actor: Actor) -> dict[str, Any]:
    return {"sheet_id": scene.sheet.pk, "actor": actor, "now": scene.now}


def _in_cycle(scene: Scene, actor: Actor) -> dict[str, Any]:
    return {"cycle": scene.world.cycle, "actor": actor, "now": scene.now}


def _in_round(scene: Scene, actor: Actor) -> dict[str, Any]:
    return {"scoring_round": scene.world.round, "actor": actor, "now": scene.now}


# ------------------------------------------------------------------ the unit's desk


def save_fact(scene: Scene, actor: Actor) -> object:
    return desk.save_fact(
        fact_code="plan_published",
        wire=False,
        expected_version=_version(FactEntry, scene, fact_code="plan_published"),
        **_here(scene, actor),
    )


def save_component(scene: Scene, actor: Actor) -> object:
    return desk.save_component(
        code=CODE,
        draft=desk.ComponentDraft(self_score=Decimal(1), reason="Mới công khai một phần"),
        expected_version=_version(ComponentEntry, scene, code=CODE),
        **_here(scene, actor),
    )


def save_remarks(scene: Scene, actor: Actor) -> object:
    return desk.save_remarks(
        difficulties="Thiếu người",
        proposals="Tập huấn thêm",
        expected_version=scene.sheet.version,
        **_on_sheet(scene, actor),
    )


def attach_document(scene: Scene, actor: Actor) -> object:
    issued = details("15/BC-UBND", issued_on=dt.date(2019, 2, 1))
    return desk.attach_document(code=CODE, details=issued, upload=pdf(), **_here(scene, actor))


def attach_existing(scene: Scene, actor: Actor) -> object:
    newest = EvidenceDocument.objects.filter(unit=scene.sheet.unit).last()
    return desk.attach_existing(
        code=CODE, document_id=newest.pk if newest else NOWHERE, **_here(scene, actor)
    )


def detach_document(scene: Scene, actor: Actor) -> object:
    return desk.detach_document(code=CODE, document_id=_kept_document(scene), **_here(scene, actor))


def _kept_document(scene: Scene) -> int:
    links = EvidenceLink.objects.filter(dossier=scene.dossier, code=CODE)
    return links.values_list("document_id", flat=True).first() or NOWHERE


def _keep_document(scene: Scene) -> None:
    """Let the desk of CODE bring a document, where it may."""
    own = scene.dossier.unit_id != scene.world.district.pk
    with contextlib.suppress(PersonError):
        attach_document(scene, scene.actor("clerk-1" if own else "nv.clerk"))


def _free_document(scene: Scene) -> None:
    """Leave a document in the store that no component names."""
    _keep_document(scene)
    EvidenceLink.objects.filter(document=EvidenceDocument.objects.last()).delete()


def request_approval(scene: Scene, actor: Actor) -> object:
    return desk.request_approval(**_on_sheet(scene, actor))


def approve_sheet(scene: Scene, actor: Actor) -> object:
    return desk.approve_sheet(
        seen_hash=sheet_hash(load_workbook(scene.dossier), scene.sheet),
        late_explanation="Mất điện",
        **_on_sheet(scene, actor),
    )


def return_sheet(scene: Scene, actor: Actor) -> object:
    return desk.return_sheet(reason="Ghi rõ số văn bản", **_on_sheet(scene, actor))


def recall_sheet(scene: Scene, actor: Actor) -> object:
    return desk.recall_sheet(**_on_sheet(scene, actor))


def submit_dossier(scene: Scene, actor: Actor) -> object:
    return desk.submit_dossier(late_explanation="Mất điện", **_here(scene, actor))


# ------------------------------------------------------------------ the coordinator


def grant_extension(scene: Scene, actor: Actor) -> object:
    return desk.grant_extension(
        due_at=max(scene.now, scene.dossier.due_at) + DAY,
        document_number="20/UBND-NV",
        document_date=scene.now.date(),
        reason="Bão",
        **_here(scene, actor),
    )


def start_round(scene: Scene, actor: Actor) -> object:
    later = Round.objects.filter(starts_from=scene.world.round).first()
    return desk.start_round(scoring_round=later or scene.world.round, actor=actor, now=scene.now)


def share_out(scene: Scene, actor: Actor) -> object:
    return desk.share_out(**_reassigned(scene), **_in_cycle(scene, actor))


def assign(scene: Scene, actor: Actor) -> object:
    return planning.assign(**_reassigned(scene), **_in_cycle(scene, actor))


def _reassigned(scene: Scene) -> dict[str, Any]:
    own = scene.dossier.unit_id != scene.world.district.pk
    return {
        "criteria_set": scene.dossier.criteria_set,
        "purpose": Purpose.APPRAISE if own else Purpose.SELF_SCORE,
        "node_code": "1.2.2",
        "agency": scene.world.home_affairs,
        "source": "Công văn mẫu",
    }


def attach_guide(scene: Scene, actor: Actor) -> object:
    return planning.attach_guide(
        criteria_set=scene.dossier.criteria_set,
        node_code=CODE,
        details=planning.GuideDetails(title="Hướng dẫn chấm"),
        upload=pdf("huong-dan.pdf"),
        **_in_cycle(scene, actor),
    )


def withdraw_guide(scene: Scene, actor: Actor) -> object:
    guide = GuideDocument.objects.get(cycle=scene.world.cycle)
    return planning.withdraw_guide(guide_id=guide.pk, actor=actor, now=scene.now)


def _give_guide(scene: Scene) -> None:
    attach_guide(scene, scene.actor("coordinator"))


def publish(scene: Scene, actor: Actor) -> object:
    return publish_results(
        criteria_set=scene.dossier.criteria_set,
        decision_number="100/QĐ-UBND",
        decision_date=scene.now.date(),
        signed_by="Nguyễn Văn Mẫu",
        correction_reason="Đính chính mục 1.1",
        **_in_round(scene, actor),
    )


def _sign(scene: Scene) -> None:
    with contextlib.suppress(PersonError):
        sign_off_round(scene, scene.actor("chair"))


# ------------------------------------------------------------------ the council


def save_award(scene: Scene, actor: Actor) -> object:
    return council.save_award(
        code=CODE,
        draft=council.AwardDraft(points=Decimal(0), reason="Không thấy dấu"),
        expected_version=_version(Award, scene, code=CODE),
        **_here(scene, actor),
    )


def record_survey_result(scene: Scene, actor: Actor) -> object:
    return council.record_survey_result(
        code=SURVEY,
        wire="70",
        expected_version=_version(FactEntry, scene, fact_code="satisfaction"),
        **_here(scene, actor),
    )


def _asked(scene: Scene) -> dict[str, Any]:
    return {"number": f"{next(_numbers)}/YC", "reason": "Gửi thêm", "due_at": scene.now + 3 * DAY}


def request_supplement(scene: Scene, actor: Actor) -> object:
    return council.request_supplement(codes=["1.2.2"], **_asked(scene), **_here(scene, actor))


def request_supplement_of_many(scene: Scene, actor: Actor) -> object:
    return council.request_supplement_of_many(
        codes={scene.dossier.pk: ["1.2.2"]}, **_asked(scene), actor=actor, now=scene.now
    )


def _item(scene: Scene) -> int:
    item = SupplementItem.objects.filter(request__dossier=scene.dossier).first()
    return item.pk if item else NOWHERE


def attach_supplement(scene: Scene, actor: Actor) -> object:
    return council.attach_supplement(
        item_id=_item(scene), details=details("16/BC"), upload=pdf(), actor=actor, now=scene.now
    )


def answer_supplement(scene: Scene, actor: Actor) -> object:
    return council.answer_supplement(
        item_id=_item(scene), answer="Đã gửi bản có dấu", actor=actor, now=scene.now
    )


def draw_readings(scene: Scene, actor: Actor) -> object:
    return council.draw_readings(
        criteria_set=scene.dossier.criteria_set,
        plan=council.DrawPlan(seed="mẫu", share=Decimal(50)),
        **_in_round(scene, actor),
    )


def save_reading(scene: Scene, actor: Actor) -> object:
    return council.save_reading(
        code=CODE,
        draft=council.ReadingDraft(agrees=True, reason="Đã xem lại"),
        seen_award=_version(Award, scene, code=CODE),
        **_here(scene, actor),
    )


def send_provisional(scene: Scene, actor: Actor) -> object:
    return council.send_provisional(reply_due_at=scene.now + 5 * DAY, **_here(scene, actor))


def send_all_provisional(scene: Scene, actor: Actor) -> object:
    return council.send_all_provisional(reply_due_at=scene.now + 5 * DAY, **_in_round(scene, actor))


def save_reply(scene: Scene, actor: Actor) -> object:
    return council.save_reply(
        code="1.2.2",
        text="Báo cáo gửi đúng hạn",
        expected_version=_version(Reply, scene, code="1.2.2"),
        **_here(scene, actor),
    )


def post_message(scene: Scene, actor: Actor) -> object:
    return council.post_message(code=CODE, text="Xin xem ảnh", **_here(scene, actor))


def rule_on_component(scene: Scene, actor: Actor) -> object:
    return council.rule_on_component(
        code=CODE,
        draft=council.RulingDraft(points=Decimal(2), reason="Có ảnh chụp"),
        expected_version=_version(Ruling, scene, code=CODE),
        **_here(scene, actor),
    )


def decide_dossier(scene: Scene, actor: Actor) -> object:
    return council.decide_dossier(**_here(scene, actor))


def reopen_for_correction(scene: Scene, actor: Actor) -> object:
    return council.reopen_for_correction(reason="Tính nhầm", **_here(scene, actor))


def sign_off_round(scene: Scene, actor: Actor) -> object:
    return council.sign_off_round(
        criteria_set=scene.dossier.criteria_set,
        seen_hash=decided_hash(scene.world.round, scene.dossier.criteria_set),
        **_in_round(scene, actor),
    )


def appoint_substitute(scene: Scene, actor: Actor) -> object:
    return council.appoint_substitute(
        plan=council.SubstitutionPlan(
            agency_code=scene.world.justice.code,
            username="nv.leader",
            from_day=scene.now.date(),
            until_day=scene.now.date(),
            document_number="03/QĐ-HĐ",
            document_date=scene.now.date(),
            reason="Đi công tác",
        ),
        **_in_cycle(scene, actor),
    )


def end_substitution(scene: Scene, actor: Actor) -> object:
    row = Substitution.objects.get(agency=scene.world.home_affairs)
    return council.end_substitution(substitution_id=row.pk, **_in_cycle(scene, actor))


def declare_recusal(scene: Scene, actor: Actor) -> object:
    """Everybody of themselves; who is not on the council, of somebody who is."""
    members = ("nv.appraiser", "nv.recused", "tp.appraiser", "tp.clerk", "secretary", "chair")
    own = next((name for name in members if scene.actor(name) == actor), "nv.appraiser")
    return council.declare_recusal(
        username=own,
        unit_code=scene.world.communes[1].code,
        reason="Có người thân",
        **_in_cycle(scene, actor),
    )


def lift_recusal(scene: Scene, actor: Actor) -> object:
    row = Recusal.objects.get(cycle=scene.world.cycle)
    return council.lift_recusal(recusal_id=row.pk, **_in_cycle(scene, actor))


TRIES: tuple[Try, ...] = (
    *(save_fact, save_component, save_remarks, attach_document, attach_existing, detach_document),
    *(request_approval, approve_sheet, return_sheet, recall_sheet, submit_dossier),
    *(grant_extension, start_round, share_out, assign, attach_guide, withdraw_guide),
    *(save_award, record_survey_result, request_supplement, request_supplement_of_many),
    *(attach_supplement, answer_supplement, draw_readings, save_reading),
    *(send_provisional, send_all_provisional, save_reply, post_message),
    *(rule_on_component, decide_dossier, reopen_for_correction, sign_off_round),
    *(appoint_substitute, end_substitution, declare_recusal, lift_recusal, publish),
)
BY_NAME: dict[str, Try] = {
    "publish_results" if action is publish else action.__name__: action for action in TRIES
}
ARRANGED: dict[str, Callable[[Scene], None]] = {
    "attach_existing": _free_document,
    "detach_document": _keep_document,
    "withdraw_guide": _give_guide,
    "publish_results": _sign,
}
