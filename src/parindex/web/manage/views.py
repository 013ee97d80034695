"""The pages of those who run a cycle: board, publication, journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parindex.cycles.queries import rounds_of
from parindex.cycles.rules import may_coordinate
from parindex.kernel import clock
from parindex.kernel.errors import Correctable
from parindex.results.operations import publish_results
from parindex.results.queries import publication_of
from parindex.viet import format_date
from parindex.web.manage import standing, trail
from parindex.web.manage.board import Wanted, build_board, whole_board
from parindex.web.manage.forms import PublicationForm
from parindex.web.manage.loaders import coordinated_set, readable_journal, set_with_dossiers
from parindex.web.manage.reminders import before
from parindex.web.manage.starting import start_of
from parindex.web.manage.tables import board_sheets, journal_sheet
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE
from parindex.web.shell.forms import UnreadableError
from parindex.web.shell.loaders import overseen_cycle
from parindex.web.shell.sheets import asks_workbook, send_workbook

MOST_ENTRIES = (
    20_000  # of the journal in one file, the newest; the whole of it: parindex journal export
)


@loads("oversees the cycle", overseen_cycle)
@require_GET
def cycle(request: PersonRequest, cycle: Any) -> HttpResponseBase:
    """Show where every unit stands, and who to call."""
    rounds = rounds_of(cycle)
    chosen = _chosen_round(rounds, request.GET.get("dot", ""))
    wanted = Wanted.of(request.GET)
    if chosen and asks_workbook(request):
        found = whole_board(chosen, wanted, now=clock.now())
        name = f"tien-do-{cycle.code}-{chosen.number}"
        return send_workbook(board_sheets(found), name=name, title=str(chosen), now=clock.now())
    board = build_board(chosen, wanted, now=clock.now()) if chosen else None
    context = {
        "cycle": cycle,
        "rounds": rounds,
        "round": chosen,
        "wanted": wanted,
        "board": board,
        "start": start_of(chosen, has_dossiers=bool(board and board.total), now=clock.now())
        if chosen
        else None,
        "due_before": before(chosen.due_at) if chosen else "",
        "may_coordinate": may_coordinate(request.actor, cycle),
    }
    part = "manage/_board.html" if request.htmx else "manage/cycle.html"  # type: ignore[attr-defined]
    return render(request, part, context)


@loads("oversees the cycle", set_with_dossiers)
@require_GET
def publish(request: PersonRequest, cycle: Any, rows: Sequence[Any]) -> HttpResponse:
    """Show the standings and what still blocks; once published, what was frozen."""
    form = PublicationForm(day=format_date(clock.vietnam_date(clock.now())))
    corrects = request.GET.get("dinh-chinh") == "1"
    return _results(request, cycle, rows, form=form, asks_correction=corrects)


@loads("coordinates the cycle", coordinated_set)
@require_POST
def announce(request: PersonRequest, cycle: Any, rows: Sequence[Any]) -> HttpResponse:
    """Publish in two steps: the first shows what will be frozen, the second freezes it."""
    typed = PublicationForm.of(request.POST)
    first = standing.rows_of_round(rows, request.POST.get("dot", ""))[0]
    try:
        day = typed.check()
        if "sure" not in request.POST:
            _require_reason(first, typed)
            return _results(request, cycle, rows, form=typed, day=day)
        publish_results(
            scoring_round=first.round,
            criteria_set=first.criteria_set,
            decision_number=typed.number,
            decision_date=day,
            signed_by=typed.signer,
            correction_reason=typed.reason,
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return _results(request, cycle, rows, form=typed, error=error)
    messages.success(request, _("Đã công bố kết quả theo %(number)s.") % {"number": typed.number})
    here = reverse("manage:publish", args=[cycle.code, first.criteria_set.code])
    return redirect(f"{here}?dot={first.round.number}")


@loads("oversees the cycle, or administers above it", readable_journal)
@require_GET
def journal(request: PersonRequest, cycle: Any) -> HttpResponseBase:
    """Show what happened, the newest first; on demand verify the whole chain."""
    if request.htmx and request.GET.get("kiem"):  # type: ignore[attr-defined]
        return render(request, "manage/_chain.html", {"chain": trail.verify_chain()})
    if asks_workbook(request):
        whole = trail.build_page(request.actor, cycle, request.GET, size=MOST_ENTRIES)
        sheet, name = journal_sheet(whole.entries), f"nhat-ky-{cycle.code}"
        return send_workbook([sheet], name=name, title=f"Nhật ký: {cycle}", now=clock.now())
    page = trail.build_page(request.actor, cycle, request.GET)
    part = "manage/_journal.html" if request.htmx else "manage/journal.html"  # type: ignore[attr-defined]
    return render(request, part, {"cycle": cycle, "page": page, "chain": page.chain})


def _results(
    request: PersonRequest, cycle: Any, rows: Sequence[Any], **attempt: Any
) -> HttpResponse:
    number = request.POST.get("dot", "") or request.GET.get("dot", "")
    page = standing.build_page(
        request.actor, cycle, rows, round_number=number, now=clock.now(), **attempt
    )
    context = {"cycle": cycle, "page": page, "here": request.path}
    status = UNPROCESSABLE if page.error else 200
    return render(request, "manage/publish.html", context, status=status)


def _require_reason(first: Any, typed: PublicationForm) -> None:
    """Ask for a correction's reason before it is shown, not only when it is published."""
    if not typed.reason and publication_of(first.round, first.criteria_set) is not None:
        raise UnreadableError(_("Hãy ghi lý do đính chính."), text="")


def _chosen_round(rounds: list[Any], number: str) -> Any:
    """Return the round of this number, else the newest; None while there is none."""
    newest = rounds[-1] if rounds else None
    return next((row for row in rounds if str(row.number) == number), newest)
