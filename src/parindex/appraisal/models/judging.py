"""What appraisers give, and what the council asks for in writing."""

from __future__ import annotations

from django.db import models

from parindex.accounts.models import User
from parindex.appraisal.models.council import Substitution
from parindex.assessments.models import Dossier
from parindex.units.models import Unit


class Award(models.Model):
    """The points an assigned appraiser gives one component, and why when they differ.

    ``judge`` is the person who gave them, ``substitution`` by what right if not by a seat.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="awards")
    code = models.CharField(max_length=30)
    points = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    not_applicable = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    judge = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="awards"
    )
    substitution = models.ForeignKey(
        Substitution, null=True, blank=True, on_delete=models.PROTECT, related_name="awards"
    )
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "code"), name="one_award_per_component"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.points}"


class SupplementRequest(models.Model):
    """The council's written request; it opens only the components it names, until ``due_at``."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="supplement_requests"
    )
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    due_at = models.DateTimeField()
    reason = models.TextField()
    issued_by = models.CharField(max_length=150)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "number"), name="one_request_per_number"),
        )
        ordering = ("issued_on", "pk")

    def __str__(self) -> str:
        return f"{self.number} → {self.dossier.unit}"


class SupplementItem(models.Model):
    """A component that a request opens, what is asked, and what the unit answers."""

    request = models.ForeignKey(SupplementRequest, on_delete=models.CASCADE, related_name="items")
    code = models.CharField(max_length=30)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("request", "code"), name="one_item_per_component"),
        )

    def __str__(self) -> str:
        return self.code
