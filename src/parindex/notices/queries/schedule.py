"""The rules of a round, and who would get what when by them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from parindex.cycles.models import Cycle, Round
from parindex.kernel.errors import Correctable
from parindex.notices.choices import Audience, Occasion
from parindex.notices.models import ReminderRule
from parindex.notices.queries.debt import Debt
from parindex.notices.queries.owing import debts_of
from parindex.notices.queries.recipients import People, people_in
from parindex.notices.rules import ROLES

NAMES_SHOWN = 12


class RuleNotFound(Correctable):
    """There is no such rule in the cycle."""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """One moment to come: which rule reminds how many bodies and people, as things stand now."""

    at: dt.datetime
    rule: ReminderRule
    units: Sequence[str]
    people: int
    without_people: int

    @property
    def shown(self) -> Sequence[str]:
        return self.units[:NAMES_SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.units) - NAMES_SHOWN)


def rules_of(scoring_round: Round) -> list[ReminderRule]:
    """Return the round's rules in the order of occasions, the earliest first."""
    order = list(Occasion)
    rows = ReminderRule.objects.filter(round=scoring_round)
    return sorted(
        rows, key=lambda row: (order.index(Occasion(row.occasion)), -row.days_before, row.at_hour)
    )


def rule_of(cycle: Cycle, rule_id: int) -> ReminderRule:
    """Return a rule of the cycle; raises RuleNotFound."""
    rule = (
        ReminderRule.objects.select_related("round").filter(pk=rule_id, round__cycle=cycle).first()
    )
    if rule is None:
        raise RuleNotFound
    return rule


def sendings(
    scoring_round: Round, rules: Sequence[ReminderRule], *, now: dt.datetime
) -> list[Sending]:
    """Return what the rules would still send if nothing more were done; the next first.

    What is owed is read once for each occasion, the people once: no more for more units.
    """
    active = [rule for rule in rules if rule.is_active]
    owed = {
        occasion: list(debts_of(scoring_round, occasion))
        for occasion in {Occasion(rule.occasion) for rule in active}
    }
    people = _people_of([debt for debts in owed.values() for debt in debts])
    found = [
        sending
        for rule in active
        for sending in _sendings(rule, owed[Occasion(rule.occasion)], people, now)
    ]
    return sorted(found, key=lambda sending: (sending.at, sending.rule.pk))


def _sendings(
    rule: ReminderRule, debts: Sequence[Debt], people: People, now: dt.datetime
) -> list[Sending]:
    by_moment: dict[dt.datetime, list[Debt]] = defaultdict(list)
    for debt in debts:
        at = rule.fires_at(debt.due_at)
        if at > now:
            by_moment[at].append(debt)
    return [
        Sending(
            at=at,
            rule=rule,
            units=[debt.unit.name for debt in some],
            people=sum(len(_who(debt, rule, people)) for debt in some),
            without_people=sum(not _who(debt, rule, people) for debt in some),
        )
        for at, some in by_moment.items()
    ]


def _who(debt: Debt, rule: ReminderRule, people: People) -> set[int]:
    roles = debt.roles or ROLES[Audience(rule.audience)]
    return {user.pk for role in roles for user in people.get((debt.unit.pk, role), ())}


def _people_of(debts: Sequence[Debt]) -> People:
    roles = {role for debt in debts for role in debt.roles or ROLES[Audience.BOTH]}
    return people_in({debt.unit.pk for debt in debts}, roles)
