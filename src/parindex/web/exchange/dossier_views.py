"""A dossier's workbook: the page, the files, and sending one back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from parindex.exchange.books.dossier_out import DossierForm, dossier_table, dossier_xlsx
from parindex.exchange.operations import upload_dossier_book
from parindex.exchange.queries.proposals import waiting_for_dossier
from parindex.exchange.queries.uploads import uploads_of_dossier
from parindex.kernel.clock import now
from parindex.kernel.errors import FileRefused
from parindex.kernel.sheets import MEDIA_TYPE, csv_bytes
from parindex.web.exchange import loaders
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE

CSV_TYPE = "text/csv; charset=utf-8"


@loads(loaders.TYPES, loaders.typed_dossier)
@require_http_methods(["GET", "POST"])
def dossier(request: PersonRequest, *, form: DossierForm) -> HttpResponse:
    """Show what can be downloaded and what was sent in; POST takes a workbook in for its preview."""
    if request.method == "GET":
        return _page(request, form)
    upload: Any = request.FILES.get("file")
    if upload is None:
        return _page(request, form, error=_("Hãy chọn tệp .xlsx đã điền."))
    try:
        book = upload_dossier_book(
            dossier_id=form.workbook.dossier.pk, upload=upload, actor=request.actor, now=now()
        )
    except FileRefused as error:
        return _page(request, form, error=str(error))
    return redirect("exchange:book", book_id=book.pk)


@loads(loaders.TYPES, loaders.typed_dossier)
@require_GET
def workbook(_request: PersonRequest, *, form: DossierForm) -> HttpResponse:
    """Send the person's part of the dossier as a workbook; Vietnamese whatever the reader's language is."""
    with override("vi"):
        return _file(form, dossier_xlsx(form), "xlsx", MEDIA_TYPE)


@loads(loaders.TYPES, loaders.typed_dossier)
@require_GET
def table(_request: PersonRequest, *, form: DossierForm) -> HttpResponse:
    """Send the same as one plain table for other programs."""
    with override("vi"):
        return _file(form, csv_bytes(dossier_table(form)), "csv", CSV_TYPE)


def _file(form: DossierForm, content: bytes, extension: str, kind: str) -> HttpResponse:
    dossier = form.workbook.dossier
    response = HttpResponse(content, content_type=kind)
    name = f"bieu-{dossier.unit.code}-dot-{dossier.round.number}.{extension}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _page(request: PersonRequest, form: DossierForm, *, error: str = "") -> HttpResponse:
    dossier = form.workbook.dossier
    context = {
        "dossier": dossier,
        "form": form,
        "is_open": bool(form.open_facts or form.open_components),
        "books": uploads_of_dossier(request.actor, dossier),
        "waiting": waiting_for_dossier(request.actor, dossier),
        "error": error,
        "max_mb": settings.PARINDEX_UPLOAD_MAX_MB,
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "exchange/dossier.html", context, status=status)
