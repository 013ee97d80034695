"""The bell on every page, and the tones of letters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.translation import gettext as _

from parindex.kernel.clock import VIETNAM, moment_text
from parindex.notices.choices import MailState
from parindex.notices.queries.inbox import unread_count
from parindex.viet import format_date

register = template.Library()

_TONES = {
    MailState.SENT: "good",
    MailState.WAITING: "waiting",
    MailState.FAILED: "bad",
    MailState.NO_ADDRESS: "bad",
}


@register.simple_tag(takes_context=True)
def unread_notices(context: RequestContext) -> int:
    """Return how many notices the person has not read: one query a page."""
    request: Any = context.get("request")
    return unread_count(request.actor)


@register.filter
def before(due_at: dt.datetime) -> str:
    """Say a deadline as letters do: "trước ngày 23/01/2020", with the hour if it is not midnight."""
    local = due_at.astimezone(VIETNAM)
    if local.time() == dt.time.min:
        return _("trước ngày %(day)s") % {"day": format_date(local.date())}
    return _("trước %(moment)s") % {"moment": moment_text(due_at)}


@register.filter
def absolute(value: int) -> int:
    """Return a number of days without its direction."""
    return abs(value)


@register.filter
def mail_tone(state: str) -> str:
    """Return the tone of a letter's state, for ``class="badge-state …"``."""
    return _TONES.get(MailState(state), "")
