"""From awards to the final word: provisional notice, replies, rulings, decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.frozen import freeze
from parindex.appraisal.models import Decision, Reply, Ruling
from parindex.appraisal.operations.judging import check_points, stored_judgement
from parindex.appraisal.queries import is_left_out, load_docket
from parindex.appraisal.rules import (
    CLOSED,
    is_thread_closed,
    may_rule,
)
from parindex.assessments.choices import Stage
from parindex.assessments.fingerprint import require_as_handed_in
from parindex.assessments.models import Dossier
from parindex.assessments.operations.locking import leaf_of, locked_dossier
from parindex.assessments.operations.noting import note
from parindex.assessments.queries import load_line
from parindex.assessments.workbook import Line
from parindex.criteria.queries import criteria_set_of
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
    is_same = ruling is not None and all(
        getattr(ruling, name) == value for name, value in fields.items()
    )
    if ruling is not None and is_same and not _came_in_since(ruling):
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
    """Close a dossier: from here on its final points do not change, unless the chair reopens it.

    Raises Refused while the unit may still reply and has not let the window pass, or a second
    reading is not settled. A dossier whose result is published without it needs a correction: the
    journal says so (and ``is_left_out``).
    """
    dossier = _dossier_for_chair(dossier_id, actor)
    docket = load_docket(dossier)
    if obstacles := docket.decision_obstacles(now):
        raise Refused(obstacles[0])
    require_as_handed_in(docket.workbook)
    decision = Decision.objects.create(
        dossier=dossier,
        version=Decision.objects.filter(dossier=dossier).count() + 1,
        decided_at=now,
        decided_by=actor.full_name,
        content_hash=docket.content_hash,
    )
    _move(dossier, Stage.DECIDED)
    note(
        dossier,
        "dossier.decided",
        actor=actor,
        now=now,
        data={
            "content_hash": decision.content_hash,
            "version": decision.version,
            **({"correction_needed": True} if is_left_out(dossier) else {}),
        },
    )
    return decision


@transaction.atomic
def reopen_for_correction(
    *, dossier_id: int, reason: str, actor: Actor, now: dt.datetime
) -> Decision:
    """Open a decided or published dossier again, so that the chair may rule differently.

    The decision stays with the rulings it was made on; a new one follows it. What is published
    stays as it is until a correction is published. Raises Denied to all but the chair, Refused
    without a reason, or when what stands is not what was decided.
    """
    dossier = locked_dossier(dossier_id)
    if not may_rule(actor, dossier):
        raise Denied(_("Chỉ Chủ tịch Hội đồng mở lại hồ sơ đã kết luận."))
    _require_stage(dossier, *CLOSED)
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do mở lại hồ sơ để đính chính."))
    docket = load_docket(dossier)
    decision = docket.decision
    if decision is None or docket.content_hash != decision.content_hash:
        raise Refused(
            _(
                "Điểm đang lưu không còn khớp dấu băm của kết luận nên chưa mở lại được: "
                "hãy báo người quản trị kiểm tra."
            )
        )
    decision.rulings = freeze(case.ruling for case in docket.cases.values() if case.ruling)
    decision.reopened_from, decision.reopened_at = dossier.stage, now
    decision.reopened_by, decision.reopen_reason = actor.full_name, reason.strip()
    decision.save()
    _move(dossier, Stage.AWAITING_REPLY)
    note(
        dossier,
        "dossier.reopened",
        actor=actor,
        now=now,
        data={
            "reason": decision.reopen_reason,
            "version": decision.version,
            "content_hash": decision.content_hash,
            "was": decision.reopened_from,
        },
    )
    return decision


def _came_in_since(ruling: Ruling) -> bool:
    """Tell whether the unit replied after the ruling: then the chair confirms it anew."""
    reply = Reply.objects.filter(dossier=ruling.dossier_id, code=ruling.code).first()
    return reply is not None and not is_thread_closed(reply, ruling)


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
