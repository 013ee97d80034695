"""Reminding chosen bodies at once, in the coordinator's own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parindex.accounts.models import User
from parindex.accounts.rules import Actor
from parindex.cycles.models import Round
from parindex.kernel import journal
from parindex.kernel.errors import Denied, Refused
from parindex.notices import texts
from parindex.notices.choices import Audience, NoticeKind, Occasion
from parindex.notices.operations.posting import Message, post
from parindex.notices.operations.scheduling import require_short
from parindex.notices.queries.debt import Debt
from parindex.notices.queries.owing import debts_of
from parindex.notices.queries.recipients import debtors
from parindex.notices.rules import may_chase


@dataclass(frozen=True, kw_only=True)
class Call:
    """What is to be said, of which debts, to whom; ``token`` keeps a second click from a second letter."""

    occasion: Occasion
    items: Collection[str]
    text: str
    token: str
    audience: Audience = Audience.BOTH
    by_mail: bool = True


@dataclass(frozen=True, kw_only=True)
class Called:
    """How many people of how many bodies were told, and the bodies where nobody sits."""

    people: int
    units: int
    without_people: tuple[str, ...]


@transaction.atomic
def remind_now(*, scoring_round: Round, call: Call, actor: Actor, now: dt.datetime) -> Called:
    """Tell the people of the chosen bodies at once; who has done it in between is left in peace.

    Raises Denied to anybody but the coordinator, Refused without words or without anybody to tell.
    """
    if not may_chase(actor, scoring_round.cycle):
        raise Denied(_("Chỉ cơ quan điều phối được nhắc các đơn vị."))
    _check(call)
    chosen = set(call.items)
    debts = [debt for debt in debts_of(scoring_round, call.occasion) if debt.item in chosen]
    if not debts:
        raise Refused(_("Các đơn vị đã chọn không còn việc này nữa nên không ai cần nhắc."))
    people = debtors(debts, call.audience)
    with translation.override("vi"):
        messages = [message for debt in debts for message in _messages(debt, call, people, now)]
    told = post(messages, now=now)
    if told:
        _note(scoring_round, call, debts, told, actor=actor, now=now)
    return Called(
        people=len(messages),
        units=sum(bool(people[debt.item]) for debt in debts),
        without_people=tuple(debt.unit.name for debt in debts if not people[debt.item]),
    )


def _messages(
    debt: Debt, call: Call, people: dict[str, list[User]], now: dt.datetime
) -> list[Message]:
    text = texts.reminder(debt, own_words=call.text, now=now)
    return [
        Message(
            user=user,
            kind=NoticeKind.CALL,
            key=f"call-{call.token}:{debt.item}",
            text=text,
            url=debt.url,
            round_id=debt.round.pk,
            unit_id=debt.unit.pk,
            by_mail=call.by_mail,
        )
        for user in people[debt.item]
    ]


def _check(call: Call) -> None:
    if not call.text.strip():
        raise Refused(_("Hãy ghi nội dung nhắc."))
    require_short(call.text)
    if not call.items:
        raise Refused(_("Hãy chọn ít nhất một đơn vị."))
    if not (call.token.isalnum() and len(call.token) <= 40):
        raise Refused(_("Trang đã cũ. Hãy tải lại trang rồi nhắc lại."))


def _note(
    scoring_round: Round,
    call: Call,
    debts: Collection[Debt],
    told: int,
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    cycle = scoring_round.cycle
    journal.record(
        at=now,
        actor=actor.label,
        action="units.reminded",
        subject=f"cycle:{cycle.code}/{scoring_round.number}",
        unit_path=cycle.body.path,
        data={
            "occasion": call.occasion.value,
            "units": [debt.unit.code for debt in debts],
            "text": call.text.strip(),
            "people": told,
            "by_mail": call.by_mail,
        },
    )
