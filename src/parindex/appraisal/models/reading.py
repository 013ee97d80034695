"""A second pair of eyes on some awards."""

from __future__ import annotations

from django.db import models

from parindex.accounts.models import User
from parindex.appraisal.choices import ReadingState, Why
from parindex.assessments.models import Dossier
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round
from parindex.units.models import Unit


class ReadingDraw(models.Model):
    """How the components of a second reading were drawn: whoever draws again gets the same.

    Of the sample: ``seed``, and ``share`` percent of ``population`` awards. Of the differences: at
    least ``least_points`` points, or ``least_percent`` percent of a component's maximum.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reading_draws")
    criteria_set = models.ForeignKey(StoredCriteriaSet, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=60, blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    population = models.PositiveIntegerField(default=0)
    least_points = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    least_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    drawn_by = models.CharField(max_length=150)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ("drawn_at", "pk")

    def __str__(self) -> str:
        return f"{self.round} · {self.seed}"


class SecondReading(models.Model):
    """One award that another agency, or another person, reads again.

    ``points`` and ``not_applicable`` are what the reader holds right: the award's where they agree.
    """

    draw = models.ForeignKey(ReadingDraw, on_delete=models.PROTECT, related_name="readings")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="second_readings")
    code = models.CharField(max_length=30)
    why = models.CharField(max_length=20, choices=Why.choices)
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReadingState.choices, default=ReadingState.OPEN)
    points = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    not_applicable = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    reader = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="second_readings"
    )
    read_by = models.CharField(max_length=150, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "code"), name="one_second_reading"),
        )
        ordering = ("dossier", "pk")

    def __str__(self) -> str:
        return f"{self.code}: {self.get_state_display()}"
