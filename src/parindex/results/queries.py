"""Reads of results."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parindex.appraisal.docket import Docket
from parindex.appraisal.queries import council_dossiers, load_dockets
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Round
from parindex.kernel import canonical
from parindex.kernel.errors import PersonError
from parindex.results.models import Publication
from parindex.results.snapshot import Content, build_snapshot


class NoPublicationError(PersonError):
    """Nothing is published under this number."""

    def __init__(self) -> None:
        super().__init__(_("Không có kết quả này."))


FINAL = (Stage.DECIDED, Stage.PUBLISHED)


def publications() -> QuerySet[Publication]:
    """Return what is published, the newest first, without the long content."""
    return Publication.objects.select_related(
        "round", "round__cycle", "round__cycle__body", "criteria_set"
    ).defer("content", "criteria_set__content")


def publication_of(scoring_round: Round, stored: StoredCriteriaSet) -> Publication | None:
    """Return the newest publication of a set in a round."""
    return (
        publications().filter(round=scoring_round, criteria_set=stored).order_by("version").last()
    )


def publication_by_id(publication_id: int) -> Publication:
    """Return one publication with its content; raises NoPublicationError."""
    rows = Publication.objects.select_related(
        "round", "round__cycle", "round__cycle__body", "criteria_set"
    )
    found = rows.defer("criteria_set__content").filter(pk=publication_id).first()
    if found is None:
        raise NoPublicationError
    return found


def content_of(publication: Publication) -> Content:
    """Return the frozen picture as data."""
    content: Content = json.loads(publication.content)
    return content


def unit_of(content: Content, unit_code: str) -> Content | None:
    """Return one unit's part of the picture."""
    return next((unit for unit in content["units"] if unit["code"] == unit_code), None)


def undecided_dossiers(scoring_round: Round, stored: StoredCriteriaSet) -> list[Dossier]:
    """Return handed-in dossiers that the chair has not closed yet."""
    open_stages = set(Stage) - {*FINAL, Stage.SELF_ASSESSMENT}
    return [row for row in _of_set(scoring_round, stored) if row.stage in open_stages]


def current_snapshot(scoring_round: Round, stored: StoredCriteriaSet) -> Content:
    """Compute the result from what is decided now."""
    rows = _of_set(scoring_round, stored)
    dockets: list[Docket] = load_dockets([row for row in rows if row.stage in FINAL])
    return build_snapshot(
        scoring_round=scoring_round,
        stored=stored,
        criteria_set=criteria_set_of(stored),
        dockets=dockets,
        absent=[row for row in rows if row.stage == Stage.SELF_ASSESSMENT],
    )


def recomputed_hashes() -> Iterator[tuple[Publication, str]]:
    """Compute every publication anew from its dossiers and yield it with the hash that comes out."""
    for publication in publications().order_by("pk"):
        content = current_snapshot(publication.round, publication.criteria_set)
        yield publication, canonical.sha256(content)


def _of_set(scoring_round: Round, stored: StoredCriteriaSet) -> list[Dossier]:
    return [row for row in council_dossiers(scoring_round) if row.criteria_set_id == stored.pk]
