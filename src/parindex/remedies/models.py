from __future__ import annotations

from django.db import models

from parindex.accounts.models import User
from parindex.evidence.models import EvidenceDocument
from parindex.preparation.models import Commitment
from parindex.remedies.choices import ActionState, Aim, PlanState, StepKind
from parindex.results.models import Publication
from parindex.units.models import Unit


class RemedialPlan(models.Model):
    """What a unit does about the points it lost in a result, approved by its leader.

    ``publication`` is the version of the result that was before the unit when it began; a
    correction keeps the plan. ``approved_hash`` ties the approval to what is promised: texts,
    owners, days and points, not the progress. ``numbered`` is the last number given to an action.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="remedial_plans"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="remedial_plans")
    state = models.CharField(max_length=20, choices=PlanState.choices, default=PlanState.DRAFT)
    numbered = models.PositiveSmallIntegerField(default=0)
    return_reason = models.TextField(blank=True)
    approved_hash = models.CharField(max_length=64, blank=True)
    approved_by = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("publication", "unit"), name="one_remedial_plan"),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_state_display()}"


class RemedialAction(models.Model):
    """One thing to do about one component: who, until when, for how many points.

    ``user`` is set when the owner has an account. ``lost`` is what the component cost in the
    result, ``expected_gain`` what the action shall bring back of it, ``hint`` the least change of
    facts that does (goal-seek), as it was when the action was made. ``search`` holds unit,
    component, text and owner without marks.
    """

    plan = models.ForeignKey(RemedialPlan, on_delete=models.PROTECT, related_name="actions")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=500)
    text = models.TextField()
    owner = models.CharField(max_length=150)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="remedial_actions"
    )
    due_on = models.DateField()
    lost = models.DecimalField(max_digits=9, decimal_places=4)
    aim = models.CharField(max_length=10, choices=Aim.choices, default=Aim.MOST)
    expected_gain = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    hint = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ActionState.choices, default=ActionState.OPEN)
    percent = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    search = models.TextField(blank=True)
    documents: models.ManyToManyField[EvidenceDocument, ActionEvidence] = models.ManyToManyField(
        EvidenceDocument, through="ActionEvidence", related_name="remedial_actions"
    )
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="one_action_per_number"),
        )
        indexes = (models.Index(fields=("state", "due_on"), name="action_by_day"),)
        ordering = ("due_on", "number")

    def __str__(self) -> str:
        return f"{self.code}: {self.text[:40]}"


class ActionEvidence(models.Model):
    """A document of the unit that shows an action was done."""

    action = models.ForeignKey(RemedialAction, on_delete=models.CASCADE, related_name="evidence")
    document = models.ForeignKey(EvidenceDocument, on_delete=models.PROTECT, related_name="+")
    linked_by = models.CharField(max_length=150)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("action", "document"), name="document_once_per_action"),
        )
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.action_id} ← {self.document}"


class ActionStep(models.Model):
    """One change of an action: what was said, how far it is, and everything as it was before.

    ``before`` is canonical JSON text of the action's own fields and its documents; a step that
    was undone stays in the history.
    """

    action = models.ForeignKey(RemedialAction, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    percent = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    before = models.TextField(blank=True)
    is_undone = models.BooleanField(default=False)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.note[:40]}"


class CommitmentStep(models.Model):
    """How far a commitment of the preparation is, in percent and in words."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField()
    note = models.TextField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.percent}%: {self.note[:40]}"
