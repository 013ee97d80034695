"""The pages of those who run a cycle: board, assignments, publication, journal."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parindex.cycles.queries import rounds_of
from parindex.cycles.rules import may_coordinate
from parindex.kernel import clock
from parindex.web.manage.progress import Wanted, before, build_board
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.loaders import overseen_cycle


@loads("oversees the cycle", overseen_cycle)
@require_GET
def cycle(request: PersonRequest, cycle: Any) -> HttpResponse:
    """Show where every unit stands, and who to call."""
    rounds = rounds_of(cycle)
    chosen = _chosen_round(rounds, request.GET.get("dot", ""))
    wanted = Wanted.of(request.GET)
    context = {
        "cycle": cycle,
        "rounds": rounds,
        "round": chosen,
        "wanted": wanted,
        "board": build_board(chosen, wanted, now=clock.now()) if chosen else None,
        "due_before": before(chosen.due_at) if chosen else "",
        "may_coordinate": may_coordinate(request.actor, cycle),
    }
    part = "manage/_board.html" if request.htmx else "manage/cycle.html"  # type: ignore[attr-defined]
    return render(request, part, context)


def _chosen_round(rounds: list[Any], number: str) -> Any:
    """Return the round of this number, else the newest; None while there is none."""
    newest = rounds[-1] if rounds else None
    return next((row for row in rounds if str(row.number) == number), newest)


publish = journal = cycle
