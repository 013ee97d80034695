"""The provisional results of a round: all that are ready at once, and what the others lack."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from parindex.appraisal.operations import send_all_provisional, waiting_for_notice
from parindex.cycles.rules import is_secretary
from parindex.kernel import clock
from parindex.kernel.errors import Correctable
from parindex.web.manage.forms import DueForm
from parindex.web.manage.rounds import chosen, overseen_rounds, secretarys_rounds
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE


@loads("oversees the cycle", overseen_rounds)
@require_GET
def sending(request: PersonRequest, rounds: list[Any]) -> HttpResponse:
    """Show which dossiers are ready for their provisional result, and why the others are not."""
    return _page(request, rounds)


@loads("secretary of the council", secretarys_rounds)
@require_POST
def send_all(request: PersonRequest, rounds: list[Any]) -> HttpResponse:
    """Send all that are ready, with one window for replies."""
    form, scoring_round = DueForm.of(request.POST), chosen(rounds, request.GET)
    try:
        sent = send_all_provisional(
            scoring_round=scoring_round,
            reply_due_at=form.moment(missing=_("Hãy ghi hạn giải trình.")),
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return _page(request, rounds, due=form, error=error)
    count = len(sent.notices)
    said = ngettext(
        "Đã gửi kết quả tạm thời cho %(count)d đơn vị.",
        "Đã gửi kết quả tạm thời cho %(count)d đơn vị.",
        count,
    )
    messages.success(request, said % {"count": count})
    here = reverse("manage:sending", args=[scoring_round.cycle.code])
    return redirect(f"{here}?dot={scoring_round.number}")


def _page(
    request: PersonRequest,
    rounds: list[Any],
    *,
    due: DueForm | None = None,
    error: Exception | None = None,
) -> HttpResponse:
    moment, scoring_round = clock.now(), chosen(rounds, request.GET)
    found = waiting_for_notice(request.actor, scoring_round, moment)
    context = {
        "cycle": scoring_round.cycle,
        "rounds": rounds,
        "round": scoring_round,
        "ready": [row for row in found if row.is_ready],
        "left": [row for row in found if not row.is_ready],
        "due": due or DueForm.proposed(moment),
        "may_send": is_secretary(request.actor, scoring_round.cycle),
        "error": error,
    }
    return render(request, "manage/sending.html", context, status=UNPROCESSABLE if error else 200)
