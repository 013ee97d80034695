"""Sharing fields and criteria out among agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parindex.assessments.operations import share_out
from parindex.cycles.choices import Purpose
from parindex.kernel import clock
from parindex.kernel.errors import Refused
from parindex.web.manage.loaders import PurposeSlug, shared_set, slug_of
from parindex.web.manage.sharing import Depth, build_table, require_open
from parindex.web.manage.tables import shares_sheet
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.forms import typed
from parindex.web.shell.sheets import asks_workbook, send_workbook

SOURCE_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One of the cycle's tables."""

    label: str
    url: str
    is_here: bool


@loads("oversees the cycle", shared_set)
@require_GET
def assignments(
    request: PersonRequest, *, cycle: Any, stored: Any, purpose: Purpose, parts: Sequence[Any]
) -> HttpResponseBase:
    """Show who answers for what; one row can be open for a change."""
    if asks_workbook(request):
        table = build_table(
            request.actor, cycle=cycle, stored=stored, purpose=purpose, query=request.GET
        )
        name = f"phan-cong-{stored.code}-{slug_of(purpose)}"
        return send_workbook(
            [shares_sheet(table)], name=name, title=f"Phân công: {stored}", now=clock.now()
        )
    return _page(request, cycle, stored, purpose, parts=parts)


@loads("oversees the cycle", shared_set)
@require_POST
def assign(
    request: PersonRequest,
    *,
    cycle: Any,
    stored: Any,
    purpose: Purpose,
    parts: Sequence[Any],
    node_code: str,
) -> HttpResponse:
    """Name an agency for a node, or let it follow its field again."""
    require_open(cycle, stored, purpose)
    table = build_table(
        request.actor, cycle=cycle, stored=stored, purpose=purpose, query=request.GET
    )
    if not table.may_edit:
        raise Http404
    wanted = request.POST.get("agency", "")
    agency = next((row for row in table.agencies if row.code == wanted), None)
    if wanted and agency is None:
        raise Refused(_("Không có cơ quan này trong kỳ. Hãy tải lại trang rồi chọn lại."))
    share_out(
        cycle=cycle,
        criteria_set=stored,
        purpose=purpose,
        node_code=node_code,
        agency=agency,
        source=typed(request.POST, "source").strip()[:SOURCE_LENGTH],
        actor=request.actor,
        now=clock.now(),
    )
    here = f"{_here(cycle, stored, purpose)}?{request.GET.urlencode()}"
    if request.htmx:  # type: ignore[attr-defined]
        answer = _page(request, cycle, stored, purpose, parts=parts, saved=node_code)
        answer["HX-Replace-Url"] = here
        return answer
    messages.success(request, _("Đã lưu phân công mục %(code)s.") % {"code": node_code})
    return redirect(f"{here}#n-{node_code}")


def _page(
    request: PersonRequest,
    cycle: Any,
    stored: Any,
    purpose: Purpose,
    *,
    parts: Sequence[Any],
    saved: str = "",
) -> HttpResponse:
    context = {
        "cycle": cycle,
        "table": build_table(
            request.actor,
            cycle=cycle,
            stored=stored,
            purpose=purpose,
            query=request.GET,
            saved=saved,
        ),
        "slug": slug_of(purpose),
        "here": _here(cycle, stored, purpose),
        "depths": Depth.choices,
        "tabs": [_tab(cycle, other, Purpose(job), (stored, purpose)) for other, job in parts],
    }
    part = "manage/_sharing.html" if request.htmx else "manage/assignments.html"  # type: ignore[attr-defined]
    return render(request, part, context)


def _tab(cycle: Any, stored: Any, purpose: Purpose, here: tuple[Any, Purpose]) -> Tab:
    job = PurposeSlug(slug_of(purpose)).label
    return Tab(
        label=f"{stored.annex or stored.name}: {job}",
        url=_here(cycle, stored, purpose),
        is_here=(stored.pk, purpose) == (here[0].pk, here[1]),
    )


def _here(cycle: Any, stored: Any, purpose: Purpose) -> str:
    return reverse("manage:assignments", args=[cycle.code, stored.code, slug_of(purpose)])
