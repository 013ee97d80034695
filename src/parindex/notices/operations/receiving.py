"""A person's own list, own mail address and own calendar address."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.models import User
from parindex.accounts.rules import Actor
from parindex.kernel import journal
from parindex.kernel.errors import Denied, Refused
from parindex.notices.choices import MailState
from parindex.notices.models import CalendarFeed, Notice

TOKEN_BYTES = 32
ADDRESS_LENGTH = 254


def mark_read(*, actor: Actor, notice_ids: Collection[int] | None, now: dt.datetime) -> int:
    """Mark the person's own notices as read, all of them for None; return how many were unread.

    No journal entry: reading one's own list changes nothing for anybody else.
    """
    mine = Notice.objects.filter(user_id=_signed_in(actor), read_at=None, in_app=True)
    return (mine if notice_ids is None else mine.filter(pk__in=notice_ids)).update(read_at=now)


@transaction.atomic
def set_address(*, address: str, actor: Actor, now: dt.datetime) -> None:
    """Let a person say where letters go, or with nothing that none are wanted; raises Refused.

    The journal keeps that, not where.
    """
    user = User.objects.select_for_update().get(pk=_signed_in(actor))
    wanted = address.strip()
    if wanted == user.email:
        return
    if wanted:
        _check_address(wanted)
    user.email = wanted
    user.save(update_fields=["email"])
    if not wanted:
        waiting = Notice.objects.filter(user=user, mail_state=MailState.WAITING)
        waiting.update(mail_state=MailState.NO_ADDRESS, try_at=None, in_app=True)
    _note(actor, "person.mail_set" if wanted else "person.mail_dropped", now)


@transaction.atomic
def create_feed(*, actor: Actor, now: dt.datetime) -> str:
    """Make a new secret calendar address and return its token, for the only time it is known.

    An older address of the person stops working.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarFeed.objects.update_or_create(
        user_id=_signed_in(actor),
        defaults={"token_hash": token_hash(token), "created_at": now},
    )
    _note(actor, "person.calendar_made", now)
    return token


@transaction.atomic
def drop_feed(*, actor: Actor, now: dt.datetime) -> None:
    """Make the person's calendar address stop working."""
    gone, _kinds = CalendarFeed.objects.filter(user_id=_signed_in(actor)).delete()
    if gone:
        _note(actor, "person.calendar_dropped", now)


def token_hash(token: str) -> str:
    """Return what is kept of a token; it is random and long, so a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(_("Không hiểu địa chỉ thư này. Hãy ghi như ten@tinh.gov.vn.")) from error
    if len(address) > ADDRESS_LENGTH:
        raise Refused(_("Địa chỉ thư quá dài."))


def _signed_in(actor: Actor) -> int:
    if actor.user_id is None:
        raise Denied(_("Hãy đăng nhập."))
    return actor.user_id


def _note(actor: Actor, action: str, now: dt.datetime) -> None:
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"user:{actor.user_id}",
        unit_path=actor.home.unit_path if actor.home else "",
    )
