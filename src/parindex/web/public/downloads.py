"""Files made from a publication. A publication never changes, so caches may keep them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from parindex import __version__
from parindex.documents.from_results import announcement_paper
from parindex.documents.writers import write_docx, write_pdf
from parindex.results.exports import results_csv, results_xlsx
from parindex.results.queries import NoPublicationError, publication_by_id
from parindex.web.shell.access import PersonRequest, public

HOUR = 3600  # seconds
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WRITERS = {
    "docx": (write_docx, f"{_OFFICE}.wordprocessingml.document"),
    "pdf": (write_pdf, "application/pdf"),
}


@public
@require_safe
def csv(request: PersonRequest, publication_id: int) -> HttpResponseBase:
    """Send the ranking as CSV."""
    return _send(request, publication_id, "csv", "text/csv; charset=utf-8", results_csv)


@public
@require_safe
def xlsx(request: PersonRequest, publication_id: int) -> HttpResponseBase:
    """Send the ranking with every component as XLSX."""
    return _send(request, publication_id, "xlsx", f"{_OFFICE}.spreadsheetml.sheet", results_xlsx)


@public
@require_safe
def snapshot(request: PersonRequest, publication_id: int) -> HttpResponseBase:
    """Send the frozen picture byte for byte: its SHA-256 is the published hash."""
    return _send(
        request, publication_id, "json", "application/json", lambda row: row.content.encode()
    )


@public
@require_safe
def announcement(request: PersonRequest, publication_id: str, fmt: str) -> HttpResponseBase:
    """Send the document that announces the results; setting a PDF takes a second, so it is kept."""
    write, content_type = _WRITERS[fmt]

    def make(row: Any) -> bytes:
        key = f"announcement:{__version__}:{row.pk}:{row.content_hash}:{fmt}"
        made: bytes = cache.get_or_set(key, lambda: write(announcement_paper(row)), HOUR)
        return made

    return _send(request, int(publication_id), fmt, content_type, make, stem="thong-bao")


def publication_or_404(publication_id: int) -> Any:
    """Return the publication with its content, or answer that there is none."""
    try:
        return publication_by_id(publication_id)
    except NoPublicationError as error:
        raise Http404(str(error)) from error


def _send(
    request: PersonRequest,
    publication_id: int,
    suffix: str,
    content_type: str,
    make: Callable[[Any], bytes],
    *,
    stem: str = "ket-qua",
) -> HttpResponseBase:
    row = publication_or_404(publication_id)
    etag = quote_etag(f"{row.content_hash}-{row.version}-{__version__}-{stem}.{suffix}")
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = HttpResponse(make(row), content_type=content_type)
    name = f"{stem}-{row.round.cycle.code}-{row.criteria_set.code}-{row.version}.{suffix}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=HOUR)
    return response
