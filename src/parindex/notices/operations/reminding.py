"""What the coordinator's rules send, and when: run often, tell once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils import translation

from parindex.notices import texts
from parindex.notices.choices import Audience, NoticeKind, Occasion
from parindex.notices.models import ReminderRule
from parindex.notices.operations.following import follow_journal
from parindex.notices.operations.posting import Message, post
from parindex.notices.queries.debt import BATCH, Debt
from parindex.notices.queries.owing import debts_of
from parindex.notices.queries.recipients import debtors
from parindex.notices.timing import Window, due_window


@dataclass(frozen=True, kw_only=True)
class Ran:
    """How many notices one run put down: of rules, and of what the journal told."""

    reminders: int
    events: int


def run_due(now: dt.datetime) -> Ran:
    """Put down every notice that is due and was not put down yet; letters go out later (``deliver``).

    A notice exists at most once for each rule, thing owed, day of reminding and person, however
    often and by however many this runs: the database keeps the key unique. A deadline that moves
    is reminded of anew. Each batch is a transaction of its own, so a crash loses nothing.
    """
    with translation.override("vi"):
        events = follow_journal(now)
        rules = ReminderRule.objects.filter(is_active=True).select_related(
            "round", "round__cycle", "round__cycle__body", "round__cycle__coordinator"
        )
        return Ran(reminders=sum(_run_rule(rule, now) for rule in rules), events=events)


def _run_rule(rule: ReminderRule, now: dt.datetime) -> int:
    window = due_window(now, days_before=rule.days_before, at_hour=rule.at_hour)
    if window.fires_at < rule.counts_from:
        return 0
    owed = debts_of(rule.round, Occasion(rule.occasion), window)
    return sum(post(_messages(rule, batch, window, now), now=now) for batch in _batches(owed))


def _messages(
    rule: ReminderRule, batch: Sequence[Debt], window: Window, now: dt.datetime
) -> list[Message]:
    people = debtors(batch, Audience(rule.audience))
    return [
        Message(
            user=user,
            kind=NoticeKind.REMINDER,
            key=f"rule-{rule.pk}:{debt.item}:{window.fires_at:%Y%m%d}",
            text=text,
            url=debt.url,
            round_id=rule.round_id,
            unit_id=debt.unit.pk,
            in_app=rule.in_app,
            by_mail=rule.by_mail,
        )
        for debt in batch
        for text in [texts.reminder(debt, own_words=rule.text, now=now)]
        for user in people[debt.item]
    ]


def _batches(owed: Iterator[Debt]) -> Iterator[list[Debt]]:
    while batch := list(islice(owed, BATCH)):
        yield batch
