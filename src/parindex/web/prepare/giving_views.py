"""What the person's units promised to give to others, and marking it as given."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parindex.kernel.clock import now, vietnam_date
from parindex.kernel.errors import Correctable
from parindex.preparation.operations import mark_contribution
from parindex.preparation.queries.parts import newest_dossiers
from parindex.web.prepare import loaders
from parindex.web.prepare.names import anchor
from parindex.web.prepare.summary_file import contributions_sheet
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.forms import typed, version_of
from parindex.web.shell.sheets import asks_workbook, send_workbook


@loads("gives something in the cycle", loaders.promises)
@require_GET
def giving(request: PersonRequest, *, cycle: Any, owed: list[Any]) -> HttpResponseBase:
    """Show what the person's units promised, what is missing first."""
    if asks_workbook(request):
        sheet, name = contributions_sheet(owed, now()), f"cung-cap-{cycle.code}"
        return send_workbook([sheet], name=name, title=f"Tài liệu đã hứa: {cycle}", now=now())
    today = vietnam_date(now())
    missing = [row for row in owed if row.kept_at is None]
    context = {
        "cycle": cycle,
        "missing": missing,
        "given": [row for row in owed if row.kept_at is not None],
        "today": today,
    }
    return render(request, "prepare/giving.html", context)


@loads("gives it, or prepares the component", loaders.promise)
@require_POST
def mark(request: PersonRequest, *, promised: Any) -> HttpResponse:
    """Say that promised evidence came, or that it is missing after all."""
    try:
        mark_contribution(
            contribution_id=promised.pk,
            is_given=request.POST.get("given") == "1",
            note_text=typed(request.POST, "note"),
            expected_version=version_of(request.POST),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã ghi: %(what)s.") % {"what": promised.what})
    if request.POST.get("from") == "giving":
        return redirect("prepare:giving", cycle_code=promised.cycle.code)
    scoring_round = request.POST.get("round", "")
    if scoring_round.isdecimal() and len(scoring_round) < 16:
        return redirect("prepare:field", round_id=int(scoring_round))
    dossier_id = newest_dossiers(promised.cycle, [promised.unit_id])[promised.unit_id]
    response = redirect("prepare:unit", dossier_id=dossier_id)
    response["Location"] += f"#{anchor(promised.code)}"
    return response
