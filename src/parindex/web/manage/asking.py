"""All written requests of a round; and one document that goes to several units at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from parindex.appraisal.choices import RequestState
from parindex.appraisal.operations import request_supplement_of_many
from parindex.appraisal.queries import council_dossiers
from parindex.appraisal.requests import RequestRow, requests_of_round
from parindex.appraisal.rules import is_open_for_award, runs_council
from parindex.assessments.queries import load_workbooks
from parindex.kernel import clock
from parindex.kernel.errors import Correctable
from parindex.viet import search_key
from parindex.web.manage.council_forms import ManyForm
from parindex.web.manage.rounds import chosen, councils_rounds, overseen_rounds
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE

TONES = {RequestState.OPEN: "waiting", RequestState.ANSWERED: "good", RequestState.EXPIRED: "bad"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A unit in the form, with what stands in its box and what lacks proof."""

    dossier: Any
    codes: str
    unproven: str


@dataclass(frozen=True, kw_only=True)
class RequestsPage:
    """The requests of a round under the filters."""

    rows: list[RequestRow]
    state: str
    text: str

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """Return value, label and number of each state."""
        found = Counter(row.state for row in self.rows)
        return [(state.value, str(state.label), found[state]) for state in RequestState]

    @cached_property
    def shown(self) -> list[tuple[RequestRow, str]]:
        """Return what the filters leave, each with the tone of its state."""
        return [(row, TONES[row.state]) for row in self.rows if self._fits(row)]

    def _fits(self, row: RequestRow) -> bool:
        if self.state and row.state != self.state:
            return False
        said = f"{row.request.number} {row.request.dossier.unit.name}"
        return search_key(self.text) in search_key(said)


@loads("oversees the cycle", overseen_rounds)
@require_GET
def requests(request: PersonRequest, rounds: list[Any]) -> HttpResponse:
    """Show all requests of a round; chair and secretary may ask several units at once."""
    return _page(request, rounds)


@loads("chairs or keeps the council", councils_rounds)
@require_POST
def ask(request: PersonRequest, rounds: list[Any]) -> HttpResponse:
    """Issue one document to every unit beside which components stand."""
    form, scoring_round = ManyForm.of(request.POST), chosen(rounds, request.GET)
    here = {row.pk for row in council_dossiers(scoring_round)}
    codes = {pk: wanted for pk, wanted in form.read_codes().items() if pk in here}
    try:
        sent = request_supplement_of_many(
            codes=codes,
            number=form.document.checked_number(),
            reason=form.document.reason,
            due_at=form.document.due.moment(missing=_("Hãy ghi hạn bổ sung.")),
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return _page(request, rounds, form=form, error=error)
    said = ngettext(
        "Đã gửi văn bản %(number)s tới %(count)d đơn vị.",
        "Đã gửi văn bản %(number)s tới %(count)d đơn vị.",
        len(sent),
    )
    messages.success(request, said % {"number": sent[0].number, "count": len(sent)})
    return redirect(f"{_here(scoring_round)}?dot={scoring_round.number}")


def _page(
    request: PersonRequest,
    rounds: list[Any],
    *,
    form: ManyForm | None = None,
    error: Exception | None = None,
) -> HttpResponse:
    moment, scoring_round = clock.now(), chosen(rounds, request.GET)
    cycle = scoring_round.cycle
    may_ask = runs_council(request.actor, cycle)
    query = request.GET
    asked = _asked(scoring_round, query.get("muc", ""), form) if may_ask else []
    context = {
        "cycle": cycle,
        "rounds": rounds,
        "round": scoring_round,
        "page": RequestsPage(
            rows=requests_of_round(scoring_round, moment),
            state=query.get("trang-thai", ""),
            text=query.get("tim", "").strip(),
        ),
        "asked": asked,
        "form": form or ManyForm.proposed(moment, {}),
        "same": query.get("muc", ""),
        "may_ask": may_ask,
        "error": error,
    }
    return render(request, "manage/requests.html", context, status=UNPROCESSABLE if error else 200)


def _asked(scoring_round: Any, same: str, form: ManyForm | None) -> list[Asked]:
    """Return the units that can be asked now; ``same`` stands in every box, what was typed before it."""
    rows = [row for row in council_dossiers(scoring_round) if is_open_for_award(row)]
    return [
        Asked(
            dossier=workbook.dossier,
            codes=form.codes.get(workbook.dossier.pk, "") if form else same.strip(),
            unproven=", ".join(
                line.code
                for line in workbook.lines.values()
                if line.is_self_scored and not line.not_applicable and not line.is_proven
            ),
        )
        for workbook in load_workbooks(rows)
    ]


def _here(scoring_round: Any) -> str:
    return reverse("manage:requests", args=[scoring_round.cycle.code])
