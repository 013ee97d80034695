"""What one person was told."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from parindex.accounts.models import User
from parindex.accounts.rules import Actor
from parindex.kernel.errors import Correctable
from parindex.notices.models import CalendarFeed, Notice

MOST_SHOWN = 99


class NoNoticeError(Correctable):
    """There is no such notice, or not for this person."""


@dataclass(frozen=True, kw_only=True)
class Receiving:
    """How a person is reached: mail address and calendar address."""

    email: str
    feed: CalendarFeed | None


def unread_count(actor: Actor) -> int:
    """Count the person's unread notices, at most a hundred: one look into an index."""
    unread = _mine(actor).filter(read_at=None)
    return unread[: MOST_SHOWN + 1].count()


def inbox(actor: Actor, *, kind: str = "", unread_only: bool = False) -> QuerySet[Notice]:
    """Return the person's notices, the newest first."""
    rows = _mine(actor).select_related("round__cycle")
    if kind:
        rows = rows.filter(kind=kind)
    if unread_only:
        rows = rows.filter(read_at=None)
    return rows.order_by("-created_at", "-pk")


def kind_counts(actor: Actor) -> dict[str, int]:
    """Return how many notices of each kind the person has."""
    rows = _mine(actor).order_by()
    return dict(rows.values_list("kind").annotate(count=Count("pk")))


def own_notice(actor: Actor, notice_id: int) -> Notice:
    """Return one of the person's notices; raises NoNoticeError."""
    notice = _mine(actor).filter(pk=notice_id).first()
    if notice is None:
        raise NoNoticeError
    return notice


def receiving_of(actor: Actor) -> Receiving:
    """Return how the person is reached."""
    user = User.objects.select_related("calendar_feed").get(pk=actor.user_id or 0)
    return Receiving(email=user.email, feed=getattr(user, "calendar_feed", None))


def _mine(actor: Actor) -> QuerySet[Notice]:
    return Notice.objects.filter(user_id=actor.user_id or 0, in_app=True)
