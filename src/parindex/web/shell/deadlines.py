"""How long until a deadline, in words that a person takes in at a glance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON = dt.timedelta(days=3)
_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Countdown:
    """A deadline as words; ``tone`` is calm, soon (three days or less) or late."""

    text: str
    tone: str

    def __str__(self) -> str:
        return self.text


def countdown(due_at: dt.datetime, *, now: dt.datetime) -> Countdown:
    """Say how long is left, or how long ago it was due; rounded down to whole units.

    ``due_at`` is the first moment that counts as late.
    """
    left = due_at - now
    if left <= dt.timedelta(0):
        return Countdown(text=_("quá hạn %(span)s") % {"span": _span(-left)}, tone="late")
    return Countdown(
        text=_("còn %(span)s") % {"span": _span(left)}, tone="soon" if left <= SOON else "calm"
    )


def _span(span: dt.timedelta) -> str:
    if span >= _DAY:
        count, words = span.days, ngettext("%(count)d ngày", "%(count)d ngày", span.days)
    elif span >= _HOUR:
        count = span // _HOUR
        words = ngettext("%(count)d giờ", "%(count)d giờ", count)
    else:
        count = max(1, span // dt.timedelta(minutes=1))
        words = ngettext("%(count)d phút", "%(count)d phút", count)
    return words % {"count": count}
