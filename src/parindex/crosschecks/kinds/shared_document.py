"""The same file, or the same number, date and issuer, in the evidence of another unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from parindex.assessments.models import EvidenceLink
from parindex.crosschecks.choices import Kind, Severity
from parindex.crosschecks.flags import Flag, OtherSide
from parindex.crosschecks.issuers import Circle, Standing
from parindex.crosschecks.subject import Subject, Twin
from parindex.crosschecks.words import document_name
from parindex.evidence.models import EvidenceDocument
from parindex.viet import body_key


def check(subject: Subject) -> Iterator[Flag]:
    """Flag documents that belong to another unit, and files that two units call their own.

    A document of a body above serves all, so it is never flagged; neither is the unit whose own
    document somebody else used.
    """
    if subject.circle is None:
        return
    for link in subject.line.evidence:
        for twin in subject.twins.get(link.pk, ()):
            if flag := _compare(subject.circle, link, twin):
                yield flag
                break  # one sentence for one document


def _compare(circle: Circle[Any], link: EvidenceLink, twin: Twin) -> Flag | None:
    document, theirs = link.document, twin.document
    mine = circle.judge(document.issuer)
    same_file = document.file_id == theirs.file_id
    if mine is Standing.OTHER and (same_file or _same_issuer(document, theirs)):
        return _flag(link, twin, is_mine=False, same_file=same_file)
    claimed_by_both = mine is Standing.OWN and not _same_issuer(document, theirs)
    if claimed_by_both and same_file and _is_theirs(twin):
        return _flag(link, twin, is_mine=True, same_file=True)
    return None


def _same_issuer(document: EvidenceDocument, theirs: EvidenceDocument) -> bool:
    return body_key(document.issuer) == body_key(theirs.issuer)


def _is_theirs(twin: Twin) -> bool:
    """Tell whether the other unit calls the document its own."""
    return f" {body_key(twin.unit_name)} " in f" {body_key(twin.document.issuer)} "


def _flag(link: EvidenceLink, twin: Twin, *, is_mine: bool, same_file: bool) -> Flag:
    document = link.document
    said = {
        "document": document_name(document),
        "issuer": document.issuer,
        "unit": twin.unit_name,
        "theirs": document_name(twin.document),
        "code": twin.code,
    }
    if is_mine:
        sentence = _(
            "Tệp của %(document)s giống hệt tệp mà %(unit)s nộp cho mục %(code)s với tên %(theirs)s."
        )
    elif same_file:
        sentence = _(
            "%(document)s do “%(issuer)s” ban hành; %(unit)s nộp đúng tệp này cho mục %(code)s."
        )
    else:
        sentence = _(
            "%(document)s do “%(issuer)s” ban hành; %(unit)s cũng nộp văn bản cùng số, cùng ngày này cho mục %(code)s."
        )
    return Flag(
        kind=Kind.SHARED_DOCUMENT,
        severity=Severity.GRAVE,
        sentence=sentence % said,
        unit_sentence=_("%(document)s trùng với tài liệu của một đơn vị khác: hãy kiểm tra lại.")
        % said,
        grounds=(document.number, document.issued_on.isoformat(), document.issuer, twin.unit_code),
        link_id=link.pk,
        other=OtherSide(
            dossier_id=twin.dossier_id,
            code=twin.code,
            link_id=twin.link_id,
            unit_name=twin.unit_name,
        ),
    )
