"""What lead departments propose for a dossier: the unit takes it with one click, or says why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from parindex.engine import FactError
from parindex.exchange import operations
from parindex.exchange.queries.proposals import Offers
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.web.exchange import loaders
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.forms import typed

_SEEN = re.compile(r"(\d{1,15}):(\d{1,9})", re.ASCII)


@loads(loaders.TYPES, loaders.offers)
@require_GET
def proposals(request: PersonRequest, *, offers: Offers) -> HttpResponse:
    """Show what waits and what was decided."""
    return render(request, "exchange/proposals.html", {"offers": offers, "dossier": offers.dossier})


@loads(loaders.TYPES, loaders.offers)
@require_POST
def accept(request: PersonRequest, *, offers: Offers) -> HttpResponse:
    """Take one figure or all that were looked at: "proposal:version" each."""
    seen = _seen(request.POST.getlist("row"), offers)
    try:
        taken = operations.accept_figures(seen=seen, actor=request.actor, now=now())
    except (Correctable, FactError) as error:
        messages.error(request, str(error))
    else:
        done = ngettext(
            "Đã nhận %(count)d số liệu vào hồ sơ.", "Đã nhận %(count)d số liệu vào hồ sơ.", taken
        )
        messages.success(request, done % {"count": taken})
    return redirect("exchange:proposals", dossier_id=offers.dossier.pk)


@loads(loaders.TYPES, loaders.offers)
@require_POST
def decline(request: PersonRequest, *, offers: Offers, proposal_id: int) -> HttpResponse:
    """Leave the dossier as it is, with a reason."""
    reason: str = typed(request.POST, "reason")
    if proposal_id not in {offer.proposal.pk for offer in offers.waiting}:
        messages.error(request, _("Đề nghị này không còn chờ nữa."))
        return redirect("exchange:proposals", dossier_id=offers.dossier.pk)
    try:
        operations.decline_figure(
            proposal_id=proposal_id, reason=reason, actor=request.actor, now=now()
        )
        messages.success(request, _("Đã báo không nhận, kèm lý do."))
    except Correctable as error:
        messages.error(request, str(error))
    return redirect("exchange:proposals", dossier_id=offers.dossier.pk)


def _seen(rows: list[str], offers: Offers) -> Mapping[int, int]:
    """Return the proposals of this dossier among those named, with the versions looked at."""
    here = {offer.proposal.pk for offer in offers.waiting}
    pairs: list[Any] = [found for row in rows if (found := _SEEN.fullmatch(row))]
    return {int(pair[1]): int(pair[2]) for pair in pairs if int(pair[1]) in here}
