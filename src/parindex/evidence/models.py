from __future__ import annotations

from django.db import models

from parindex.evidence.choices import DocumentKind
from parindex.kernel.models import StoredFile
from parindex.units.models import Unit


class EvidenceDocument(models.Model):
    """An issued document of a unit; one document may prove many components.

    ``issued_on`` is the document's own date, not the date of the upload: only it decides
    whether the document lies in the data window.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evidence_documents")
    number = models.CharField(max_length=80)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    summary = models.CharField(max_length=500)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    added_by = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("issued_on", "number", "pk")
        indexes = (models.Index(fields=("issued_on",), name="evidence_by_its_date"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} số {self.number}"
