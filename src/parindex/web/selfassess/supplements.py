"""Answering the council's written requests: only the components they name, until their date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parindex.accounts.rules import Actor
from parindex.appraisal import operations
from parindex.appraisal.queries import supplement_requests
from parindex.appraisal.rules import may_answer, request_closed_because
from parindex.assessments.workbook import Line, Workbook
from parindex.evidence.choices import DocumentKind
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, PersonError, Stale
from parindex.web.selfassess import answers, reading
from parindex.web.selfassess.cards import EvidenceRow, evidence_rows
from parindex.web.shell import forms, loaders
from parindex.web.shell.access import PersonRequest, loads


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """A component that a request names, what was added for it and what was answered."""

    pk: int
    line: Line
    answer: str
    answered_by: str
    answered_at: dt.datetime | None
    documents: tuple[EvidenceRow, ...]
    others: tuple[EvidenceRow, ...]

    @property
    def key(self) -> str:
        """Return the item as part of an HTML id."""
        return str(self.pk)


@dataclass(frozen=True, kw_only=True)
class RequestView:
    """A written request with the components it opens."""

    number: str
    issued_on: dt.date
    issued_by: str
    pk: int
    due_at: dt.datetime
    reason: str
    closed_because: str
    items: tuple[ItemView, ...]

    @property
    def is_open(self) -> bool:
        return not self.closed_because


@loads("desk", loaders.desk)
@require_GET
def supplements(request: PersonRequest, *, workbook: Workbook) -> HttpResponse:
    """All written requests to the unit, the open ones first."""
    return _page(request, workbook)


@loads("desk", loaders.desk)
@require_POST
def attach(request: PersonRequest, *, workbook: Workbook, item_id: int) -> HttpResponse:
    """Add a document that an open request asks for."""
    item = _item_or_404(request, workbook, item_id)
    try:
        details, upload = reading.read_document(request.POST, request.FILES.get("file"))
        operations.attach_supplement(
            item_id=item_id, details=details, upload=upload, actor=request.actor, now=now()
        )
    except Correctable as error:
        return _document_refused(request, workbook, item_id, error)
    messages.success(request, _("Đã bổ sung tài liệu cho mục %(code)s.") % {"code": item.line.code})
    return _back(request, workbook, item_id)


@loads("desk", loaders.desk)
@require_POST
def answer(request: PersonRequest, *, workbook: Workbook, item_id: int) -> HttpResponse:
    """Answer a request in words."""
    item = _item_or_404(request, workbook, item_id)
    typed = forms.typed(request.POST, "answer")
    try:
        operations.answer_supplement(
            item_id=item_id,
            answer=typed,
            seen_answer=forms.typed(request.POST, "seen_answer"),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        theirs = error.theirs["answer"] if isinstance(error, Stale) else ""
        kept = {"item_id": item_id, "answer": typed, "problem": str(error), "theirs": theirs}
        return _page(request, workbook, status=answers.status_of(error), kept=kept)
    messages.success(request, _("Đã lưu trả lời cho mục %(code)s.") % {"code": item.line.code})
    return _back(request, workbook, item_id)


def request_views(workbook: Workbook, *, now: dt.datetime) -> list[RequestView]:
    """Return the dossier's requests, the open ones first; two queries."""
    dossier = workbook.dossier
    views = [
        RequestView(
            number=row.number,
            issued_on=row.issued_on,
            issued_by=row.issued_by,
            pk=row.pk,
            due_at=row.due_at,
            reason=row.reason,
            closed_because=request_closed_because(dossier, row, now),
            items=tuple(
                _item_view(
                    workbook,
                    workbook.lines[item.code],
                    number=row.number,
                    pk=item.pk,
                    answer=item.answer,
                    answered_by=item.answered_by,
                    answered_at=item.answered_at,
                )
                for item in row.items.all()
            ),
        )
        for row in supplement_requests(dossier)
    ]
    return sorted(views, key=lambda view: (not view.is_open, view.due_at))


def _item_view(workbook: Workbook, line: Line, *, number: str, **item: Any) -> ItemView:
    rows = evidence_rows(workbook, line)
    return ItemView(
        line=line,
        documents=tuple(row for row in rows if row.supplement_number == number),
        others=tuple(row for row in rows if row.supplement_number != number),
        **item,
    )


def _item_or_404(request: PersonRequest, workbook: Workbook, item_id: int) -> ItemView:
    _require_own(request.actor, workbook)
    views = request_views(workbook, now=now())
    item = next((item for view in views for item in view.items if item.pk == item_id), None)
    if item is None:
        raise Http404
    return item


def _require_own(actor: Actor, workbook: Workbook) -> None:
    if not may_answer(actor, workbook.dossier):
        raise Http404


def _page(
    request: PersonRequest,
    workbook: Workbook,
    *,
    status: int = 200,
    kept: Mapping[str, Any] | None = None,
) -> HttpResponse:
    moment = now()
    context = {
        "workbook": workbook,
        "dossier": workbook.dossier,
        "cycle": workbook.dossier.round.cycle,
        "requests": request_views(workbook, now=moment),
        "may_answer": may_answer(request.actor, workbook.dossier),
        "kinds": DocumentKind.choices,
        "max_mb": settings.PARINDEX_UPLOAD_MAX_MB,
        "issuer": workbook.dossier.unit.body,
        "kept": kept or {},
    }
    return render(request, "selfassess/supplements.html", context, status=status)


def _document_refused(
    request: PersonRequest, workbook: Workbook, item_id: int, error: PersonError
) -> HttpResponse:
    errors, status = reading.document_errors(error), answers.status_of(error)
    if answers.is_htmx(request):
        return render(
            request, "selfassess/_document_errors.html", {"errors": errors}, status=status
        )
    kept = {"item_id": item_id, "errors": errors, "typed": reading.typed_details(request.POST)}
    return _page(request, workbook, status=status, kept=kept)


def _back(request: PersonRequest, workbook: Workbook, item_id: int) -> HttpResponse:
    """Lead back to the item; a page that stands there already has to be loaded again."""
    if not answers.is_htmx(request):
        page = reverse("selfassess:supplements", args=[workbook.dossier.pk])
        return redirect(f"{page}#muc-{item_id}")
    response = HttpResponse(status=204)
    response["HX-Refresh"] = "true"
    return response
