"""Who is late, by how much, and what the head says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from parindex.kernel import clock
from parindex.notices.exports import late_xlsx
from parindex.notices.queries.lateness import Late, late_in
from parindex.viet import search_key
from parindex.web.notify.pages import chasing, paged, without_page
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.forms import typed
from parindex.web.shell.loaders import overseen_cycle

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Look(TextChoices):
    """What of the list is looked at; the values stand in the query string."""

    MISSING = "chua-nop", gettext_lazy("Chưa nộp")
    HANDED_IN = "nop-muon", gettext_lazy("Nộp muộn")
    SILENT = "chua-giai-trinh", gettext_lazy("Chưa giải trình")
    EXTENDED = "gia-han", gettext_lazy("Đã được gia hạn")


_FITS: dict[str, Callable[[Late], bool]] = {
    Look.MISSING: lambda row: row.is_missing,
    Look.HANDED_IN: lambda row: not row.is_missing,
    Look.SILENT: lambda row: row.owes_explanation,
    Look.EXTENDED: lambda row: row.extension is not None,
}


def _anything(_row: Late) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string; empty means all."""

    look: str = ""
    text: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        return cls(look=query.get("loai", ""), text=typed(query, "tim").strip())

    def of_rows(self, rows: Sequence[Late]) -> list[Late]:
        fits = _FITS.get(self.look, _anything)
        key = search_key(self.text)
        return [
            row
            for row in rows
            if fits(row) and (not key or key in search_key(f"{row.unit.body} {row.part_of}"))
        ]


@loads("oversees the cycle", overseen_cycle)
@require_GET
def late(request: PersonRequest, *, cycle: Any) -> HttpResponse:
    """Show who is late in the round, the longest first."""
    context = chasing(request, cycle, "late")
    wanted, now = Wanted.of(request.GET), clock.now()
    rows = late_in(context["round"], now=now) if context["round"] else []
    counts = Counter(look for row in rows for look, fits in _FITS.items() if fits(row))
    context |= {
        "page": paged(wanted.of_rows(rows), request.GET),
        "query": without_page(request.GET),
        "wanted": wanted,
        "total": len(rows),
        "looks": [(look.value, look.label, counts[look]) for look in Look],
        "now": now,
    }
    return render(request, "notify/late.html", context)


@loads("oversees the cycle", overseen_cycle)
@require_GET
def late_file(request: PersonRequest, *, cycle: Any) -> HttpResponse:
    """Send the same list, filtered the same way, as a workbook."""
    chosen, now = chasing(request, cycle, "late")["round"], clock.now()
    if chosen is None:
        raise Http404
    rows = Wanted.of(request.GET).of_rows(late_in(chosen, now=now))
    response = HttpResponse(late_xlsx(chosen, rows, now=now), content_type=XLSX)
    name = f"qua-han-{cycle.code}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
