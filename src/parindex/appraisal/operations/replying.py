"""Threads about awards: the unit replies within its window, the council answers, until the chair rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.choices import Side
from parindex.appraisal.models import (
    ProvisionalNotice,
    Reply,
    ReplyAttachment,
    ReplyMessage,
    Ruling,
)
from parindex.appraisal.rules import (
    is_open_for_reply,
    is_thread_closed,
    may_answer,
    may_award,
    may_request,
)
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.operations.locking import leaf_of, locked_dossier
from parindex.assessments.operations.noting import note, require_version, stamp
from parindex.cycles.choices import Purpose
from parindex.cycles.queries import responsibilities
from parindex.kernel import files
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Denied, Refused

MOST_FILES = 5  # that go with one message: more is a request for supplements


@transaction.atomic
def save_reply(
    *,
    dossier_id: int,
    code: str,
    text: str,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
    uploads: Sequence[File[bytes]] = (),
) -> Reply:
    """Reply to one award, with files that explain it; the files are no evidence.

    Raises Refused after the window and once the chair has ruled on the reply, FileRefused for a
    file that cannot be taken, Stale on an old version.
    """
    dossier = locked_dossier(dossier_id)
    leaf_of(dossier, code)
    if not may_answer(actor, dossier):
        raise Denied(_("Chỉ đơn vị được thẩm định mới giải trình."))
    _require_window(dossier, now)
    if not text.strip():
        raise Refused(_("Hãy ghi nội dung giải trình."))
    reply = Reply.objects.filter(dossier=dossier, code=code).first()
    _require_open_thread(dossier, code, reply)
    if reply is None or reply.text != text.strip():
        _require_unanswered(dossier, code)
        reply = _say(
            dossier,
            code,
            reply,
            text=text.strip(),
            expected_version=expected_version,
            actor=actor,
            now=now,
        )
    _attach(dossier, code, None, uploads, actor=actor, now=now)
    return reply


@transaction.atomic
def post_message(
    *,
    dossier_id: int,
    code: str,
    text: str,
    actor: Actor,
    now: dt.datetime,
    uploads: Sequence[File[bytes]] = (),
) -> ReplyMessage:
    """Go on with a thread: the unit within its window, the assigned appraiser and secretary until the decision.

    The same words again, as after a second click, are quietly kept. Raises Denied to everybody
    else, Refused when there is no thread or it is closed.
    """
    dossier = locked_dossier(dossier_id)
    leaf_of(dossier, code)
    side = side_of(actor, dossier, code, now=now)
    if side is None:
        raise Denied(_("Chỉ đơn vị, cơ quan thẩm định mục này và Thư ký Hội đồng trao đổi ở đây."))
    reply = Reply.objects.filter(dossier=dossier, code=code).first()
    if reply is None:
        raise Refused(_("Đơn vị chưa giải trình mục này nên chưa có gì để trao đổi."))
    if side is Side.UNIT:
        _require_window(dossier, now)
    _require_open_thread(dossier, code, reply)
    if not text.strip():
        raise Refused(_("Hãy ghi nội dung trao đổi."))
    said = ReplyMessage.objects.filter(dossier=dossier, code=code).last()
    if said is not None and (said.text, said.author) == (text.strip(), actor.label) and not uploads:
        return said
    message = ReplyMessage.objects.create(
        dossier=dossier, code=code, side=side, text=text.strip(), author=actor.label, at=now
    )
    note(
        dossier,
        "thread.said",
        about=f"component:{code}",
        actor=actor,
        now=now,
        data={"side": side, "text": message.text},
    )
    _attach(dossier, code, message, uploads, actor=actor, now=now)
    return message


def side_of(actor: Actor, dossier: Dossier, code: str, *, now: dt.datetime) -> Side | None:
    """Return for which side a person speaks about a component; None for who has no say."""
    if may_answer(actor, dossier):
        return Side.UNIT
    assigned = responsibilities(dossier.round.cycle, dossier.criteria_set, Purpose.APPRAISE)
    if may_award(actor, dossier, assigned.get(code), now=now) or may_request(actor, dossier):
        return Side.COUNCIL
    return None


def _say(
    dossier: Dossier,
    code: str,
    reply: Reply | None,
    *,
    text: str,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> Reply:
    before = reply.text if reply else ""
    require_version(reply, expected_version, {"text": before})
    reply = reply or Reply(dossier=dossier, code=code, version=0)
    reply.text = text
    stamp(reply, actor=actor, now=now)
    note(
        dossier,
        "award.replied",
        about=f"component:{code}",
        actor=actor,
        now=now,
        data={"before": before, "after": text},
    )
    return reply


def _require_window(dossier: Dossier, now: dt.datetime) -> None:
    notice = ProvisionalNotice.objects.filter(dossier=dossier).first()
    if notice is None or not is_open_for_reply(dossier, notice, now):
        raise Refused(_("Thời hạn giải trình chưa mở hoặc đã hết."))


def _require_unanswered(dossier: Dossier, code: str) -> None:
    """Refuse a new opening once the council has answered the old one."""
    said = ReplyMessage.objects.filter(dossier=dossier, code=code, side=Side.COUNCIL)
    if said.exists():
        raise Refused(_("Hội đồng đã trả lời nên không sửa giải trình đầu nữa: hãy viết tiếp."))


def _require_open_thread(dossier: Dossier, code: str, reply: Reply | None) -> None:
    """Refuse outside the phase, and once the chair's ruling has closed the thread."""
    if dossier.stage != Stage.AWAITING_REPLY:
        raise Refused(
            _("Hồ sơ đang ở bước “%(stage)s” nên không trao đổi được nữa.")
            % {"stage": dossier.get_stage_display()}
        )
    ruling = Ruling.objects.filter(dossier=dossier, code=code).first()
    if ruling is not None and is_thread_closed(reply, ruling):
        raise Refused(
            _("Chủ tịch Hội đồng đã kết luận mục này lúc %(at)s, trao đổi đã khép lại.")
            % {"at": moment_text(ruling.ruled_at)}
        )


def _attach(
    dossier: Dossier,
    code: str,
    message: ReplyMessage | None,
    uploads: Sequence[File[bytes]],
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    """Keep the files that go with what is said, after the same checks as evidence."""
    if len(uploads) > MOST_FILES:
        raise Refused(_("Mỗi lần gửi tối đa %(most)d tệp.") % {"most": MOST_FILES})
    for upload in uploads:
        row = ReplyAttachment.objects.create(
            dossier=dossier,
            code=code,
            message=message,
            file=files.store(upload, at=now),
            file_name=(upload.name or "")[-200:],
            added_by=actor.label,
            added_at=now,
        )
        note(
            dossier,
            "thread.file_added",
            about=f"component:{code}",
            actor=actor,
            now=now,
            data={"file": row.file_name, "sha256": row.file.sha256},
        )
