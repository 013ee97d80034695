"""Evidence: putting documents forward for a component, and taking them back."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.models import Dossier, EvidenceLink
from parindex.assessments.operations.counting import recount
from parindex.assessments.operations.locking import (
    leaf_of,
    locked_dossier,
    require_gathering,
    sheet_for,
)
from parindex.assessments.operations.noting import note
from parindex.evidence.models import EvidenceDocument
from parindex.evidence.operations import DocumentDetails, add_document
from parindex.kernel.errors import Refused


@transaction.atomic
def attach_document(
    *,
    dossier_id: int,
    code: str,
    details: DocumentDetails,
    upload: File[bytes],
    actor: Actor,
    now: dt.datetime,
) -> EvidenceLink:
    """Keep a new document and put it forward for a component.

    Raises DocumentRefused or FileRefused with the sentence for the field at fault.
    """
    dossier = _drafting_dossier(dossier_id, code, actor, now)
    sheet = sheet_for(dossier, code)
    owner = sheet.unit if sheet else dossier.unit
    document = add_document(unit=owner, details=details, upload=upload, by=actor.label, now=now)
    return link_document(dossier=dossier, code=code, document=document, actor=actor, now=now)


@transaction.atomic
def attach_existing(
    *, dossier_id: int, code: str, document_id: int, actor: Actor, now: dt.datetime
) -> EvidenceLink:
    """Put a document that the body already handed in forward for one more component."""
    dossier = _drafting_dossier(dossier_id, code, actor, now)
    sheet = sheet_for(dossier, code)
    owner_id = sheet.unit_id if sheet else dossier.unit_id
    document = EvidenceDocument.objects.filter(pk=document_id, unit_id=owner_id).first()
    if document is None:
        raise Refused(_("Không tìm thấy tài liệu này trong kho của đơn vị."))
    return link_document(dossier=dossier, code=code, document=document, actor=actor, now=now)


@transaction.atomic
def detach_document(
    *, dossier_id: int, code: str, document_id: int, actor: Actor, now: dt.datetime
) -> None:
    """Take a document back from a component; it stays in the body's store and can be put back."""
    dossier = _drafting_dossier(dossier_id, code, actor, now)
    removed, _rows = EvidenceLink.objects.filter(
        dossier=dossier, code=code, document_id=document_id
    ).delete()
    if not removed:
        return
    recount([dossier.pk])
    note(
        dossier,
        "evidence.detached",
        about=f"component:{code}",
        actor=actor,
        now=now,
        data={"document": document_id},
    )


def link_document(
    *,
    dossier: Dossier,
    code: str,
    document: EvidenceDocument,
    actor: Actor,
    now: dt.datetime,
    supplement_number: str = "",
) -> EvidenceLink:
    """Link a document to a component and note it; the caller has checked that this may be."""
    link, created = EvidenceLink.objects.get_or_create(
        dossier=dossier,
        code=code,
        document=document,
        defaults={
            "linked_by": actor.label,
            "linked_at": now,
            "supplement_number": supplement_number,
        },
    )
    if created:
        recount([dossier.pk])
        note(
            dossier,
            "evidence.attached",
            about=f"component:{code}",
            actor=actor,
            now=now,
            data={
                "document": document.pk,
                "number": document.number,
                "sha256": document.file.sha256,
                "supplement": supplement_number,
            },
        )
    return link


def _drafting_dossier(dossier_id: int, code: str, actor: Actor, now: dt.datetime) -> Dossier:
    dossier = locked_dossier(dossier_id)
    leaf_of(dossier, code)
    require_gathering(dossier, sheet_for(dossier, code), actor, now)
    return dossier
