"""Whom to tell: the people of some units, by role, in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership, User
from parindex.cycles.models import Round
from parindex.notices.choices import Audience, Occasion
from parindex.notices.queries.debt import Debt
from parindex.notices.queries.owing import debts_of
from parindex.notices.rules import ROLES
from parindex.notices.timing import due_words

People = dict[tuple[int, str], list[User]]


def people_in(unit_ids: Collection[int], roles: Iterable[Role]) -> People:
    """Return who sits where: active people by unit and role."""
    found: People = defaultdict(list)
    rows = (
        Membership.objects.filter(unit_id__in=unit_ids, role__in=list(roles), user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )
    for row in rows:
        found[row.unit_id, row.role].append(row.user)
    return found


def debtors(debts: Collection[Debt], audience: Audience) -> dict[str, list[User]]:
    """Return for each debt's item whom to remind, everybody once; one query for all."""
    roles = {debt.item: debt.roles or ROLES[audience] for debt in debts}
    wanted = {role for some in roles.values() for role in some}
    people = people_in({debt.unit.pk for debt in debts}, wanted)
    return {
        debt.item: list(
            {
                user.pk: user
                for role in roles[debt.item]
                for user in people.get((debt.unit.pk, role), ())
            }.values()
        )
        for debt in debts
    }


@dataclass(frozen=True, kw_only=True)
class Callee:
    """A body that owes something, and who would be told."""

    debt: Debt
    people: tuple[User, ...]

    @property
    def item(self) -> str:
        return self.debt.item

    @property
    def name(self) -> str:
        """Name the body, with the form of which it answers for a part, or with what it promised."""
        debt = self.debt
        if debt.occasion == Occasion.SUBMISSION_DUE and debt.what:
            return f"{debt.unit.body} ({debt.what})"
        if debt.occasion in {Occasion.REMEDY_DUE, Occasion.COMMITMENT_DUE}:
            return f"{debt.unit.body} ({debt.what}; {due_words(debt.due_at)})"
        return debt.unit.body


def callees(scoring_round: Round, occasion: Occasion, audience: Audience) -> list[Callee]:
    """Return who owes this in the round, in Vietnamese order, with whom to tell."""
    debts = sorted(debts_of(scoring_round, occasion), key=lambda debt: debt.unit.sort_key)
    people = debtors(debts, audience)
    return [Callee(debt=debt, people=tuple(people[debt.item])) for debt in debts]
