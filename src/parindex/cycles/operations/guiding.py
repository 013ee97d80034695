"""Guidance beside the criteria: the coordinator puts a document next to a node, or takes it away."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Cycle, GuideDocument
from parindex.cycles.queries import guide_by_id
from parindex.cycles.rules import may_coordinate
from parindex.evidence.operations import DocumentRefused
from parindex.kernel import files, journal
from parindex.kernel.clock import vietnam_date
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.lengths import require_fit


@dataclass(frozen=True, kw_only=True)
class GuideDetails:
    """What people read of a guide before they open it; a guide need not be an issued document."""

    title: str
    number: str = ""
    issued_on: dt.date | None = None


@transaction.atomic
def attach_guide(
    *,
    cycle: Cycle,
    criteria_set: StoredCriteriaSet | None,
    node_code: str = "",
    details: GuideDetails,
    upload: File[bytes],
    actor: Actor,
    now: dt.datetime,
) -> GuideDocument:
    """Put a checked file beside a node; without a node beside the set, without a set beside all.

    Raises Denied unless the actor coordinates the cycle, DocumentRefused naming the field at
    fault, FileRefused for a file that is not what it says.
    """
    _require_coordinator(cycle, actor)
    _check(details, today=vietnam_date(now))
    _check_place(criteria_set, node_code)
    guide = GuideDocument(
        cycle=cycle,
        criteria_set=criteria_set,
        node_code=node_code,
        title=details.title.strip(),
        number=details.number.strip(),
        issued_on=details.issued_on,
        file_name=(upload.name or "")[-200:],
        attached_by=actor.label,
        attached_at=now,
    )
    require_fit(guide, {"title": _("Tên tài liệu"), "number": _("Số, ký hiệu")})
    guide.file = files.store(upload, at=now)
    guide.save()
    _note(guide, "cycle.guide_attached", actor=actor, now=now)
    return guide


@transaction.atomic
def withdraw_guide(*, guide_id: int, actor: Actor, now: dt.datetime) -> None:
    """Take a guide away; the journal keeps what it was. Raises NoGuideError, or Denied."""
    guide = guide_by_id(guide_id)
    _require_coordinator(guide.cycle, actor)
    _note(guide, "cycle.guide_withdrawn", actor=actor, now=now)
    guide.delete()


def _require_coordinator(cycle: Cycle, actor: Actor) -> None:
    if not may_coordinate(actor, cycle):
        raise Denied(_("Chỉ cơ quan điều phối được đưa tài liệu hướng dẫn lên."))


def _check(details: GuideDetails, *, today: dt.date) -> None:
    if not details.title.strip():
        raise DocumentRefused("title", _("Hãy ghi tên tài liệu hướng dẫn."))
    if details.issued_on and details.issued_on > today:
        raise DocumentRefused("issued_on", _("Ngày ban hành không được ở tương lai."))


def _check_place(criteria_set: StoredCriteriaSet | None, node_code: str) -> None:
    if not node_code:
        return
    known = criteria_set_of(criteria_set).walk() if criteria_set else ()
    if node_code not in {node.code for node in known}:
        raise Refused(_("Bộ tiêu chí không có mục %(code)s.") % {"code": node_code})


def _note(guide: GuideDocument, action: str, *, actor: Actor, now: dt.datetime) -> None:
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"cycle:{guide.cycle.code}",
        unit_path=guide.cycle.body.path,
        data={
            "criteria_set": guide.criteria_set.code if guide.criteria_set else None,
            "node": guide.node_code,
            "title": guide.title,
            "number": guide.number,
            "sha256": guide.file.sha256,
        },
    )
