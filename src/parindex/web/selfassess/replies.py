"""After the provisional notice: what was awarded, what was lost, and replying within the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from parindex.appraisal import operations
from parindex.appraisal.docket import Case, Docket
from parindex.appraisal.queries import docket_of
from parindex.appraisal.rules import is_open_for_reply, may_answer
from parindex.assessments.workbook import Workbook
from parindex.engine import Tally
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, PersonError, Stale
from parindex.web.selfassess import answers
from parindex.web.selfassess.desk import line_or_404
from parindex.web.selfassess.names import anchor, slug
from parindex.web.shell import forms, loaders
from parindex.web.shell.access import PersonRequest, loads


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """One component after appraisal, with what stands in the reply's box."""

    case: Case
    text: str
    version: int
    problem: str = ""
    theirs: str = ""
    theirs_version: int = 0
    said: str = ""
    said_problem: str = ""

    @property
    def code(self) -> str:
        return self.case.code

    @property
    def slug(self) -> str:
        return slug(self.code)

    @property
    def anchor(self) -> str:
        return anchor(self.code)

    @property
    def can_rewrite(self) -> bool:
        """Tell whether the opening may still be written: the council said nothing, the chair ruled on nothing."""
        return len(self.case.thread) <= 1 and not self.case.is_thread_closed

    @property
    def change(self) -> Decimal | None:
        """Return how many points the appraisal added to, or took from, the counted points."""
        proposed, final = self.case.proposed, self.case.final
        return None if proposed is None or final is None else final - proposed


@dataclass(frozen=True, kw_only=True)
class FieldLoss:
    """A field's counted and final points, and what is missing to its maximum."""

    code: str
    name: str
    proposed: Decimal | None
    final: Decimal | None
    max_points: Decimal

    @property
    def lost(self) -> Decimal:
        return self.max_points - (self.final or Decimal(0))


@loads("desk", loaders.desk)
@require_GET
def replies(request: PersonRequest, *, workbook: Workbook) -> HttpResponse:
    """Every component with self-score, award and reason; nothing before the notice is sent."""
    return _page(request, docket_of(workbook))


@loads("desk", loaders.desk)
@require_POST
def save_reply(request: PersonRequest, *, workbook: Workbook, code: str) -> HttpResponse:
    """Reply to one award."""
    line_or_404(request, workbook, code)
    typed = forms.typed(request.POST, "text")
    try:
        operations.save_reply(
            dossier_id=workbook.dossier.pk,
            code=code,
            text=typed,
            expected_version=forms.version_of(request.POST),
            uploads=request.FILES.getlist("files"),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _refused(request, docket_of(workbook), code, typed=typed, error=error)
    if not answers.is_htmx(request):
        return _back(workbook, code)
    view = case_view(docket_of(workbook).cases[code])
    return render(
        request, "selfassess/reply_saved.html", {"view": view, "dossier": workbook.dossier}
    )


@loads("desk", loaders.desk)
@require_POST
def say(request: PersonRequest, *, workbook: Workbook, code: str) -> HttpResponse:
    """Go on with the thread about one award, for the unit; the council speaks on its own pages."""
    line_or_404(request, workbook, code)
    if not may_answer(request.actor, workbook.dossier):
        raise Http404
    typed = forms.typed(request.POST, "text")
    try:
        operations.post_message(
            dossier_id=workbook.dossier.pk,
            code=code,
            text=typed,
            uploads=request.FILES.getlist("files"),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        docket = docket_of(workbook)
        view = case_view(docket.cases[code], said=typed, said_problem=str(error))
        return _page(request, docket, status=answers.status_of(error), kept={code: view})
    return _back(workbook, code)


def case_view(case: Case, **kept: Any) -> CaseView:
    """Return a case with the stored reply, or with what was typed and not taken."""
    stored: dict[str, Any] = {
        "text": case.reply.text if case.reply else "",
        "version": case.reply.version if case.reply else 0,
    }
    return CaseView(case=case, **(stored | kept))


def field_losses(docket: Docket) -> list[FieldLoss]:
    """Return the overview of what was lost, field by field."""
    own = {tally.code: tally for tally in docket.workbook.own_tally.children}
    return [_loss(own[tally.code], tally) for tally in docket.final_tally.children]


def _back(workbook: Workbook, code: str) -> HttpResponse:
    return redirect(f"{reverse('selfassess:replies', args=[workbook.dossier.pk])}#{anchor(code)}")


def _loss(own: Tally, final: Tally) -> FieldLoss:
    return FieldLoss(
        code=final.code,
        name=final.name,
        proposed=own.points if own.scored_leaves else None,  # a survey's field is nobody's own
        final=final.points,
        max_points=final.max_points,
    )


def _page(
    request: PersonRequest,
    docket: Docket,
    *,
    status: int = 200,
    kept: Mapping[str, CaseView] | None = None,
) -> HttpResponse:
    dossier, notice = docket.workbook.dossier, docket.notice
    is_open = notice is not None and is_open_for_reply(dossier, notice, now())
    context: dict[str, Any] = {"dossier": dossier, "notice": notice, "is_open": is_open}
    if notice is not None:
        context |= {
            "docket": docket,
            "views": [
                (kept or {}).get(code) or case_view(case) for code, case in docket.cases.items()
            ],
            "losses": field_losses(docket),
            "may_reply": is_open and may_answer(request.actor, dossier),
        }
    return render(request, "selfassess/replies.html", context, status=status)


def _refused(
    request: PersonRequest, docket: Docket, code: str, *, typed: str, error: PersonError
) -> HttpResponse:
    kept: dict[str, Any] = {"text": typed, "problem": str(error)}
    if isinstance(error, Stale):
        kept |= {"theirs": error.theirs["text"], "theirs_version": error.version}
    view, status = case_view(docket.cases[code], **kept), answers.status_of(error)
    if not answers.is_htmx(request):
        return _page(request, docket, status=status, kept={code: view})
    return render(
        request,
        "selfassess/reply_refused.html",
        {"view": view, "dossier": docket.workbook.dossier},
        status=status,
    )
