"""A person's own notices: the list, marking as read, going where one leads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from parindex.kernel import clock
from parindex.notices.choices import NoticeKind
from parindex.notices.operations import mark_read
from parindex.notices.queries import inbox as own
from parindex.web.notify.loaders import notice as own_notice
from parindex.web.notify.pages import paged, without_page
from parindex.web.shell.access import PersonRequest, loads, signed_in

UNREAD = "chua-doc"


@signed_in
@require_GET
def inbox(request: PersonRequest) -> HttpResponse:
    """Show what the person was told, the newest first."""
    kind, unread_only = request.GET.get("loai", ""), request.GET.get("xem") == UNREAD
    rows = own.inbox(request.actor, kind=kind, unread_only=unread_only)
    counts = own.kind_counts(request.actor)
    context = {
        "page": paged(rows, request.GET),
        "query": without_page(request.GET),
        "kind": kind,
        "unread_only": unread_only,
        "kinds": [(one.value, one.label, counts[one]) for one in NoticeKind if one in counts],
        "total": sum(counts.values()),
        "unread": own.unread_count(request.actor),
        "here": request.get_full_path(),
    }
    return render(request, "notify/inbox.html", context)


@signed_in
@require_POST
def read(request: PersonRequest) -> HttpResponse:
    """Mark one notice as read, or all of them."""
    chosen = request.POST.get("notice", "")
    ids = [int(chosen)] if chosen.isdecimal() and len(chosen) < 18 else None
    if chosen and ids is None:
        ids = []
    count = mark_read(actor=request.actor, notice_ids=ids, now=clock.now())
    if ids is None:
        words = ngettext(
            "Đã đánh dấu %(count)d thông báo là đã đọc.",
            "Đã đánh dấu %(count)d thông báo là đã đọc.",
            count,
        )
        messages.success(
            request, words % {"count": count} if count else _("Không còn thông báo nào chưa đọc.")
        )
    return redirect(_back(request))


@loads("own notice", own_notice)
@require_GET
def open_notice(request: PersonRequest, *, notice: Any) -> HttpResponse:
    """Mark a notice as read and go where it leads: a step in the person's own list, no other change."""
    mark_read(actor=request.actor, notice_ids=[notice.pk], now=clock.now())
    return redirect(notice.url or reverse("notify:inbox"))


def _back(request: PersonRequest) -> str:
    """Return to the list as it was filtered, never to another site."""
    wanted = request.POST.get("next", "")
    here = reverse("notify:inbox")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe and wanted.startswith(here) else here
