"""From awards to the final word: provisional notice, replies, rulings, decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.docket import Docket
from parindex.appraisal.models import Decision, ProvisionalNotice, Reply, Ruling
from parindex.appraisal.operations.judging import check_points, stored_judgement
from parindex.appraisal.queries import is_left_out, load_docket
from parindex.appraisal.rules import (
    APPRAISABLE,
    is_open_for_reply,
    may_answer,
    may_rule,
    may_send,
)
from parindex.assessments.choices import Stage
from parindex.assessments.fingerprint import require_as_handed_in
from parindex.assessments.models import Dossier
from parindex.assessments.operations.locking import leaf_of, locked_dossier
from parindex.assessments.operations.noting import note, require_version, stamp
from parindex.assessments.queries import load_line
from parindex.assessments.workbook import Line
from parindex.criteria.queries import criteria_set_of
from parindex.kernel import canonical
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Denied, Refused, Stale
from parindex.viet import format_decimal


@dataclass(frozen=True, kw_only=True)
class RulingDraft:
    """The chair's word on a component; ``points`` None only where it does not apply."""

    points: Decimal | None
    reason: str
    not_applicable: bool = False


@transaction.atomic
def send_provisional(
    *, dossier_id: int, reply_due_at: dt.datetime, actor: Actor, now: dt.datetime
) -> ProvisionalNotice:
    """Send the awards to the unit, which may reply until ``reply_due_at``.

    Raises Refused while a component is not awarded, a request for supplements is open, or an
    award no longer fits what was handed in (Docket.notice_obstacles says all of it).
    """
    dossier = locked_dossier(dossier_id)
    if not may_send(actor, dossier):
        raise Denied(_("Chỉ Thư ký Hội đồng, không phải của đơn vị này, gửi kết quả tạm thời."))
    _require_stage(dossier, *APPRAISABLE)
    if reply_due_at <= now:
        raise Refused(_("Hạn giải trình phải sau thời điểm hiện tại."))
    docket = load_docket(dossier)
    require_as_handed_in(docket.workbook)
    obstacles = docket.notice_obstacles(now)
    if obstacles:
        raise Refused(obstacles[0])
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
    *,
    dossier_id: int,
    code: str,
    draft: RulingDraft,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> Ruling:
    """Let the chair set the final points of one component over the award, with a reason.

    "Not applicable" only where the unit asked for it. Raises Denied to anybody else, Refused
    when the ruling is incomplete or not allowed, Stale on an old version.
    """
    dossier = _dossier_for_chair(dossier_id, actor)
    leaf_of(dossier, code)
    line = load_line(dossier, code)
    _check_ruling(line, draft, criteria_set_of(dossier.criteria_set).points_places)
    fields = {
        "points": None if draft.not_applicable else draft.points,
        "reason": draft.reason.strip(),
        "not_applicable": draft.not_applicable,
    }
    ruling = Ruling.objects.filter(dossier=dossier, code=code).first()
    if ruling is not None and all(getattr(ruling, name) == value for name, value in fields.items()):
        return ruling
    _require_seen(ruling, expected_version)
    before = stored_judgement(ruling)
    ruling = ruling or Ruling(dossier=dossier, code=code, version=0)
    for name, value in fields.items():
        setattr(ruling, name, value)
    ruling.version += 1
    ruling.ruled_by, ruling.ruled_at = actor.full_name, now
    ruling.save()
    note(
        dossier,
        "component.ruled",
        about=f"component:{code}",
        actor=actor,
        now=now,
        data={"before": before, "after": fields},
    )
    return ruling


@transaction.atomic
def decide_dossier(*, dossier_id: int, actor: Actor, now: dt.datetime) -> Decision:
    """Close a dossier: from here on its final points do not change.

    Raises Refused while the unit may still reply and has not let the window pass. A dossier whose
    result is published without it needs a correction: the journal says so (and ``is_left_out``).
    """
    dossier = _dossier_for_chair(dossier_id, actor)
    notice = ProvisionalNotice.objects.get(dossier=dossier)
    if now < notice.reply_due_at:
        raise Refused(
            _("Đơn vị còn được giải trình đến %(due)s; kết luận sau thời điểm đó.")
            % {"due": moment_text(notice.reply_due_at)}
        )
    docket = load_docket(dossier)
    require_as_handed_in(docket.workbook)
    decision = Decision.objects.create(
        dossier=dossier, decided_at=now, decided_by=actor.full_name, content_hash=final_hash(docket)
    )
    _move(dossier, Stage.DECIDED)
    note(
        dossier,
        "dossier.decided",
        actor=actor,
        now=now,
        data={
            "content_hash": decision.content_hash,
            **({"correction_needed": True} if is_left_out(dossier) else {}),
        },
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
    if not may_rule(actor, dossier):
        raise Denied(_("Chỉ Chủ tịch Hội đồng được kết luận."))
    _require_stage(dossier, Stage.AWAITING_REPLY)
    return dossier


def _check_ruling(line: Line, draft: RulingDraft, places: int) -> None:
    check_points(
        line,
        draft.points,
        not_applicable=draft.not_applicable,
        places=places,
        missing=_("Hãy ghi điểm kết luận."),
    )
    if not draft.reason.strip():
        raise Refused(_("Hãy ghi lý do kết luận."))


def _require_seen(ruling: Ruling | None, expected_version: int) -> None:
    """Raise Stale with the stored ruling when it is not the one that the person saw."""
    if ruling is None or ruling.version == expected_version:
        return
    at = moment_text(ruling.ruled_at)
    points = "" if ruling.points is None else format_decimal(ruling.points)
    raise Stale(
        _("%(who)s đã kết luận mục này lúc %(when)s, sau khi anh/chị mở trang.")
        % {"who": ruling.ruled_by, "when": at},
        by=ruling.ruled_by,
        at=at,
        version=ruling.version,
        theirs={"points": points, "reason": ruling.reason},
    )


def _require_stage(dossier: Dossier, *stages: Stage) -> None:
    if dossier.stage not in stages:
        raise Refused(
            _("Hồ sơ đang ở bước “%(stage)s” nên không làm được việc này.")
            % {"stage": dossier.get_stage_display()}
        )


def _move(dossier: Dossier, stage: Stage) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(stage=stage)
    dossier.stage = stage
