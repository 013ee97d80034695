"""The same document in other units' dossiers of a round."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from parindex.appraisal.queries import AFTER_SUBMISSION
from parindex.assessments.models import Dossier, EvidenceLink
from parindex.crosschecks.issuers import Circle, Standing
from parindex.crosschecks.limits import ALIKE_MOST
from parindex.crosschecks.queries.bodies import Kin
from parindex.crosschecks.subject import Form, Twin
from parindex.cycles.models import Round
from parindex.evidence.models import EvidenceDocument
from parindex.viet import search_key

Mark = int | tuple[str, dt.date]  # the file, or number and date

_CLAIMED = (Standing.OWN, Standing.OTHER)
_BETWEEN = re.compile(r"[\s.\-–_]+")


class Twins:
    """Documents of a round by file, and by number and date."""

    def __init__(self, documents: Iterable[Twin]) -> None:
        self._by_mark: dict[Mark, list[Twin]] = defaultdict(list)
        for twin in documents:
            for mark in _marks(twin.document):
                self._by_mark[mark].append(twin)

    def of(self, link: EvidenceLink) -> list[Twin]:
        """Return the same document in other dossiers, where it proves the same component first."""
        found = {
            twin.link_id: twin
            for mark in _marks(link.document)
            for twin in self._by_mark.get(mark, ())
            if twin.dossier_id != link.dossier_id
        }
        return sorted(found.values(), key=lambda twin: (twin.code != link.code, twin.link_id))


def twins_among(
    scoring_round: Round, forms: Sequence[Form], circles: Mapping[int, Circle[Kin]]
) -> Twins:
    """Read the documents that may be twins in a round, in one query.

    These are the files that several dossiers hold, and whatever has the date of a document that
    another unit issued: all others are nobody's twins.
    """
    here = {"links__dossier__round": scoring_round, "links__dossier__stage__in": AFTER_SUBMISSION}
    held_twice = (
        EvidenceDocument.objects.filter(**here)
        .values("file_id")
        .annotate(dossiers=Count("links__dossier", distinct=True))
        .filter(dossiers__gt=1)
    )
    foreign = {
        link.document.issued_on
        for form in forms
        for line in form.lines.values()
        for link in line.evidence
        if circles[form.dossier.unit_id].judge(link.document.issuer) is Standing.OTHER
    }
    same = Q(document__file_id__in=held_twice.values("file_id")) | Q(
        document__issued_on__in=foreign
    )
    return _twins(_handed_in(scoring_round.pk).filter(same))


def twins_of(round_id: int, links: Iterable[tuple[EvidenceLink, Circle[Kin]]]) -> Twins:
    """Read what the handed-in dossiers of a round hold of these documents, in one query.

    Only a unit's own documents and those of another one can be flagged. Of many that are alike
    the first few are enough, one of which may be the asking unit's: a flag names one.
    """
    judged = [(link.document, circle.judge(link.document.issuer)) for link, circle in links]
    files = {document.file_id for document, standing in judged if standing in _CLAIMED}
    dates = {document.issued_on for document, standing in judged if standing is Standing.OTHER}
    shared = (
        EvidenceDocument.objects.filter(file_id__in=files)
        .values("file_id")
        .annotate(units=Count("unit", distinct=True))
        .filter(units__gt=1)
    )
    rows = _handed_in(round_id)
    same_file = _first(rows.filter(document__file_id__in=shared.values("file_id")), "file_id")
    same_number = _first(
        rows.filter(document__issued_on__in=dates), "number", "issued_on", "issuer"
    )
    return _twins(EvidenceLink.objects.filter(Q(pk__in=same_file) | Q(pk__in=same_number)))


def _first(rows: QuerySet[EvidenceLink], *names: str) -> QuerySet[Any, Any]:
    """Return the first links of each component whose documents are alike in what is named."""
    alike = [*(f"document__{name}" for name in names), "code"]
    place = Window(RowNumber(), partition_by=alike, order_by="pk")
    return rows.annotate(place=place).filter(place__lte=ALIKE_MOST).values("pk")


def _handed_in(round_id: int) -> QuerySet[EvidenceLink]:
    return EvidenceLink.objects.filter(
        dossier__round_id=round_id, dossier__stage__in=AFTER_SUBMISSION
    )


def _twins(rows: QuerySet[EvidenceLink]) -> Twins:
    return Twins(
        _twin(link, link.dossier)
        for link in rows.select_related("document", "dossier__unit").order_by("pk")
    )


def _twin(link: EvidenceLink, dossier: Dossier) -> Twin:
    return Twin(
        document=link.document,
        dossier_id=dossier.pk,
        code=link.code,
        link_id=link.pk,
        unit_code=dossier.unit.code,
        unit_name=dossier.unit.name,
    )


def _marks(document: EvidenceDocument) -> Iterator[Mark]:
    """Yield what a document may be known by again: "12/KH-UBND" is "12 / KH - UBND"."""
    yield document.file_id
    yield _BETWEEN.sub("", search_key(document.number)), document.issued_on
