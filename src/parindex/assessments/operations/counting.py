"""Figures that stand beside a dossier, so that the board of thousands of units need not count them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, DecimalField, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink

IS_FINISHED = Q(self_score__isnull=False) | Q(not_applicable=True)


def recount(dossier_ids: Collection[int]) -> None:
    """Write anew how many components are scored and what the scores count, in one statement.

    The law of letters 000 and 001 is in it: no evidence and no explanation, no points. Documents
    that the council asked for later do not change what was handed in.
    """
    entries = ComponentEntry.objects.filter(dossier=OuterRef("pk")).order_by().values("dossier")
    documents = EvidenceLink.objects.filter(
        dossier=OuterRef("dossier"), code=OuterRef("code"), supplement_number=""
    )
    proven = entries.filter(Exists(documents) | ~Q(explanation=""), not_applicable=False)
    finished = entries.filter(IS_FINISHED).annotate(found=Count("pk")).values("found")
    counted = proven.annotate(found=Sum("self_score")).values("found")
    Dossier.objects.filter(pk__in=dossier_ids).update(
        finished=Coalesce(Subquery(finished), 0),
        counted=Coalesce(Subquery(counted), 0, output_field=DecimalField()),
    )
