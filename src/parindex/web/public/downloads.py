"""Files made from a publication. A publication never changes, so caches may keep them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from parindex import __version__
from parindex.documents.from_results import announcement_paper
from parindex.documents.own import PaperKind, docx_for, dress_of
from parindex.documents.writers import write_pdf
from parindex.results.exports import results_csv, results_xlsx
from parindex.results.queries import NoPublicationError, publication_by_id
from parindex.web.shell.access import PersonRequest, public

HOUR = 3600  # seconds
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, kw_only=True)
class File:
    """A kind of file made from a publication."""

    stem: str = "ket-qua"
    suffix: str
    content_type: str
    make: Callable[[Any], bytes]
    dress: Callable[[Any], str] = lambda _row: (
        ""
    )  # changes with the look, which a publication does not keep


def _kept(
    name: str, write: Callable[[Any], bytes], dress: Callable[[Any], str]
) -> Callable[[Any], bytes]:
    """Write the announcement, and keep the bytes: setting a PDF takes a second."""

    def make(row: Any) -> bytes:
        key = f"announcement:{__version__}:{row.pk}:{row.content_hash}:{name}:{dress(row)}"
        made: bytes | None = cache.get(key)
        if made is None:
            made = write(row)
            cache.set(key, made, HOUR)
        return made

    return make


def _docx(row: Any) -> bytes:
    paper, body = announcement_paper(row), row.round.cycle.body
    return docx_for(paper, kind=PaperKind.RESULTS_ANNOUNCEMENT, issuer=body)


def _dress(row: Any) -> str:
    return dress_of(PaperKind.RESULTS_ANNOUNCEMENT, row.round.cycle.body)


CSV = File(suffix="csv", content_type="text/csv; charset=utf-8", make=results_csv)
XLSX = File(suffix="xlsx", content_type=f"{_OFFICE}.spreadsheetml.sheet", make=results_xlsx)
JSON = File(
    suffix="json", content_type="application/json", make=lambda row: str(row.content).encode()
)
ANNOUNCEMENTS = {
    "docx": File(
        stem="thong-bao",
        suffix="docx",
        content_type=f"{_OFFICE}.wordprocessingml.document",
        make=_kept("docx", _docx, _dress),
        dress=_dress,
    ),
    "pdf": File(
        stem="thong-bao",
        suffix="pdf",
        content_type="application/pdf",
        make=_kept("pdf", lambda row: write_pdf(announcement_paper(row)), lambda _row: ""),
    ),
}


@public
@require_safe
def csv(request: PersonRequest, publication_id: int) -> HttpResponseBase:
    """Send the ranking as CSV."""
    return _send(request, publication_id, CSV)


@public
@require_safe
def xlsx(request: PersonRequest, publication_id: int) -> HttpResponseBase:
    """Send the ranking with every component as XLSX."""
    return _send(request, publication_id, XLSX)


@public
@require_safe
def snapshot(request: PersonRequest, publication_id: int) -> HttpResponseBase:
    """Send the frozen picture byte for byte: its SHA-256 is the published hash."""
    return _send(request, publication_id, JSON)


@public
@require_safe
def announcement(request: PersonRequest, publication_id: str, fmt: str) -> HttpResponseBase:
    """Send the document that announces the results."""
    return _send(request, int(publication_id), ANNOUNCEMENTS[fmt])


def publication_or_404(publication_id: int) -> Any:
    """Return the publication with its content, or answer that there is none."""
    try:
        return publication_by_id(publication_id)
    except NoPublicationError as error:
        raise Http404(str(error)) from error


def _send(request: PersonRequest, publication_id: int, file: File) -> HttpResponseBase:
    row = publication_or_404(publication_id)
    made = f"{row.content_hash}-{row.pk}-{__version__}-{file.dress(row)}"
    etag = quote_etag(f"{made}-{file.stem}.{file.suffix}")
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = HttpResponse(file.make(row), content_type=file.content_type)
    name = f"{file.stem}-{row.round.cycle.code}-{row.criteria_set.code}-{row.version}.{file.suffix}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=HOUR)
    return response
