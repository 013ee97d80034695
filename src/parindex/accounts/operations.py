"""Writes of people."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership, User
from parindex.kernel import journal
from parindex.kernel.errors import Correctable
from parindex.units.models import Unit


class NoPersonError(Correctable):
    """Nobody signs in with this name."""

    def __init__(self, username: str) -> None:
        super().__init__(_("Không có người dùng “%(username)s”.") % {"username": username})


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


@transaction.atomic
def set_password(*, username: str, encoded_password: str, actor: str, now: dt.datetime) -> None:
    """Give a person a new password; raises NoPersonError. The journal keeps that, not what."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise NoPersonError(username)
    user.password = encoded_password
    user.save(update_fields=["password"])
    journal.record(
        at=now, actor=actor, action="person.password_set", subject=f"user:{username}", data={}
    )
