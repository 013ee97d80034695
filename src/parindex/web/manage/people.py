"""Who to call in a unit: its leader, and the clerks who fill the form in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from parindex.accounts.choices import Role


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody to call, with what they are in the unit."""

    name: str
    position: str
    role: str

    def __str__(self) -> str:
        return f"{self.name} ({self.position or self.role})"


def people_of(units: Collection[Any]) -> dict[int, tuple[Person, ...]]:
    """Return for each unit its leaders, then its clerks; two queries, however many units."""
    distinct = list({unit.pk: unit for unit in units}.values())
    prefetch_related_objects(distinct, "memberships__user")
    return {unit.pk: tuple(_desk(unit)) for unit in distinct}


def _desk(unit: Any) -> list[Person]:
    seats = sorted(unit.memberships.all(), key=lambda seat: seat.pk)
    return [
        Person(name=str(seat.user), position=seat.user.position, role=str(seat.get_role_display()))
        for role in (Role.LEADER, Role.CLERK)
        for seat in seats
        if seat.role == role and seat.user.is_active
    ]
