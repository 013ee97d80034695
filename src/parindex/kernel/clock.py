"""The one place that asks what time it is; operations receive ``now`` as an argument."""

from __future__ import annotations

import datetime as dt
import time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.viet import format_date

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_started = time.monotonic()


@receiver(setting_changed)
def _start_anew(*, setting: str, **_kwargs: object) -> None:
    """A test that sets PARINDEX_NOW begins at that moment, however long the process has run."""
    global _started  # noqa: PLW0603 - a clock has one state
    if setting == "PARINDEX_NOW":
        _started = time.monotonic()


def now() -> dt.datetime:
    """Return the present moment, aware.

    A demonstration plays in the past: when ``PARINDEX_NOW`` is set, the clock starts there
    at start-up and runs on at normal speed.
    """
    story_start: dt.datetime | None = settings.PARINDEX_NOW
    if story_start is None:
        return timezone.now()
    return story_start + dt.timedelta(seconds=time.monotonic() - _started)


def is_story_time() -> bool:
    """Tell whether the clock was set back for a demonstration (screens say so)."""
    return settings.PARINDEX_NOW is not None


def vietnam_date(moment: dt.datetime) -> dt.date:
    """Return the calendar day in Vietnam on which the moment falls."""
    return moment.astimezone(VIETNAM).date()


def moment_text(moment: dt.datetime) -> str:
    """Write a moment in Vietnam's time and the person's language: "23:59 ngày 22/01/2020"."""
    local = moment.astimezone(VIETNAM)
    return _("%(time)s ngày %(day)s") % {
        "time": f"{local:%H:%M}",
        "day": format_date(local.date()),
    }


def vietnam_midnight(day: dt.date) -> dt.datetime:
    """Return 00:00:00 of the day in Vietnam: "before 23/01" means earlier than this moment."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=VIETNAM)
