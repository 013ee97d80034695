"""How numbers, dates, states and icons look on every page."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.http import HttpRequest
from django.template.context import RequestContext
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from parindex.accounts.choices import Role
from parindex.accounts.rules import Seat
from parindex.engine import Explained
from parindex.kernel import clock
from parindex.viet import format_date, format_decimal
from parindex.web.shell.bars import FULL, bar_width, tone_of
from parindex.web.shell.deadlines import Countdown, countdown
from parindex.web.shell.navigation import Entry, entries_for
from parindex.web.shell.sentences import sentence_of

register = template.Library()
NOTHING = "–"
BADGES = {
    "DRAFTING": "drafting",
    "AWAITING_APPROVAL": "waiting",
    "APPROVED": "good",
    "SELF_ASSESSMENT": "drafting",
    "SUBMITTED": "sent",
    "UNDER_APPRAISAL": "sent",
    "AWAITING_REPLY": "waiting",
    "DECIDED": "good",
    "PUBLISHED": "good",
    "RECEIVED": "good",
}


@register.filter
def points(value: Decimal | str | None) -> str:
    """Show points with a comma and no needless zeros: "1,5"; a dash for no score, which is not 0."""
    number = _number(value)
    return NOTHING if number is None else format_decimal(_bare(number))


@register.filter
def percent2(value: Decimal | str | None) -> str:
    """Show a percentage with two decimals: "87,50"; without the sign, which stands in the header."""
    number = _number(value)
    return NOTHING if number is None else format_decimal(number, 2)


@register.filter
def signed(value: Decimal | str | None) -> str:
    """Show a difference in points with its sign: "+0,5", "−1"."""
    number = _number(value)
    if number is None:
        return NOTHING
    sign = "−" if number < 0 else "+" if number > 0 else ""
    return sign + format_decimal(_bare(abs(number)))


@register.filter
def minus(value: Decimal | str | None, other: Decimal | str | None) -> Decimal | None:
    """Return the difference, or None when either is missing."""
    left, right = _number(value), _number(other)
    return None if left is None or right is None else left - right


@register.filter
def vndate(value: dt.date | dt.datetime | None) -> str:
    """Show a day as "26/12/2019"; a moment by its day in Vietnam."""
    if value is None:
        return NOTHING
    return format_date(clock.vietnam_date(value) if isinstance(value, dt.datetime) else value)


@register.filter
def vndatetime(value: dt.datetime | None) -> str:
    """Show a moment in Vietnam as "23:59 ngày 22/01/2020"."""
    return NOTHING if value is None else clock.moment_text(value)


@register.filter
def due_in(value: dt.datetime) -> Countdown:
    """Return how long until a deadline, as words (``text``) with a tone (calm, soon, late)."""
    return countdown(value, now=clock.now())


@register.filter
def role_name(seat: Seat) -> str:
    """Name a seat's role."""
    return str(Role(seat.role).label)


@register.filter
def local_url(value: str | None, request: HttpRequest) -> str:
    """Return where the person came from if it is on this site, else the start page."""
    parts = urlsplit(value or "")
    if parts.netloc != request.get_host() or parts.path == request.path:
        return reverse("public:home")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@register.filter
def sentence(explained: Explained) -> str:
    """Show how points came to be, in the language of the page."""
    return sentence_of(explained)


@register.filter
def badge_tone(state: str) -> str:
    """Return the tone of a stage or a sheet's state, for ``class="badge-state …"``."""
    return BADGES.get(state, "drafting")


@register.filter
def part_of(value: Decimal | int | str | None, whole: Decimal | int | str | None) -> Decimal | None:
    """Return value / whole in percent, for bars; None when either is missing or the whole is 0."""
    part, total = _number(value), _number(whole)
    if part is None or not total:
        return None
    return part / total * FULL


@register.simple_tag
@lru_cache(maxsize=512)  # a page draws hundreds of a few dozen
def icon(name: str, css: str = "icon") -> SafeString:
    """Draw a decorative icon of the vendored sprite."""
    sprite = static("vendor/bootstrap-icons/icons.svg")
    drawing = '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    return format_html(drawing, css, sprite, name)


@register.simple_tag
def bar(value: Decimal | str | None, label: str = "", *, tone: str = "") -> SafeString:
    """Draw a horizontal bar of a percentage (0 to 100) without inline styles; ``label`` is read aloud.

    ``tone`` "bar-plain" is for progress, where little is not bad; by default the value gives the tone.
    """
    number = _number(value)
    name = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 8" preserveAspectRatio="none" {}>'
        '<rect class="bar-room" width="100" height="8"></rect>'
        '<rect class="bar-fill" width="{}" height="8"></rect></svg>',
        tone or tone_of(number),
        name,
        bar_width(number),
    )


@register.simple_tag(takes_context=True)
def navigation(context: RequestContext) -> list[Entry]:
    """Return the main navigation for the person of the request."""
    request: Any = context.get("request")
    return entries_for(getattr(request, "actor", None), path=getattr(request, "path", ""))


@register.simple_tag
def story_clock() -> dt.datetime | None:
    """Return the demonstration's moment, or None on a real day."""
    return clock.now() if clock.is_story_time() else None


def _number(value: Decimal | float | str | None) -> Decimal | None:
    return None if value is None or value == "" else Decimal(str(value))


def _bare(number: Decimal) -> Decimal:
    """Drop trailing zeros without falling into exponents: 10.00 is 10, not 1E+1."""
    whole = number == number.to_integral_value()
    return number.quantize(Decimal(1)) if whole else number.normalize()
