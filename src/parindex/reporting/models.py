from __future__ import annotations

import datetime as dt

from django.db import models

from parindex.cycles.models import Cycle
from parindex.reporting.choices import JointState, Origin, PeriodKind, ReportKind, ReportState
from parindex.results.models import Publication
from parindex.units.models import Unit


class StoredOutline(models.Model):
    """What reports must tell: sections, tables and fields of one reporting order, immutable.

    ``content`` is the canonical JSON of ``reporting.outline.Outline``; a change is a new code.
    """

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    content = models.TextField()
    content_hash = models.CharField(max_length=64)
    imported_by = models.CharField(max_length=150)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ReportingPeriod(models.Model):
    """One collection of periodic reports by one body: its data window, its deadline, whom it asks.

    ``data_from`` and ``data_until`` are the data window; who sends at ``due_at`` or later is late.
    ``result`` is the published index whose weak items the reports answer for; ``own_cycle`` the
    cycle in which the body itself is scored, for the expected self-score. ``previous`` is the
    period before, from which texts and cumulative figures are carried on.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=PeriodKind.choices)
    year = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reporting_periods")
    coordinator = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    outline = models.ForeignKey(StoredOutline, on_delete=models.PROTECT, related_name="periods")
    data_from = models.DateField()
    data_until = models.DateField()
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ordered_by = models.CharField(max_length=300, blank=True)
    plan = models.CharField(max_length=300, blank=True)
    result = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    own_cycle = models.ForeignKey(
        Cycle, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    synthetic_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-data_until", "code")

    def __str__(self) -> str:
        return self.name


class FieldLead(models.Model):
    """Which department tells of a field across the whole area, and with which partner."""

    period = models.ForeignKey(ReportingPeriod, on_delete=models.CASCADE, related_name="leads")
    field_code = models.CharField(max_length=40)
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("period", "field_code"), name="one_lead_per_field"),
        )

    def __str__(self) -> str:
        return f"{self.field_code} → {self.agency}"


class Report(models.Model):
    """One body's report in a period, from the first line to the receipt.

    ``version`` counts changes of the report as a whole (approval, return); texts and figures have
    their own. ``made_from`` is the collated report that went up as this one.
    """

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=ReportKind.choices)
    state = models.CharField(
        max_length=20, choices=ReportState.choices, default=ReportState.DRAFTING
    )
    approved_hash = models.CharField(max_length=64, blank=True)
    approved_by = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    extended_until = models.DateTimeField(null=True, blank=True)
    extension_document = models.CharField(max_length=200, blank=True)
    submitted_by = models.CharField(max_length=150, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)
    late_explanation = models.TextField(blank=True)
    receipt_number = models.CharField(max_length=40, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    received_by = models.CharField(max_length=150, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    made_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="went_up_as"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("period", "unit", "kind"), name="one_report_of_a_kind_per_period"
            ),
        )
        indexes = (models.Index(fields=("period", "state"), name="report_by_state"),)

    def __str__(self) -> str:
        return f"{self.unit} · {self.period}"

    @property
    def due_at(self) -> dt.datetime:
        """Return the body's own deadline: the extension's, else the period's."""
        return self.extended_until or self.period.due_at


class Passage(models.Model):
    """A stretch of text in a section; a unit's section is one passage, a collated one has many.

    ``source`` is the passage of another report that a collated one was taken from; ``is_edited``
    tells that it reads differently now.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="passages")
    section_code = models.CharField(max_length=40)
    place = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.TYPED)
    source = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="used_in"
    )
    is_edited = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("report", "section_code", "place"), name="one_passage_per_place"
            ),
        )
        ordering = ("section_code", "place")

    def __str__(self) -> str:
        return f"{self.section_code}: {self.text[:40]}"


class Figure(models.Model):
    """One typed cell of a statistics table, as JSON text; ratios are not stored but computed.

    ``reason`` says why a collated figure is not the sum of the units' ones.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    table_code = models.CharField(max_length=40)
    row_code = models.CharField(max_length=40)
    column_code = models.CharField(max_length=40)
    raw = models.TextField()
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.TYPED)
    source_note = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("report", "table_code", "row_code", "column_code"),
                name="one_figure_per_cell",
            ),
        )

    def __str__(self) -> str:
        return f"{self.table_code}/{self.row_code}/{self.column_code} = {self.raw}"


class Joint(models.Model):
    """What a partner department adds to a section that another department leads."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="joints")
    section_code = models.CharField(max_length=40)
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=JointState.choices, default=JointState.ASKED)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("report", "section_code", "agency"), name="one_joint_per_partner"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} → {self.section_code}"
