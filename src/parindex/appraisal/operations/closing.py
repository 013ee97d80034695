"""From awards to the final word: provisional notice, replies, rulings, decision."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.docket import Docket
from parindex.appraisal.models import Decision, ProvisionalNotice, Reply, Ruling
from parindex.appraisal.queries import load_docket
from parindex.appraisal.rules import APPRAISABLE, belongs_to, is_open_for_reply, may_answer
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.operations.drafting import check_score
from parindex.assessments.operations.locking import leaf_of, locked_dossier
from parindex.assessments.operations.noting import note, require_version, stamp
from parindex.assessments.queries import load_line
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.rules import is_chair, is_secretary
from parindex.kernel import canonical
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Denied, Refused


@transaction.atomic
def send_provisional(
    *, dossier_id: int, reply_due_at: dt.datetime, actor: Actor, now: dt.datetime
) -> ProvisionalNotice:
    """Send the awards to the unit, which may reply until ``reply_due_at``."""
    dossier = locked_dossier(dossier_id)
    if not is_secretary(actor, dossier.round.cycle):
        raise Denied(_("Chỉ Thư ký Hội đồng được gửi kết quả tạm thời."))
    _require_stage(dossier, *APPRAISABLE)
    if reply_due_at <= now:
        raise Refused(_("Hạn giải trình phải sau thời điểm hiện tại."))
    unawarded = load_docket(dossier).unawarded
    if unawarded:
        raise Refused(
            _("Còn %(count)d mục chưa thẩm định, trước hết là mục %(code)s.")
            % {"count": len(unawarded), "code": unawarded[0].code}
        )
    notice = ProvisionalNotice.objects.create(
        dossier=dossier, sent_at=now, sent_by=actor.full_name, reply_due_at=reply_due_at
    )
    _move(dossier, Stage.AWAITING_REPLY)
    note(dossier, "provisional.sent", actor=actor, now=now, data={"reply_due_at": reply_due_at})
    return notice


@transaction.atomic
def save_reply(
    *, dossier_id: int, code: str, text: str, expected_version: int, actor: Actor, now: dt.datetime
) -> Reply:
    """Reply to one award; raises Refused after the window, Stale on an old version."""
    dossier = locked_dossier(dossier_id)
    leaf_of(dossier, code)
    if not may_answer(actor, dossier):
        raise Denied(_("Chỉ đơn vị được thẩm định mới giải trình."))
    notice = ProvisionalNotice.objects.filter(dossier=dossier).first()
    if notice is None or not is_open_for_reply(dossier, notice, now):
        raise Refused(_("Thời hạn giải trình chưa mở hoặc đã hết."))
    if not text.strip():
        raise Refused(_("Hãy ghi nội dung giải trình."))
    reply = Reply.objects.filter(dossier=dossier, code=code).first()
    if reply is not None and reply.text == text.strip():
        return reply
    require_version(reply, expected_version, {"text": reply.text if reply else ""})
    before = reply.text if reply else ""
    reply = reply or Reply(dossier=dossier, code=code, version=0)
    reply.text = text.strip()
    stamp(reply, actor=actor, now=now)
    note(
        dossier,
        "award.replied",
        about=f"component:{code}",
        actor=actor,
        now=now,
        data={"before": before, "after": reply.text},
    )
    return reply


@transaction.atomic
def rule_on_component(
    *, dossier_id: int, code: str, points: Decimal, reason: str, actor: Actor, now: dt.datetime
) -> Ruling:
    """Let the chair set the final points of one component over the award, with a reason."""
    dossier = _dossier_for_chair(dossier_id, actor)
    node = leaf_of(dossier, code)
    check_score(
        points,
        node=node,
        places=criteria_set_of(dossier.criteria_set).points_places,
    )
    line = load_line(dossier, code)
    if points > 0 and line.is_self_scored and not line.is_proven:
        raise Refused(
            _("Mục này không có tài liệu kiểm chứng và không giải trình nên không được chấm điểm.")
        )
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do kết luận."))
    ruling, _created = Ruling.objects.update_or_create(
        dossier=dossier,
        code=code,
        defaults={
            "points": points,
            "reason": reason.strip(),
            "ruled_by": actor.full_name,
            "ruled_at": now,
        },
    )
    note(
        dossier,
        "component.ruled",
        about=f"component:{code}",
        actor=actor,
        now=now,
        data={"points": points, "reason": ruling.reason},
    )
    return ruling


@transaction.atomic
def decide_dossier(*, dossier_id: int, actor: Actor, now: dt.datetime) -> Decision:
    """Close a dossier: from here on its final points do not change.

    Raises Refused while the unit may still reply and has not let the window pass.
    """
    dossier = _dossier_for_chair(dossier_id, actor)
    notice = ProvisionalNotice.objects.get(dossier=dossier)
    if now < notice.reply_due_at:
        raise Refused(
            _("Đơn vị còn được giải trình đến %(due)s; kết luận sau thời điểm đó.")
            % {"due": moment_text(notice.reply_due_at)}
        )
    docket = load_docket(dossier)
    decision = Decision.objects.create(
        dossier=dossier, decided_at=now, decided_by=actor.full_name, content_hash=final_hash(docket)
    )
    _move(dossier, Stage.DECIDED)
    note(
        dossier,
        "dossier.decided",
        actor=actor,
        now=now,
        data={"content_hash": decision.content_hash},
    )
    return decision


def final_hash(docket: Docket) -> str:
    """Return the SHA-256 over the final points and reasons of all components."""
    return canonical.sha256(
        {
            code: [case.final, case.not_applicable, case.final_reason]
            for code, case in docket.cases.items()
        }
    )


def _dossier_for_chair(dossier_id: int, actor: Actor) -> Dossier:
    dossier = locked_dossier(dossier_id)
    if not is_chair(actor, dossier.round.cycle) or belongs_to(actor, dossier):
        raise Denied(_("Chỉ Chủ tịch Hội đồng được kết luận."))
    _require_stage(dossier, Stage.AWAITING_REPLY)
    return dossier


def _require_stage(dossier: Dossier, *stages: Stage) -> None:
    if dossier.stage not in stages:
        raise Refused(
            _("Hồ sơ đang ở bước “%(stage)s” nên không làm được việc này.")
            % {"stage": dossier.get_stage_display()}
        )


def _move(dossier: Dossier, stage: Stage) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(stage=stage)
    dossier.stage = stage
