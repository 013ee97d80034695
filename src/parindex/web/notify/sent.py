"""What was sent to whom, and what became of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parindex.notices.choices import MailState, NoticeKind
from parindex.notices.queries.sent import SentFilter, mail_counts, sent_in
from parindex.web.notify.pages import chasing, paged, without_page
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.forms import typed
from parindex.web.shell.loaders import overseen_cycle


@loads("oversees the cycle", overseen_cycle)
@require_GET
def sent(request: PersonRequest, *, cycle: Any) -> HttpResponse:
    """Show every notice of the cycle with its letter, the newest first."""
    wanted = SentFilter(
        kind=request.GET.get("loai", ""),
        mail_state=request.GET.get("thu", ""),
        text=typed(request.GET, "tim").strip(),
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
