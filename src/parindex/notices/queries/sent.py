"""What was sent to whom in a cycle, and what became of the letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from parindex.cycles.models import Cycle
from parindex.notices.choices import MailState
from parindex.notices.models import Notice


@dataclass(frozen=True, kw_only=True)
class SentFilter:
    """What of the log is looked for."""

    kind: str = ""
    mail_state: str = ""
    text: str = ""


def sent_in(cycle: Cycle, wanted: SentFilter) -> QuerySet[Notice]:
    """Return the cycle's notices, the newest first."""
    rows = Notice.objects.filter(round__cycle=cycle).select_related("user", "unit")
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.mail_state:
        rows = rows.filter(mail_state=wanted.mail_state)
    if wanted.text:
        rows = rows.filter(
            Q(unit__name__icontains=wanted.text) | Q(user__full_name__icontains=wanted.text)
        )
    return rows.order_by("-created_at", "-pk")


def mail_counts(cycle: Cycle) -> Mapping[str, int]:
    """Return how many of the cycle's letters are in which state."""
    rows = Notice.objects.filter(round__cycle=cycle).order_by()
    found = dict(rows.values_list("mail_state").annotate(count=Count("pk")))
    return {state.value: found.get(state.value, 0) for state in MailState}


def newest(limit: int) -> QuerySet[Notice]:
    """Return the newest notices of the whole installation."""
    return Notice.objects.select_related("user").order_by("-pk")[:limit]


def waiting_letters() -> int:
    """Count the letters that wait for the mail server."""
    return Notice.objects.filter(mail_state=MailState.WAITING).count()
