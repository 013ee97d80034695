"""A thread about one award: the unit's reply, what both sides said after it, and their files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from parindex.appraisal.choices import Side
from parindex.appraisal.models import Reply, ReplyAttachment, ReplyMessage


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing that was said, with its files."""

    side: str
    text: str
    author: str
    at: dt.datetime
    attachments: tuple[ReplyAttachment, ...]

    @property
    def is_units(self) -> bool:
        return self.side == Side.UNIT


def thread_of(
    reply: Reply | None,
    messages: Sequence[ReplyMessage],
    attachments: Sequence[ReplyAttachment],
) -> list[Said]:
    """Put a component's reply and messages in order; empty before the unit replied."""
    if reply is None:
        return []
    opening = Said(
        side=Side.UNIT,
        text=reply.text,
        author=reply.changed_by,
        at=reply.changed_at,
        attachments=tuple(row for row in attachments if row.message_id is None),
    )
    later = [
        Said(
            side=message.side,
            text=message.text,
            author=message.author,
            at=message.at,
            attachments=tuple(row for row in attachments if row.message_id == message.pk),
        )
        for message in messages
    ]
    return [opening, *later]
