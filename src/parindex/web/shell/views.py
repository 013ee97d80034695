"""The work list, and the checked download of evidence files."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import condition, require_safe

from parindex.kernel import clock
from parindex.kernel.files import open_stored
from parindex.web.shell.access import PersonRequest, loads, signed_in
from parindex.web.shell.loaders import evidence, guide, reply_file
from parindex.web.shell.tasks import handed_in
from parindex.web.shell.worklist import work_list

# Only these are shown in the browser; everything else is saved, never run.
INLINE = {"pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}
SANDBOX = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
# Chromium refuses to show a sandboxed PDF at all; its viewer runs no script of the file on our origin.
PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)


@signed_in
@require_safe
def work(request: PersonRequest) -> HttpResponse:
    """Show what waits for the person."""
    actor = request.actor
    page = {"work": work_list(actor, now=clock.now()), "handed_in": handed_in(actor)}
    return render(request, "shell/tasks.html", page)


def _etag(_request: PersonRequest, *, link: Any) -> str:
    return f'"{link.document.file.sha256}"'


@loads("may see the desk, appraises the component, or oversees the cycle", evidence)
@require_safe
@condition(etag_func=_etag)
def evidence_file(request: PersonRequest, *, link: Any) -> FileResponse:  # noqa: ARG001 - a view's first argument
    """Send an evidence file under the name it was uploaded with; it can never run on our pages."""
    return _sent(link.document)


def _guide_etag(_request: PersonRequest, *, guide: Any) -> str:
    return f'"{guide.file.sha256}"'


@loads("has a part in the cycle", guide)
@require_safe
@condition(etag_func=_guide_etag)
def guide_file(request: PersonRequest, *, guide: Any) -> FileResponse:  # noqa: ARG001 - a view's first argument
    """Send a guidance document, as safely as evidence."""
    return _sent(guide)


def _attachment_etag(_request: PersonRequest, *, attachment: Any) -> str:
    return f'"{attachment.file.sha256}"'


@loads("may see the desk, appraises the component, or oversees the cycle", reply_file)
@require_safe
@condition(etag_func=_attachment_etag)
def thread_file(request: PersonRequest, *, attachment: Any) -> FileResponse:  # noqa: ARG001 - a view's first argument
    """Send a file that goes with a reply or an answer, as safely as evidence."""
    return _sent(attachment)


def _sent(document: Any) -> FileResponse:
    """Return a kept file as an answer that the browser shows or saves and never runs."""
    kind = INLINE.get(document.file.extension)
    response = FileResponse(
        open_stored(document.file), content_type=kind or "application/octet-stream"
    )
    response.headers["Content-Disposition"] = (
        content_disposition_header(kind is None, _file_name(document)) or ""
    )
    response.headers["Content-Length"] = str(document.file.size)
    response.headers["Content-Security-Policy"] = (
        PDF_POLICY if document.file.extension == "pdf" else SANDBOX
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _file_name(document: Any) -> str:
    """Return the uploaded name without line breaks or paths."""
    name = str(document.file_name or f"tai-lieu.{document.file.extension}")
    return (
        "".join(" " if ord(letter) < 32 else letter for letter in name)
        .replace("\\", "/")
        .rsplit("/", 1)[-1]
    )
