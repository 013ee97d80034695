from __future__ import annotations

import datetime as dt

from django.db import models

from parindex.units.choices import UnitKind
from parindex.units.fields import BodyKeyField


class Unit(models.Model):
    """A public body that scores itself, is appraised, or leads a field.

    ``path`` holds the codes of all ancestors and its own ("/lai-chau/tam-duong/tam-duong.ban-bo/"):
    whether somebody may see a unit is asked of this text, never of a list of ids. ``name_key`` and
    ``body_key`` are the two names as ``viet.body_key`` compares them.
    """

    code = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    subkind = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    body = models.CharField(max_length=200)
    symbol = models.CharField(max_length=40)
    place = models.CharField(max_length=100)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=255, unique=True)
    sort_key = models.CharField(max_length=255)
    name_key = BodyKeyField(of="name")
    body_key = BodyKeyField(of="body")
    exists_from = models.DateField(null=True, blank=True)
    exists_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_agency(self) -> bool:
        """Tell a specialised agency from a people's committee."""
        return self.kind in {UnitKind.PROVINCE_AGENCY, UnitKind.DISTRICT_AGENCY}

    def exists_on(self, day: dt.date) -> bool:
        """Tell whether the body exists on the day; an unknown beginning or end is no limit.

        ``exists_to`` is the last day: a commune merged on 1 July exists until 30 June.
        """
        began = self.exists_from is None or self.exists_from <= day
        return began and (self.exists_to is None or day <= self.exists_to)


class Succession(models.Model):
    """One body goes on in another: a merger is several rows to one successor, a split from one.

    ``on`` is the successor's first day; ``document`` the decision that orders it.
    """

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    document = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("predecessor", "successor"), name="one_succession_per_pair"
            ),
        )
        ordering = ("on", "successor__sort_key", "predecessor__sort_key")

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
