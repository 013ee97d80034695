from __future__ import annotations

from django.db import models
from django.db.models import Q

from parindex.assessments.models import Dossier
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round
from parindex.exchange.choices import BookKind, BookState, ChangeState, ProposalState, RowKind
from parindex.kernel.models import StoredFile
from parindex.units.models import Unit


class UploadedBook(models.Model):
    """A workbook that somebody sent in; nothing of it counts until it is confirmed.

    ``unit`` is the body at whose desk it was uploaded; ``dossier`` is set for one dossier's form.
    """

    kind = models.CharField(max_length=10, choices=BookKind.choices)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="uploaded_books")
    criteria_set = models.ForeignKey(StoredCriteriaSet, on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey(
        Dossier, null=True, blank=True, on_delete=models.CASCADE, related_name="uploaded_books"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=BookState.choices, default=BookState.WAITING)
    changed = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    uploaded_by = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-uploaded_at", "-pk")

    def __str__(self) -> str:
        return f"{self.file_name} · {self.get_state_display()}"


class WrittenChange(models.Model):
    """A row of a workbook that was written into a dossier: what stood there, what stands there since.

    ``before`` and ``after`` are JSON; ``version`` is the row's version after the writing.
    """

    book = models.ForeignKey(UploadedBook, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=RowKind.choices)
    code = models.CharField(max_length=80)
    before = models.TextField()
    after = models.TextField()
    version = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=ChangeState.choices, default=ChangeState.APPLIED
    )
    kept_because = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.code}: {self.before} → {self.after}"


class FactProposal(models.Model):
    """A figure that a lead department has for a unit's dossier; only the unit writes it there.

    ``raw`` is the engine's wire form as JSON. A newer proposal for the same fact replaces a
    waiting one; taking the newer back lets the older wait again.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="fact_proposals")
    fact_code = models.CharField(max_length=80)
    raw = models.TextField()
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="fact_proposals")
    book = models.ForeignKey(UploadedBook, on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    reason = models.TextField(blank=True)
    proposed_by = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "fact_code"),
                condition=Q(state="WAITING"),
                name="one_waiting_proposal_per_fact",
            ),
        )
        indexes = (models.Index(fields=("dossier", "state"), name="proposal_by_dossier"),)
        ordering = ("dossier", "pk")

    def __str__(self) -> str:
        return f"{self.fact_code} = {self.raw}"
