from __future__ import annotations

import datetime as dt

from django.db import models

from parindex.assessments.choices import SheetState, Stage
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round
from parindex.evidence.models import EvidenceDocument
from parindex.units.models import Unit


class Dossier(models.Model):
    """One unit's scoring in one round, from first draft to publication.

    ``extended_until`` is the newest extension's deadline. ``continues`` is the unit's dossier of
    the earlier round that this one was copied from; since ``closed_at`` one that was not handed
    in is not drafted any more, because the next round has begun.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="dossiers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dossiers")
    criteria_set = models.ForeignKey(StoredCriteriaSet, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.SELF_ASSESSMENT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=150, blank=True)
    is_late = models.BooleanField(default=False)
    late_explanation = models.TextField(blank=True)
    receipt_number = models.CharField(max_length=40, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    extended_until = models.DateTimeField(null=True, blank=True)
    continues = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    finished = models.PositiveIntegerField(default=0)
    counted = models.DecimalField(max_digits=9, decimal_places=4, default=0)
    awarded = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "unit"), name="one_dossier_per_round"),
        )
        indexes = (models.Index(fields=("round", "stage"), name="dossier_by_stage"),)

    def __str__(self) -> str:
        return f"{self.unit} · {self.round}"

    @property
    def due_at(self) -> dt.datetime:
        """Return the unit's own deadline: the newest extension's, else the round's."""
        return self.extended_until or self.round.due_at

    @property
    def is_drafted(self) -> bool:
        """Tell whether the dossier still waits to be handed in."""
        return self.stage == Stage.SELF_ASSESSMENT and self.closed_at is None


class Extension(models.Model):
    """A later deadline for one unit, with the document that grants it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="extensions")
    due_at = models.DateTimeField()
    document_number = models.CharField(max_length=80)
    document_date = models.DateField()
    reason = models.TextField()
    granted_by = models.CharField(max_length=150)
    granted_at = models.DateTimeField()

    class Meta:
        ordering = ("dossier", "due_at")

    def __str__(self) -> str:
        return f"{self.document_number}: {self.due_at}"


class Sheet(models.Model):
    """The part of a dossier for which one body answers and whose leader approves it.

    A commune has one sheet; the district's own form has one for each lead department
    (letter 1202: each department's report is approved by the department's leader).
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="sheets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=SheetState.choices, default=SheetState.DRAFTING)
    difficulties = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    approved_hash = models.CharField(max_length=64, blank=True)
    approved_by = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    late_explanation = models.TextField(blank=True)
    return_reason = models.TextField(blank=True)
    changed_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "unit"), name="one_sheet_per_body"),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_state_display()}"


class FactEntry(models.Model):
    """A fact of a dossier, entered once and used by every component whose rule needs it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="facts")
    fact_code = models.CharField(max_length=80)
    raw = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "fact_code"), name="one_value_per_fact"),
        )

    def __str__(self) -> str:
        return f"{self.fact_code} = {self.raw}"

    @property
    def is_empty(self) -> bool:
        """A cleared fact keeps its row, so that its version goes on counting."""
        return self.raw == "null"


class ComponentEntry(models.Model):
    """What a unit says of one component: its self-score in points, why, and its explanation."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="entries")
    code = models.CharField(max_length=30)
    self_score = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    reason = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    not_applicable = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "code"), name="one_entry_per_component"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.self_score}"


class EvidenceLink(models.Model):
    """A document put forward for a component; names the supplement request that asked for it, if any."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="evidence_links")
    code = models.CharField(max_length=30)
    document = models.ForeignKey(EvidenceDocument, on_delete=models.PROTECT, related_name="links")
    supplement_number = models.CharField(max_length=60, blank=True)
    linked_by = models.CharField(max_length=150)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "code", "document"), name="one_link_per_document"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} ← {self.document}"
