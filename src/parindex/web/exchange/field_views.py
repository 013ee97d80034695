"""Figures of many units at once, for who leads the field: the page, the files, and sending one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from parindex.assessments.leading import Led
from parindex.exchange.books.facts_out import facts_table, facts_xlsx
from parindex.exchange.operations import upload_facts_book
from parindex.exchange.queries.facts import facts_form_of
from parindex.exchange.queries.uploads import uploads_of_round
from parindex.kernel.clock import now
from parindex.kernel.errors import FileRefused
from parindex.kernel.sheets import MEDIA_TYPE, csv_bytes
from parindex.web.exchange import loaders
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE

CSV_TYPE = "text/csv; charset=utf-8"


@loads(loaders.LEADS, loaders.led_round)
@require_http_methods(["GET", "POST"])
def field(request: PersonRequest, *, scoring_round: Any, led: Sequence[Led]) -> HttpResponse:
    """Show what can be downloaded and what was sent in; POST takes a workbook in for its preview."""
    if request.method == "GET":
        return _page(request, scoring_round, led)
    upload: Any = request.FILES.get("file")
    if upload is None:
        return _page(request, scoring_round, led, error=_("Hãy chọn tệp .xlsx đã điền."))
    try:
        book = upload_facts_book(
            round_id=scoring_round.pk, upload=upload, actor=request.actor, now=now()
        )
    except FileRefused as error:
        return _page(request, scoring_round, led, error=str(error))
    return redirect("exchange:book", book_id=book.pk)


@loads(loaders.LEADS, loaders.led_round)
@require_GET
def figures(
    _request: PersonRequest,
    *,
    scoring_round: Any,
    led: Sequence[Led],
    set_code: str,
    fmt: str,
) -> HttpResponse:
    """Send units and figures of one set, as a workbook or as one plain table."""
    one = next((one for one in led if one.stored.code == set_code), None)
    if one is None or fmt not in {"xlsx", "csv"}:
        raise Http404
    with override("vi"):  # Vietnamese whatever the reader's language is: titles are read back
        form = facts_form_of(scoring_round, one, now=now())
        content = facts_xlsx(form) if fmt == "xlsx" else csv_bytes(facts_table(form))
    response = HttpResponse(content, content_type=MEDIA_TYPE if fmt == "xlsx" else CSV_TYPE)
    name = f"so-lieu-{set_code}-dot-{scoring_round.number}.{fmt}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _page(
    request: PersonRequest, scoring_round: Any, led: Sequence[Led], *, error: str = ""
) -> HttpResponse:
    context = {
        "round": scoring_round,
        "forms": [facts_form_of(scoring_round, one, now=now()) for one in led],
        "books": uploads_of_round(request.actor, scoring_round),
        "error": error,
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "exchange/field.html", context, status=status)
