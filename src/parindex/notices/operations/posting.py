"""Putting notices down: each person is told once for each key, however many write at the same time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from parindex.accounts.models import User
from parindex.notices.choices import MailState, NoticeKind
from parindex.notices.models import Notice
from parindex.notices.texts import Text, line


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is to be told to one person; ``key`` names the occasion, without the person."""

    user: User
    kind: NoticeKind
    key: str
    text: Text
    url: str
    round_id: int | None = None
    unit_id: int | None = None
    in_app: bool = True
    by_mail: bool = False


@transaction.atomic
def post(messages: Sequence[Message], *, now: dt.datetime) -> int:
    """Store those of the messages that nobody stored before; return how many.

    Two who run at once may both count a message, but the unique key keeps one of it. Whom no
    letter can reach finds the notice in the list, even where only a letter was wanted.
    """
    keyed = {f"{message.key}:u{message.user.pk}": message for message in messages}
    known = Notice.objects.filter(dedupe_key__in=keyed).values_list("dedupe_key", flat=True)
    new = {key: keyed[key] for key in keyed.keys() - set(known)}
    rows = [_notice(message, key, now) for key, message in sorted(new.items())]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _notice(message: Message, key: str, now: dt.datetime) -> Notice:
    state = _mail_state(message)
    return Notice(
        user=message.user,
        kind=message.kind,
        title=line(message.text.title),
        body=message.text.body,
        url=message.url,
        round_id=message.round_id,
        unit_id=message.unit_id,
        in_app=message.in_app or state in {MailState.OFF, MailState.NO_ADDRESS},
        created_at=now,
        dedupe_key=key,
        mail_state=state,
        try_at=now if state == MailState.WAITING else None,
    )


def _mail_state(message: Message) -> MailState:
    if not message.by_mail:
        return MailState.NONE
    if not settings.MAIL_ON:
        return MailState.OFF
    return MailState.WAITING if message.user.email else MailState.NO_ADDRESS
