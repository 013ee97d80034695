"""Plans and decisions against the bodies that could have issued them for this unit."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from parindex.crosschecks.choices import Kind, Severity
from parindex.crosschecks.flags import Flag
from parindex.crosschecks.issuers import Standing
from parindex.crosschecks.subject import Subject
from parindex.crosschecks.words import document_name
from parindex.evidence.choices import DocumentKind

# Only these order something; a report or a list may come from anybody.
ORDERING = (
    *(DocumentKind.DECISION, DocumentKind.PLAN),
    *(DocumentKind.SCHEME, DocumentKind.RESOLUTION),
)

_COMPETENT = (Standing.OWN, Standing.ABOVE, Standing.BELOW)


def check(subject: Subject) -> Iterator[Flag]:
    """Flag orders of a body that is neither the unit, nor above it, nor an agency of these."""
    if subject.circle is None:
        return
    for link in subject.line.evidence:
        document = link.document
        if document.kind not in ORDERING:
            continue
        standing = subject.circle.judge(document.issuer)
        if standing in _COMPETENT:
            continue
        yield Flag(
            kind=Kind.ISSUER,
            severity=Severity.NOTE if standing is Standing.UNKNOWN else Severity.LOOK,
            sentence=_sentence(standing)
            % {
                "document": document_name(document),
                "issuer": document.issuer,
                "unit": subject.form.dossier.unit.body,
            },
            grounds=(document.number, document.issued_on.isoformat(), document.issuer),
            link_id=link.pk,
        )


def _sentence(standing: Standing) -> str:
    if standing is Standing.UNKNOWN:
        return _(
            "%(document)s: không nhận ra cơ quan ban hành “%(issuer)s”; cần là %(unit)s, cơ quan cấp trên, "
            "hoặc Hội đồng nhân dân, cấp ủy cùng cấp."
        )
    return _(
        "%(document)s do “%(issuer)s” ban hành, không phải %(unit)s, cơ quan cấp trên hay Hội đồng nhân dân, "
        "cấp ủy cùng cấp."
    )
