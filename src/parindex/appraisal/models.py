from __future__ import annotations

from django.db import models

from parindex.assessments.models import Dossier
from parindex.units.models import Unit


class Award(models.Model):
    """The points an assigned appraiser gives one component, and why when they differ."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="awards")
    code = models.CharField(max_length=30)
    points = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    not_applicable = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
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


class ProvisionalNotice(models.Model):
    """The awards as sent to the unit, which may reply to them until ``reply_due_at``."""

    dossier = models.OneToOneField(
        Dossier, on_delete=models.CASCADE, related_name="provisional_notice"
    )
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=150)
    reply_due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.dossier} · {self.sent_at}"


class Reply(models.Model):
    """What a unit answers to one award (giải trình)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="replies")
    code = models.CharField(max_length=30)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "code"), name="one_reply_per_component"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.text[:40]}"


class Ruling(models.Model):
    """The chair's word on one component, over the award; always with a reason."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="rulings")
    code = models.CharField(max_length=30)
    points = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    not_applicable = models.BooleanField(default=False)
    reason = models.TextField()
    version = models.PositiveIntegerField(default=1)
    ruled_by = models.CharField(max_length=150)
    ruled_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "code"), name="one_ruling_per_component"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.points}"


class Decision(models.Model):
    """The chair's closing of a dossier; ties the final points by their hash."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="decision")
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150)
    content_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.dossier} · {self.decided_at}"
