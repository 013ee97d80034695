"""Reads of units."""

from __future__ import annotations

from django.db.models import QuerySet

from parindex.units.choices import UnitKind
from parindex.units.models import Unit


def unit_by_code(code: str) -> Unit:
    """Return the unit with this code; raises Unit.DoesNotExist."""
    return Unit.objects.get(code=code)


def find_unit(code: str) -> Unit | None:
    """Return the unit with this code, or None."""
    return Unit.objects.filter(code=code).first()


def units_within(ancestor: Unit) -> QuerySet[Unit]:
    """Return the unit and everything below it, in Vietnamese order of names."""
    return Unit.objects.filter(path__startswith=ancestor.path)


def agencies_of(unit: Unit) -> QuerySet[Unit]:
    """Return the specialised agencies of a people's committee."""
    return Unit.objects.filter(parent=unit, kind__endswith="_AGENCY")


def communes_of(district: Unit) -> QuerySet[Unit]:
    """Return the communes, wards and towns directly below a district."""
    return Unit.objects.filter(parent=district, kind=UnitKind.COMMUNE)
