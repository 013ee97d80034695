"""How a person is reached: the mail address, and the secret address of their calendar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_GET, require_POST, require_safe

from parindex.kernel import clock
from parindex.kernel.errors import Correctable
from parindex.notices import operations
from parindex.notices.calendar import calendar_file
from parindex.notices.operations.receiving import token_hash
from parindex.notices.queries.deadlines import deadlines_of, feed_owner
from parindex.notices.queries.inbox import receiving_of
from parindex.web.shell.access import PersonRequest, public, signed_in
from parindex.web.shell.forms import typed

UNPROCESSABLE, TOO_MANY = 422, 429
MOST_READS, WHILE = 30, 600  # calendar programs ask every hour or so
LONGEST_TOKEN = 100


@signed_in
@require_GET
def receiving(request: PersonRequest) -> HttpResponse:
    """Show how the person is reached, and how a calendar is added."""
    return _page(request)


@signed_in
@require_POST
def address(request: PersonRequest) -> HttpResponse:
    """Keep the person's own mail address."""
    wanted = typed(request.POST, "email")
    try:
        operations.set_address(address=wanted, actor=request.actor, now=clock.now())
    except Correctable as error:
        return _page(request, status=UNPROCESSABLE, typed_email=wanted, error=error)
    said = _("Đã lưu địa chỉ thư.") if wanted.strip() else _("Sẽ không gửi thư cho anh/chị nữa.")
    messages.success(request, said)
    return redirect("notify:receiving")


@signed_in
@require_POST
def make_feed(request: PersonRequest) -> HttpResponse:
    """Make a new calendar address and show it, for the only time; an older one stops working."""
    token = operations.create_feed(actor=request.actor, now=clock.now())
    link = request.build_absolute_uri(reverse("notify:feed", args=[token]))
    response = _page(request, link=link)
    response["Cache-Control"] = "no-store"
    return response


@signed_in
@require_POST
def drop_feed(request: PersonRequest) -> HttpResponse:
    """Make the calendar address stop working."""
    operations.drop_feed(actor=request.actor, now=clock.now())
    messages.success(request, _("Địa chỉ lịch cũ không còn dùng được."))
    return redirect("notify:receiving")


@public
@require_safe
def feed(request: PersonRequest, token: str) -> HttpResponse:
    """Send the calendar to whoever knows the secret address; nothing but its owner's own deadlines."""
    digest = token_hash(token[:LONGEST_TOKEN])
    owner = feed_owner(digest)
    if owner is None:
        raise Http404
    if _too_often(digest):
        return HttpResponse(status=TOO_MANY, headers={"Retry-After": str(WHILE)})
    site = settings.PARINDEX_SITE_URL or request.build_absolute_uri("/").rstrip("/")
    content = calendar_file(deadlines_of(owner, now=clock.now()), site=site)
    return _sent(request, content=content)


def _etag(_request: PersonRequest, *, content: bytes) -> str:
    return f'"{token_hash(content.hex())[:32]}"'


@condition(etag_func=_etag)
def _sent(_request: PersonRequest, *, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="chi-so-cchc.ics"'
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response


def _too_often(digest: str) -> bool:
    """Count the reads of one address; ten minutes after the first the count starts anew."""
    key = f"calendar-feed:{digest}"
    if cache.add(key, 1, WHILE):
        return False
    try:
        return cache.incr(key) > MOST_READS
    except ValueError:  # it ended in between
        return False


def _page(request: PersonRequest, *, status: int = 200, **attempt: Any) -> HttpResponse:
    context = {
        "receiving": receiving_of(request.actor),
        "mail_off": not settings.MAIL_ON,
        **attempt,
    }
    return render(request, "notify/receiving.html", context, status=status)
