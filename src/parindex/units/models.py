from __future__ import annotations

from django.db import models

from parindex.units.choices import UnitKind


class Unit(models.Model):
    """A public body that scores itself, is appraised, or leads a field.

    ``path`` holds the codes of all ancestors and its own ("/lai-chau/tam-duong/tam-duong.ban-bo/"):
    whether somebody may see a unit is asked of this text, never of a list of ids.
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
