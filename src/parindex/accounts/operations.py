"""Writes of people."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership, User
from parindex.kernel import journal
from parindex.units.models import Unit


@transaction.atomic
def register_person(
    *,
    username: str,
    full_name: str,
    position: str,
    encoded_password: str,
    seats: list[tuple[Role, Unit]],
    actor: str,
    now: dt.datetime,
) -> User:
    """Create a person with their seats.

    ``encoded_password`` is what Django's ``make_password`` gives; of None it gives one that
    nobody can sign in with yet.
    """
    user = User.objects.create(
        username=username, full_name=full_name, position=position, password=encoded_password
    )
    Membership.objects.bulk_create(
        Membership(user=user, role=role, unit=unit) for role, unit in seats
    )
    journal.record(
        at=now,
        actor=actor,
        action="person.registered",
        subject=f"user:{username}",
        unit_path=seats[0][1].path if seats else "",
        data={"full_name": full_name, "seats": [[role.value, unit.code] for role, unit in seats]},
    )
    return user
