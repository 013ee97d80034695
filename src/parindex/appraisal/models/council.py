"""Who judges in whose place, and who stands aside."""

from __future__ import annotations

import datetime as dt

from django.db import models

from parindex.accounts.models import User
from parindex.cycles.models import Cycle
from parindex.units.models import Unit


class Substitution(models.Model):
    """Somebody who appraises in an agency's name for some days, by a document.

    ``from_day`` and ``until_day`` are days in Vietnam, both inclusive; since ``ended_at`` it is over.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="substitutions")
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(User, on_delete=models.PROTECT, related_name="substitutions")
    from_day = models.DateField()
    until_day = models.DateField()
    document_number = models.CharField(max_length=80)
    document_date = models.DateField()
    reason = models.TextField()
    appointed_by = models.CharField(max_length=150)
    appointed_at = models.DateTimeField()
    ended_by = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-from_day", "-pk")

    def __str__(self) -> str:
        return f"{self.substitute} → {self.agency}"

    def is_in_force(self, day: dt.date) -> bool:
        """Tell whether the substitute may appraise on this day in Vietnam."""
        return self.ended_at is None and self.from_day <= day <= self.until_day


class Recusal(models.Model):
    """A person who judges nothing of a unit in a cycle, until it is lifted."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="recusals")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recusals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="recusals")
    reason = models.TextField()
    declared_by = models.CharField(max_length=150)
    declared_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=150, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "user", "unit"),
                condition=models.Q(lifted_at=None),
                name="one_recusal_in_force",
            ),
        )
        ordering = ("-declared_at", "-pk")

    def __str__(self) -> str:
        return f"{self.user} ∦ {self.unit}"
