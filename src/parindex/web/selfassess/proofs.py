"""Evidence of a component: adding a document, picking one of the store, taking one back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from parindex.assessments import operations
from parindex.assessments.queries import load_workbook
from parindex.assessments.workbook import Line, Workbook
from parindex.evidence.choices import DocumentKind
from parindex.evidence.queries import documents_of
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, PersonError
from parindex.web.selfassess import answers, reading
from parindex.web.selfassess.cards import build_card, holds_of
from parindex.web.selfassess.desk import line_or_404
from parindex.web.selfassess.names import slug
from parindex.web.shell import loaders
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE


@loads("desk", loaders.desk)
@require_http_methods(["GET", "POST"])
def attach(request: PersonRequest, *, workbook: Workbook, code: str) -> HttpResponse:
    """Put a new document forward; GET gives the form with the store's documents to pick from."""
    line = line_or_404(request, workbook, code)
    if request.method == "GET":
        return _form(request, workbook, line)
    try:
        details, upload = reading.read_document(request.POST, request.FILES.get("file"))
        operations.attach_document(
            dossier_id=workbook.dossier.pk,
            code=code,
            details=details,
            upload=upload,
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _form_refused(request, workbook, line, error)
    return _proved(request, workbook, code)


@loads("desk", loaders.desk)
@require_POST
def attach_existing(request: PersonRequest, *, workbook: Workbook, code: str) -> HttpResponse:
    """Put a document of the store forward for one more component; also undoes taking back."""
    line = line_or_404(request, workbook, code)
    try:
        operations.attach_existing(
            dossier_id=workbook.dossier.pk,
            code=code,
            document_id=_document_id(request),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _form_refused(request, workbook, line, error)
    return _proved(request, workbook, code)


@loads("desk", loaders.desk)
@require_POST
def detach(request: PersonRequest, *, workbook: Workbook, code: str) -> HttpResponse:
    """Take a document back from a component; the answer offers to undo it."""
    line, document_id = line_or_404(request, workbook, code), _document_id(request)
    operations.detach_document(
        dossier_id=workbook.dossier.pk,
        code=code,
        document_id=document_id,
        actor=request.actor,
        now=now(),
    )
    removed = next(
        (link.document for link in line.evidence if link.document_id == document_id), None
    )
    return _proved(request, workbook, code, {"removed": removed})


def _proved(
    request: PersonRequest, workbook: Workbook, code: str, extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    if not answers.is_htmx(request):
        return answers.back_to_card(workbook.dossier, code)
    fresh = load_workbook(workbook.dossier)
    card = build_card(fresh, code, holds=holds_of(fresh, actor=request.actor, now=now()))
    context = answers.changed_pieces(request, fresh, [code]) | {"card": card} | dict(extra or {})
    response = render(request, "selfassess/proved.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = f"#p-{slug(code)}", "outerHTML"
    return response


def _form_refused(
    request: PersonRequest, workbook: Workbook, line: Line, error: PersonError
) -> HttpResponse:
    """Only the sentences are swapped in: the chosen file and the typed texts stay in the form."""
    errors = reading.document_errors(error)
    if not answers.is_htmx(request):
        return _form(request, workbook, line, errors=errors, status=UNPROCESSABLE)
    response = render(
        request, "selfassess/_document_errors.html", {"errors": errors}, status=UNPROCESSABLE
    )
    response["HX-Retarget"], response["HX-Reswap"] = f"#ae-{slug(line.code)}", "innerHTML"
    return response


def _form(
    request: PersonRequest,
    workbook: Workbook,
    line: Line,
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    card = build_card(workbook, line.code, holds=holds_of(workbook, actor=request.actor, now=now()))
    linked = [row.document_id for row in card.evidence]
    owner = line.sheet.unit if line.sheet is not None else workbook.dossier.unit
    context = {
        "dossier": workbook.dossier,
        "cycle": workbook.dossier.round.cycle,
        "card": card,
        "typed": {"issuer": owner.body} | reading.typed_details(request.POST)
        if errors
        else {"issuer": owner.body},
        "errors": errors or {},
        "kinds": DocumentKind.choices,
        "max_mb": settings.PARINDEX_UPLOAD_MAX_MB,
        "store": documents_of(owner.pk).exclude(pk__in=linked) if card.is_gatherable else (),
    }
    template = "selfassess/_attach.html" if answers.is_htmx(request) else "selfassess/attach.html"
    return render(request, template, context, status=status)


def _document_id(request: PersonRequest) -> int:
    raw = request.POST.get("document_id", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 18 else 0
