from __future__ import annotations

from django.db import models

from parindex.cycles.models import Cycle
from parindex.preparation.choices import CommitmentState, OutlookState
from parindex.units.models import Unit


class Outlook(models.Model):
    """How a unit's component is expected to end, while there is still time to press on.

    An empty ``state`` is a review that was taken back; the row stays for its version.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="outlooks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="outlooks")
    code = models.CharField(max_length=30)
    state = models.CharField(max_length=20, choices=OutlookState.choices, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "unit", "code"), name="one_outlook_per_component"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.get_state_display()}"


class Commitment(models.Model):
    """What a unit promised to reach in a component, to whom, by when and in which document."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="commitments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="commitments")
    code = models.CharField(max_length=30)
    text = models.TextField()
    target_points = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    due_on = models.DateField()
    document_number = models.CharField(max_length=80, blank=True)
    made_to = models.CharField(max_length=150, default="Trưởng Ban Chỉ đạo CCHC")
    state = models.CharField(
        max_length=20, choices=CommitmentState.choices, default=CommitmentState.OPEN
    )
    result = models.TextField(blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("cycle", "unit"), name="commitment_by_unit"),)
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"{self.code}: {self.text[:40]}"


class Contribution(models.Model):
    """Evidence that a body promised for a component of a unit's form, and when it came."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="contributions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contributions")
    code = models.CharField(max_length=30)
    giver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="given_contributions")
    what = models.TextField()
    due_on = models.DateField()
    promised_by = models.CharField(max_length=150)
    promised_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)
    kept_by = models.CharField(max_length=150, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("cycle", "unit"), name="contribution_by_unit"),
            models.Index(fields=("giver", "kept_at"), name="contribution_by_giver"),
        )
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"{self.giver} → {self.code}"


class ChaseNote(models.Model):
    """What a lead department, or the coordinator, asks a unit about a node of its form."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="chase_notes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="chase_notes")
    code = models.CharField(max_length=30)
    text = models.TextField()
    due_on = models.DateField()
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    answered_text = models.TextField(blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("cycle", "unit"), name="chase_note_by_unit"),
            models.Index(fields=("unit", "answered_at"), name="chase_note_waiting"),
        )
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"{self.code}: {self.text[:40]}"
