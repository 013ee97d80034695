"""Second readings of a round: drawing them, and how far they have come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from parindex.appraisal.choices import ReadingState
from parindex.appraisal.operations import draw_readings
from parindex.appraisal.queries import council_dossiers
from parindex.appraisal.readings import ReadingRow, draws_of, readings_of
from parindex.cycles.rules import is_secretary
from parindex.kernel import clock
from parindex.kernel.errors import Correctable, Refused
from parindex.web.manage.council_forms import DrawForm
from parindex.web.manage.rounds import chosen, overseen_rounds, secretarys_rounds
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE

TONES = {"OPEN": "waiting", "AGREED": "good", "DIFFERS": "bad"}


@dataclass(frozen=True, kw_only=True)
class ReadingsPage:
    """A round's second readings under the filter."""

    rows: list[ReadingRow]
    state: str

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """Return value, label and number of each state."""
        found = Counter(row.reading.state for row in self.rows)
        return [(state.value, str(state.label), found[state]) for state in ReadingState]

    @property
    def shown(self) -> list[tuple[ReadingRow, str]]:
        """Return what the filter leaves, each with the tone of its state."""
        return [
            (row, TONES[row.reading.state])
            for row in self.rows
            if self.state in {"", row.reading.state}
        ]

    @property
    def done(self) -> int:
        return sum(not row.is_open for row in self.rows)


@loads("oversees the cycle", overseen_rounds)
@require_GET
def readings(request: PersonRequest, rounds: list[Any]) -> HttpResponse:
    """Show what was drawn, by which seed, and what the readers said."""
    return _page(request, rounds)


@loads("secretary of the council", secretarys_rounds)
@require_POST
def draw(request: PersonRequest, rounds: list[Any]) -> HttpResponse:
    """Draw awards for a second reading."""
    form, scoring_round = DrawForm.of(request.POST), chosen(rounds, request.GET)
    sets = _sets(scoring_round)
    try:
        if form.set_code not in sets:
            raise Refused(_("Hãy chọn bộ tiêu chí."))
        drawn = draw_readings(
            scoring_round=scoring_round,
            criteria_set=sets[form.set_code],
            plan=form.plan(),
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return _page(request, rounds, form=form, error=error)
    count = drawn.readings.count()
    said = ngettext("Đã rút %(count)d mục để đọc lại.", "Đã rút %(count)d mục để đọc lại.", count)
    messages.success(request, said % {"count": count})
    here = reverse("manage:readings", args=[scoring_round.cycle.code])
    return redirect(f"{here}?dot={scoring_round.number}")


def _page(
    request: PersonRequest,
    rounds: list[Any],
    *,
    form: DrawForm | None = None,
    error: Exception | None = None,
) -> HttpResponse:
    scoring_round = chosen(rounds, request.GET)
    sets = _sets(scoring_round)
    proposed = DrawForm(
        set_code=next(iter(sets), ""), seed=f"{scoring_round.cycle.code}/{scoring_round.number}"
    )
    context = {
        "cycle": scoring_round.cycle,
        "rounds": rounds,
        "round": scoring_round,
        "draws": draws_of(scoring_round),
        "page": ReadingsPage(
            rows=readings_of(scoring_round), state=request.GET.get("trang-thai", "")
        ),
        "sets": sets,
        "form": form or proposed,
        "may_draw": is_secretary(request.actor, scoring_round.cycle),
        "error": error,
    }
    return render(request, "manage/readings.html", context, status=UNPROCESSABLE if error else 200)


def _sets(scoring_round: Any) -> dict[str, Any]:
    """Return the criteria sets that the council appraises in the round, by their codes."""
    return {row.criteria_set.code: row.criteria_set for row in council_dossiers(scoring_round)}
