"""Own templates: put up after a trial, replaced, taken back; every one of them stays as history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.documents.choices import PaperKind
from parindex.documents.models import OwnTemplate
from parindex.documents.own.checking import Trial, try_out
from parindex.documents.own.hostile import MOST_BYTES
from parindex.documents.own.queries import bodies_of, template_by_id
from parindex.kernel import files, journal
from parindex.kernel.errors import Denied, FileRefused, Refused
from parindex.kernel.uploads import check_upload
from parindex.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class PutUp:
    """A template now in use, and what documents would lack in it."""

    template: OwnTemplate
    lacks: tuple[str, ...]


def try_template(*, body: Unit, kind: PaperKind, upload: File[bytes], actor: Actor) -> Trial:
    """Check an upload and fill it with an example; nothing is kept.

    Raises Denied unless the actor coordinates for the body, FileRefused and TemplateRefused as ``try_out``.
    """
    _require_keeper(body, actor)
    if check_upload(upload) != "docx":
        raise FileRefused(_("Mẫu phải là tệp Word .docx. Hãy lưu lại dạng .docx rồi gửi lại."))
    if (upload.size or 0) > MOST_BYTES:
        raise FileRefused(_("Mẫu lớn hơn 5 MB. Hãy nén hình ảnh trong mẫu rồi gửi lại."))
    upload.seek(0)
    return try_out(upload.read(), kind)


@transaction.atomic
def put_up_template(
    *,
    body: Unit,
    kind: PaperKind,
    upload: File[bytes],
    covers_below: bool,
    actor: Actor,
    now: dt.datetime,
) -> PutUp:
    """Use a template from now on; the one before it is kept as history. Raises as ``try_template``."""
    trial = try_template(body=body, kind=kind, upload=upload, actor=actor)
    Unit.objects.select_for_update().get(pk=body.pk)  # two at once queue here
    before = OwnTemplate.objects.filter(body=body, kind=kind, ended_at__isnull=True).first()
    if before:
        _end(before, actor=actor, now=now)
    template = OwnTemplate.objects.create(
        body=body,
        kind=kind,
        file=files.store(upload, at=now),
        file_name=(upload.name or "")[-200:],
        covers_below=covers_below,
        put_up_by=actor.label,
        put_up_at=now,
    )
    _note(template, "template.put_up", actor=actor, now=now)
    return PutUp(template=template, lacks=trial.lacks)


@transaction.atomic
def take_back_template(*, body: Unit, template_id: int, actor: Actor, now: dt.datetime) -> None:
    """Write documents in the decree's layout again. Raises Denied, NoTemplateError, or Refused if it was ended."""
    _require_keeper(body, actor)
    Unit.objects.select_for_update().get(pk=body.pk)
    template = template_by_id(body, template_id)
    if template.ended_at is not None:
        raise Refused(_("Mẫu này đã thôi dùng từ trước. Hãy tải lại trang."))
    _end(template, actor=actor, now=now)
    _note(template, "template.taken_back", actor=actor, now=now)


def _require_keeper(body: Unit, actor: Actor) -> None:
    if body.pk not in {unit.pk for unit in bodies_of(actor)}:
        raise Denied(_("Chỉ cơ quan điều phối được đặt mẫu văn bản của cơ quan này."))


def _end(template: OwnTemplate, *, actor: Actor, now: dt.datetime) -> None:
    template.ended_by, template.ended_at = actor.label, now
    template.save(update_fields=["ended_by", "ended_at"])


def _note(template: OwnTemplate, action: str, *, actor: Actor, now: dt.datetime) -> None:
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"unit:{template.body.code}",
        unit_path=template.body.path,
        data={
            "kind": template.kind,
            "file_name": template.file_name,
            "sha256": template.file.sha256,
            "covers_below": template.covers_below,
        },
    )
