"""Writes of evidence documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.files.base import File
from django.utils.translation import gettext as _

from parindex.evidence.choices import DocumentKind
from parindex.evidence.models import EvidenceDocument
from parindex.kernel import files
from parindex.kernel.clock import vietnam_date
from parindex.kernel.errors import Correctable
from parindex.kernel.lengths import require_fit
from parindex.units.models import Unit


class DocumentRefused(Correctable):
    """Something about the document is missing or cannot be; names the field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class DocumentDetails:
    """What a clerk copies from the first page of a document."""

    number: str
    issued_on: dt.date
    issuer: str
    kind: DocumentKind
    summary: str


def add_document(
    *, unit: Unit, details: DocumentDetails, upload: File[bytes], by: str, now: dt.datetime
) -> EvidenceDocument:
    """Keep a document and its checked file; runs inside the caller's transaction.

    Raises DocumentRefused when a detail is missing or the date lies in the future,
    FileRefused when the file is not what it says, Refused for a text that is too long.
    """
    _check(details, today=vietnam_date(now))
    document = EvidenceDocument(
        unit=unit,
        number=details.number.strip(),
        issued_on=details.issued_on,
        issuer=details.issuer.strip(),
        kind=details.kind,
        summary=details.summary.strip(),
        file_name=(upload.name or "")[-200:],
        added_by=by,
        added_at=now,
    )
    labels = {
        "number": _("Số, ký hiệu"),
        "issuer": _("Cơ quan ban hành"),
        "summary": _("Trích yếu"),
    }
    require_fit(document, labels)
    document.file = files.store(upload, at=now)
    document.save()
    return document


def _check(details: DocumentDetails, *, today: dt.date) -> None:
    if not details.number.strip():
        raise DocumentRefused("number", _("Hãy ghi số, ký hiệu của văn bản."))
    if not details.issuer.strip():
        raise DocumentRefused("issuer", _("Hãy ghi cơ quan ban hành."))
    if not details.summary.strip():
        raise DocumentRefused("summary", _("Hãy ghi trích yếu."))
    if details.issued_on > today:
        raise DocumentRefused("issued_on", _("Ngày ban hành không được ở tương lai."))
