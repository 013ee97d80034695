"""Reads of units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from parindex.units.choices import UnitKind
from parindex.units.models import Succession, Unit


def unit_by_code(code: str) -> Unit:
    """Return the unit with this code; raises Unit.DoesNotExist."""
    return Unit.objects.get(code=code)


def find_unit(code: str) -> Unit | None:
    """Return the unit with this code, or None."""
    return Unit.objects.filter(code=code).first()


def units_within(ancestor: Unit) -> QuerySet[Unit]:
    """Return the unit and everything below it, in Vietnamese order of names."""
    return Unit.objects.filter(path__startswith=ancestor.path)


def agencies_of(body: Unit, *, on: dt.date | None = None) -> QuerySet[Unit]:
    """Return the specialised agencies of a people's committee; with ``on``, those that exist then."""
    below = Unit.objects.filter(parent=body, kind__endswith="_AGENCY")
    return below.filter(existing_on(on)) if on else below


def communes_of(body: Unit, *, on: dt.date | None = None) -> QuerySet[Unit]:
    """Return the communes, wards and towns directly below a district, or a province of two tiers.

    With ``on``, only those that exist on that day.
    """
    below = Unit.objects.filter(parent=body, kind=UnitKind.COMMUNE)
    return below.filter(existing_on(on)) if on else below


def existing_on(day: dt.date) -> Q:
    """Return the condition under which a unit exists on the day; as ``Unit.exists_on``."""
    began = Q(exists_from=None) | Q(exists_from__lte=day)
    return began & (Q(exists_to=None) | Q(exists_to__gte=day))


def lineage(unit: Unit) -> list[Unit]:
    """Return every body that went on in this one, the latest merger or split first.

    One query for each generation, of which the country has seen a handful.
    """
    found: dict[int, Unit] = {}
    young = {unit.pk}
    while young:
        rows = (
            Succession.objects.filter(successor_id__in=young)
            .select_related("predecessor")
            .order_by("-on", "predecessor__sort_key")
        )
        new = {row.predecessor_id: row.predecessor for row in rows}
        young = new.keys() - found.keys() - {unit.pk}
        found |= {pk: new[pk] for pk in new if pk in young}
    return list(found.values())


def successions_of(unit: Unit) -> QuerySet[Succession]:
    """Return what a body came from and what it went on in, in the order of days."""
    rows = Succession.objects.select_related("predecessor", "successor")
    return rows.filter(Q(predecessor=unit) | Q(successor=unit))


def names_of(unit_ids: Collection[int]) -> dict[int, str]:
    """Return the names of units, wherever they stand today."""
    return dict(Unit.objects.filter(pk__in=unit_ids).values_list("pk", "name"))


def units_by_pk(unit_ids: Collection[int]) -> list[Unit]:
    """Return units by their keys, with what stands above them, in Vietnamese order of names."""
    return list(Unit.objects.filter(pk__in=unit_ids).select_related("parent"))
