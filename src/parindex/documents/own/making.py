"""The one door to a DOCX: in the organisation's own template where it has one, in the decree's layout otherwise."""

from __future__ import annotations

from django.utils.translation import gettext as _

from parindex.documents.choices import PaperKind
from parindex.documents.own.filling import fill
from parindex.documents.own.queries import template_for
from parindex.documents.paper import Paper
from parindex.documents.writers import write_docx
from parindex.kernel.errors import Refused
from parindex.kernel.files import open_stored
from parindex.units.models import Unit


def docx_for(paper: Paper, *, kind: PaperKind, issuer: Unit) -> bytes:
    """Return the document as DOCX, in the dress of the body that issues it.

    Raises Refused when the template's file is no longer there: the document would look like another's.
    """
    template = template_for(kind, issuer)
    if template is None:
        return write_docx(paper)
    try:
        with open_stored(template.file) as kept:
            content = kept.read()
    except FileNotFoundError as error:
        raise Refused(
            _(
                "Tệp mẫu “%(name)s” không còn trên máy chủ. Hãy báo cơ quan điều phối gỡ mẫu hoặc đưa lên lại."
            )
            % {"name": template.file_name}
        ) from error
    return fill(content, paper)


def dress_of(kind: PaperKind, issuer: Unit) -> str:
    """Return a mark that changes with the template: for caches of documents that are made again."""
    template = template_for(kind, issuer)
    return template.file.sha256[:16] if template else ""
