"""Reads of evidence documents."""

from __future__ import annotations

from django.db.models import QuerySet

from parindex.evidence.models import EvidenceDocument


def documents_of(unit_id: int) -> QuerySet[EvidenceDocument]:
    """Return the documents in a body's store, the newest of their own dates first."""
    return (
        EvidenceDocument.objects.filter(unit_id=unit_id)
        .select_related("file")
        .order_by("-issued_on", "number", "pk")
    )
