"""Reads of people."""

from __future__ import annotations

from parindex.accounts.models import Membership, User
from parindex.accounts.rules import Actor, Seat, label_of


def actor_of(user: User) -> Actor:
    """Load a person with their seats in one query."""
    memberships = Membership.objects.filter(user=user).select_related("unit").order_by("pk")
    return Actor(
        user_id=user.pk,
        label=label_of(username=user.username, full_name=user.full_name),
        full_name=user.full_name or user.username,
        seats=tuple(
            Seat(
                role=membership.role,
                unit_id=membership.unit_id,
                unit_code=membership.unit.code,
                unit_path=membership.unit.path,
                unit_name=membership.unit.name,
            )
            for membership in memberships
        ),
    )


def find_actor(username: str) -> Actor | None:
    """Load a person by the name they sign in with, or None."""
    user = User.objects.filter(username=username).first()
    return actor_of(user) if user else None


def actor_by_username(username: str) -> Actor:
    """Load a person by the name they sign in with; raises User.DoesNotExist."""
    return actor_of(User.objects.get(username=username))
