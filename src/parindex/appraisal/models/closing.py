"""From the provisional notice to the signed result."""

from __future__ import annotations

from django.db import models

from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round


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
    """The chair's closing of a dossier; ties the final points by their hash.

    A dossier that is reopened for a correction keeps its older decisions. ``rulings`` is then the
    canonical text of the rulings as they stood (see ``appraisal.frozen``), so that what was
    published on them can be computed anew; empty while the decision is in force.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="decisions")
    version = models.PositiveSmallIntegerField(default=1)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150)
    content_hash = models.CharField(max_length=64)
    rulings = models.TextField(blank=True)
    reopened_from = models.CharField(max_length=20, choices=Stage.choices, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.CharField(max_length=150, blank=True)
    reopen_reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "version"), name="one_decision_per_version"),
            models.UniqueConstraint(
                fields=("dossier",),
                condition=models.Q(reopened_at=None),
                name="one_decision_in_force",
            ),
        )
        ordering = ("dossier", "version")

    def __str__(self) -> str:
        return f"{self.dossier} · {self.decided_at}"


class SignOff(models.Model):
    """The chair's signature under what the council decided for one set in one round.

    ``content_hash`` is over every decision that stood then: whatever is decided afterwards must be
    signed for again. ``open_items`` keeps what was open and did not stand in the way.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sign_offs")
    criteria_set = models.ForeignKey(StoredCriteriaSet, on_delete=models.PROTECT, related_name="+")
    signed_by = models.CharField(max_length=150)
    at = models.DateTimeField()
    open_items = models.TextField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.round} · {self.signed_by}"
