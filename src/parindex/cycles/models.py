from __future__ import annotations

from django.db import models

from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.choices import Purpose
from parindex.kernel.models import StoredFile
from parindex.units.models import Unit


class Cycle(models.Model):
    """One year of scoring under one coordinating body.

    ``data_from`` and ``data_until`` are the data window (thời điểm chốt số liệu); deadlines
    belong to rounds. ``body`` is the people's committee whose council appraises.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cycles")
    coordinator = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="coordinated_cycles"
    )
    data_from = models.DateField()
    data_until = models.DateField()
    ordered_by = models.CharField(max_length=200, blank=True)
    council_name = models.CharField(max_length=300, blank=True)
    council_decision = models.CharField(max_length=200, blank=True)
    synthetic_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-year", "code")

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """One scoring of a cycle; whoever submits at ``due_at`` or later is late.

    From ``prepares_from`` until ``opens_at`` units gather facts, but do not score yet. A round
    that ``starts_from`` an earlier one goes on with each unit's dossier as it stood there.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    prepares_from = models.DateTimeField(null=True, blank=True)
    starts_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cycle", "number"), name="one_round_per_number"),
        )
        ordering = ("cycle", "number")

    def __str__(self) -> str:
        return f"{self.cycle} · {self.name}"


class Participant(models.Model):
    """A unit that scores itself in a cycle, and by which set."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="participants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participations")
    criteria_set = models.ForeignKey(StoredCriteriaSet, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cycle", "unit"), name="one_participation_per_cycle"),
        )

    def __str__(self) -> str:
        return f"{self.unit} · {self.cycle}"


class Assignment(models.Model):
    """Which agency answers for a field, criterion or component; the deepest node wins."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="assignments")
    criteria_set = models.ForeignKey(StoredCriteriaSet, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    node_code = models.CharField(max_length=30)
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "criteria_set", "purpose", "node_code"), name="one_agency_per_node"
            ),
        )

    def __str__(self) -> str:
        return f"{self.node_code} → {self.agency}"


class GuideDocument(models.Model):
    """Guidance that the coordinator puts beside a node of a set, or beside a whole set.

    An empty ``node_code`` is the whole set, no ``criteria_set`` every set of the cycle.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="guides")
    criteria_set = models.ForeignKey(
        StoredCriteriaSet, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    node_code = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    attached_by = models.CharField(max_length=150)
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ("node_code", "issued_on", "pk")

    def __str__(self) -> str:
        return self.title
