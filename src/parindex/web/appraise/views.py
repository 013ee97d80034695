"""The appraiser's pages: the queue, one case, awarding it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parindex.appraisal.desk import desk_of
from parindex.appraisal.docket import Case, Docket
from parindex.appraisal.operations import (
    AwardDraft,
    post_message,
    record_survey_result,
    save_award,
)
from parindex.crosschecks.queries import open_flag_counts
from parindex.engine import FactError
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, Stale
from parindex.web.appraise.board import PAGE_SIZE, Status, Wanted, build_board, stretch_of
from parindex.web.appraise.case_page import Typed, build_page
from parindex.web.appraise.loaders import appraised_round, assigned_case
from parindex.web.appraise.offers import offer_of
from parindex.web.appraise.tables import queue_sheet
from parindex.web.appraise.trail import Way, case_address, case_url, next_work
from parindex.web.shell import forms
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import CONFLICT, UNPROCESSABLE
from parindex.web.shell.flags import case_panel
from parindex.web.shell.forms import read_points
from parindex.web.shell.fragments import page_or_part
from parindex.web.shell.sheets import asks_workbook, send_workbook


@loads("appraiser of the round", appraised_round)
@require_GET
def queue(request: PersonRequest, scoring_round: Any) -> HttpResponseBase:
    """Show everything that is the person's to appraise, as a grid or a list."""
    wanted = Wanted.of(request.GET)
    if asks_workbook(request):
        sheet = queue_sheet(request.actor, scoring_round, wanted, now=now())
        name = f"tham-dinh-{scoring_round.cycle.code}-{scoring_round.number}"
        return send_workbook([sheet], name=name, title=str(scoring_round), now=now())
    stretch = stretch_of(desk_of(request.actor, scoring_round, now=now()), wanted)
    places = {(item.dossier.pk, item.node.code) for item in stretch.items}
    board = build_board(stretch, wanted, open_flag_counts(stretch.window.rows, places))
    context = {
        "round": scoring_round,
        "board": board,
        "wanted": wanted,
        "statuses": Status.choices,
        "page": Paginator(board.shown, PAGE_SIZE).get_page(wanted.page) if wanted.as_list else None,
    }
    return page_or_part(
        request, page="appraise/queue.html", part="appraise/_board.html", context=context
    )


@loads("appraiser of the component", assigned_case)
@require_GET
def case(request: PersonRequest, docket: Docket, case: Case) -> HttpResponse:
    """Show one component of one unit beside the form that awards it."""
    return _page(request, docket, case)


@loads("appraiser of the component", assigned_case)
@require_http_methods(["GET", "POST"])
def award(request: PersonRequest, docket: Docket, case: Case) -> HttpResponse:
    """Award the component, and go on to the next one that waits if the person asked for it.

    A refused form stands under this address; opened anew, it leads back to the case.
    """
    if request.method == "GET":
        return _back(request, docket, case)
    typed, dossier = _typed(request, case), docket.workbook.dossier
    try:
        draft = AwardDraft(
            points=None if typed.not_applicable else read_points(typed.points),
            reason=typed.reason,
            not_applicable=typed.not_applicable,
        )
        save_award(
            dossier_id=dossier.pk,
            code=case.code,
            draft=draft,
            expected_version=typed.version,
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _page(request, docket, case, typed=typed, error=error)
    messages.success(
        request,
        _("Đã lưu điểm mục %(code)s của %(unit)s.")
        % {"code": case.code, "unit": dossier.unit.name},
    )
    return _go_on(request, dossier, case.code)


@loads("appraiser of the component", assigned_case)
@require_http_methods(["GET", "POST"])
def survey(request: PersonRequest, docket: Docket, case: Case) -> HttpResponse:
    """Enter the survey's percentage; the award form then proposes what the rule makes of it."""
    if request.method == "GET":
        return _back(request, docket, case)
    typed, dossier = forms.typed(request.POST, "percent").strip(), docket.workbook.dossier
    try:
        record_survey_result(
            dossier_id=dossier.pk,
            code=case.code,
            wire=typed.replace(",", "."),
            expected_version=Typed.of(request.POST).version,
            actor=request.actor,
            now=now(),
        )
    except (Correctable, FactError) as error:
        return _page(request, docket, case, survey_text=typed, survey_error=error)
    messages.success(
        request, _("Đã ghi kết quả điều tra. Hãy lưu điểm thẩm định theo kết quả này.")
    )
    return _back(request, docket, case)


@loads("appraiser of the component", assigned_case)
@require_http_methods(["GET", "POST"])
def say(request: PersonRequest, docket: Docket, case: Case) -> HttpResponse:
    """Answer the unit, or ask it, in the thread about the award."""
    if request.method == "GET":
        return _back(request, docket, case)
    typed = forms.typed(request.POST, "text")
    try:
        post_message(
            dossier_id=docket.workbook.dossier.pk,
            code=case.code,
            text=typed,
            uploads=request.FILES.getlist("files"),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _page(request, docket, case, said=typed, said_error=error)
    messages.success(request, _("Đã gửi ý kiến về mục %(code)s.") % {"code": case.code})
    return _back(request, docket, case)


def _back(request: PersonRequest, docket: Docket, case: Case) -> HttpResponse:
    way = Way.of(request.GET.get("theo", ""))
    return redirect(case_address(docket.workbook.dossier, case.code, way))


def _typed(request: PersonRequest, case: Case) -> Typed:
    """Return what was typed, or what the clicked offer stands for."""
    typed = Typed.of(request.POST)
    offer = offer_of(case.line, request.POST.get("quick", ""))
    return typed if offer is None else Typed.offered(offer, version=typed.version)


def _page(request: PersonRequest, docket: Docket, case: Case, **attempt: Any) -> HttpResponse:
    way = Way.of(request.GET.get("theo", ""))
    page = build_page(request.actor, docket, case, way, **attempt)
    refused = page.error or page.survey_error or page.said_error
    status = 200 if refused is None else CONFLICT if isinstance(refused, Stale) else UNPROCESSABLE
    context = {"page": page, "panel": case_panel(request.actor, docket.workbook, case.code)}
    return render(request, "appraise/case.html", context, status=status)


def _go_on(request: PersonRequest, dossier: Any, code: str) -> HttpResponse:
    way = Way.of(request.GET.get("theo", ""))
    if "next" not in request.POST:
        return redirect(case_address(dossier, code, way))
    found = next_work(request.actor, dossier, code, way)
    if found is None:
        messages.success(request, _("Anh/chị đã thẩm định xong toàn bộ phần được phân công."))
        return redirect("appraise:queue", round_id=dossier.round_id)
    return redirect(case_url(found, way))
