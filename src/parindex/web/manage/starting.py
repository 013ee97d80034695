"""Starting a round that goes on from an earlier one: what it will do, and the button that does it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from parindex.assessments.operations import start_round
from parindex.assessments.queries import drafted_dossiers
from parindex.kernel import clock
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Correctable
from parindex.web.manage.loaders import coordinated_round
from parindex.web.shell.access import PersonRequest, loads


@dataclass(frozen=True, kw_only=True)
class Start:
    """A round that waits for its start; ``blocks`` says what for, "" when it can begin."""

    round: Any
    origin: Any
    not_handed_in: int
    blocks: str


def start_of(scoring_round: Any, *, has_dossiers: bool, now: dt.datetime) -> Start | None:
    """Return what starting the round would do; None for one that has begun or starts by itself."""
    origin = scoring_round.starts_from
    if origin is None or has_dossiers:
        return None
    waiting = list(drafted_dossiers().filter(round=origin))
    last = max([origin.due_at, *(row.due_at for row in waiting)])
    blocks = ""
    if now < last:
        blocks = _("%(round)s còn hạn nộp đến trước %(due)s.") % {
            "round": origin.name,
            "due": moment_text(last),
        }
    return Start(round=scoring_round, origin=origin, not_handed_in=len(waiting), blocks=blocks)


@loads("coordinates the cycle", coordinated_round)
@require_POST
def start(request: PersonRequest, scoring_round: Any) -> HttpResponse:
    """Start the round, after a confirmation on the cycle's page."""
    cycle = scoring_round.cycle
    try:
        opened = start_round(scoring_round=scoring_round, actor=request.actor, now=clock.now())
    except Correctable as error:
        messages.error(request, str(error))
    else:
        text = ngettext(
            "Đã mở %(round)s cho %(count)d đơn vị.",
            "Đã mở %(round)s cho %(count)d đơn vị.",
            opened,
        )
        messages.success(request, text % {"round": scoring_round.name, "count": opened})
    here = reverse("manage:cycle", args=[cycle.code])
    return redirect(f"{here}?dot={scoring_round.number}")
