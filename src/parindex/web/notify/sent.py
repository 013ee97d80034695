"""What was sent to whom, and what became of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parindex.kernel import clock
from parindex.notices.choices import MailState, NoticeKind
from parindex.notices.exports import sent_sheet
from parindex.notices.queries.sent import SentFilter, mail_counts, sent_in
from parindex.web.notify.pages import chasing, paged, without_page
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.forms import typed
from parindex.web.shell.loaders import overseen_cycle
from parindex.web.shell.sheets import asks_workbook, send_workbook


@loads("oversees the cycle", overseen_cycle)
@require_GET
def sent(request: PersonRequest, *, cycle: Any) -> HttpResponseBase:
    """Show every notice of the cycle with its letter, the newest first."""
    wanted = SentFilter(
        kind=request.GET.get("loai", ""),
        mail_state=request.GET.get("thu", ""),
        text=typed(request.GET, "tim").strip(),
    )
    if asks_workbook(request):
        rows = sent_in(cycle, wanted).iterator(chunk_size=2000)
        return send_workbook(
            [sent_sheet(rows)],
            name=f"da-gui-{cycle.code}",
            title=f"Đã gửi: {cycle}",
            now=clock.now(),
        )
    counts = mail_counts(cycle)
    context = chasing(request, cycle, "sent") | {
        "page": paged(sent_in(cycle, wanted), request.GET),
        "query": without_page(request.GET),
        "wanted": wanted,
        "total": sum(counts.values()),
        "states": [(one.value, one.label, counts[one.value]) for one in MailState],
        "kinds": NoticeKind.choices,
    }
    return render(request, "notify/sent.html", context)
