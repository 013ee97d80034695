from __future__ import annotations

from django.db import models

from parindex.accounts.models import User
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Cycle
from parindex.improvement.choices import (
    EditAction,
    Factor,
    ProposalKind,
    ProposalState,
    Responsible,
    ReviewState,
)
from parindex.results.models import Publication
from parindex.units.models import Unit


class LessonsReview(models.Model):
    """A unit's review of its result: why points were lost, and by whose responsibility.

    ``publication`` is the version of the result that was before the unit when it began; a
    correction keeps the review. ``approved_hash`` ties the leader's approval to the content.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="lessons_reviews"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="lessons_reviews")
    state = models.CharField(max_length=20, choices=ReviewState.choices, default=ReviewState.DRAFT)
    held_on = models.DateField(null=True, blank=True)
    participants = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    return_reason = models.TextField(blank=True)
    approved_hash = models.CharField(max_length=64, blank=True)
    approved_by = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("publication", "unit"), name="one_review_per_unit"),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_state_display()}"


class Lesson(models.Model):
    """What was learned about one component; without ``code`` about the year's work as a whole.

    ``factors`` are codes of ``Factor``, separated by commas.
    """

    review = models.ForeignKey(LessonsReview, on_delete=models.CASCADE, related_name="lessons")
    code = models.CharField(max_length=30, blank=True)
    causes = models.TextField()
    factors = models.CharField(max_length=200, blank=True)
    responsible_kind = models.CharField(max_length=20, choices=Responsible.choices)
    responsible = models.CharField(max_length=300)
    measure = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("review", "code"), name="one_lesson_per_component"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.causes[:40]}"

    @property
    def factor_codes(self) -> tuple[str, ...]:
        return tuple(code for code in self.factors.split(",") if code)

    @property
    def factor_names(self) -> list[str]:
        return [str(Factor(code).label) for code in self.factor_codes if code in Factor.values]


class StaffDuty(models.Model):
    """Who of a unit's staff looks after a field, criterion or component; the deepest node wins.

    ``user`` is set when the person has an account; a name alone is enough.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="staff_duties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="staff_duties")
    code = models.CharField(max_length=30)
    person = models.CharField(max_length=150)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="staff_duties"
    )
    note = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cycle", "unit", "code"), name="one_duty_per_node"),
        )

    def __str__(self) -> str:
        return f"{self.code} → {self.person}"


class CriteriaProposal(models.Model):
    """What a unit finds wrong with a criterion or a method, and what the coordinator answers.

    An empty ``node_code`` is the set as a whole.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="criteria_proposals")
    criteria_set = models.ForeignKey(
        StoredCriteriaSet, on_delete=models.PROTECT, related_name="proposals"
    )
    node_code = models.CharField(max_length=30, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="criteria_proposals")
    kind = models.CharField(max_length=20, choices=ProposalKind.choices)
    text = models.TextField()
    suggested_points = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    suggested_rule = models.TextField(blank=True)
    submitted_by = models.CharField(max_length=150)
    submitted_at = models.DateTimeField()
    state = models.CharField(
        max_length=20, choices=ProposalState.choices, default=ProposalState.SUBMITTED
    )
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("submitted_at", "pk")

    def __str__(self) -> str:
        return f"{self.node_code}: {self.text[:40]}"


class DraftSet(models.Model):
    """The draft of next year's set, made from this year's; may be unsound until it is exported.

    ``content`` is the document of the set as JSON text, with the keys of the engine's dump.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="draft_sets")
    base = models.ForeignKey(StoredCriteriaSet, on_delete=models.PROTECT, related_name="drafts")
    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    content = models.TextField()
    version = models.PositiveIntegerField(default=1)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-year", "code")

    def __str__(self) -> str:
        return self.name


class DraftEdit(models.Model):
    """One change of a draft, in words, with the proposals it answers."""

    draft = models.ForeignKey(DraftSet, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=20, choices=EditAction.choices)
    code = models.CharField(max_length=30, blank=True)
    summary = models.TextField()
    proposals = models.ManyToManyField(CriteriaProposal, blank=True, related_name="draft_edits")
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("draft", "number"), name="one_edit_per_number"),
        )
        ordering = ("-number",)

    def __str__(self) -> str:
        return self.summary
