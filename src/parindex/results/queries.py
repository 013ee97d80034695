"""Reads of results."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from parindex.appraisal.queries import council_dossiers, load_dockets
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossiers, load_workbooks
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Round
from parindex.engine import FactValue
from parindex.kernel import canonical
from parindex.kernel.errors import Correctable
from parindex.results.models import Publication
from parindex.results.snapshot import Content, build_snapshot, with_figures


class NoPublicationError(Correctable):
    """Nothing is published under this number."""

    def __init__(self) -> None:
        super().__init__(_("Không có kết quả này."))


FINAL = (Stage.DECIDED, Stage.PUBLISHED)


def publications() -> QuerySet[Publication]:
    """Return what is published, the newest first, without the long content."""
    return Publication.objects.select_related(
        "round", "round__cycle", "round__cycle__body", "criteria_set"
    ).defer("content", "criteria_set__content")


def standing_publications() -> QuerySet[Publication]:
    """Return what is published and not corrected by a newer version, the newest first."""
    newer = Publication.objects.filter(
        round=OuterRef("round"),
        criteria_set=OuterRef("criteria_set"),
        version__gt=OuterRef("version"),
    )
    return publications().exclude(Exists(newer))


def versions_of(scoring_round: Round, stored: StoredCriteriaSet) -> QuerySet[Publication]:
    """Return the publications of a set in a round, the newest version first."""
    return publications().filter(round=scoring_round, criteria_set=stored).order_by("-version")


def publication_of(scoring_round: Round, stored: StoredCriteriaSet) -> Publication | None:
    """Return the newest publication of a set in a round."""
    return versions_of(scoring_round, stored).first()


def publication_by_id(publication_id: int) -> Publication:
    """Return one publication with its content; raises NoPublicationError."""
    rows = Publication.objects.select_related(
        "round", "round__cycle", "round__cycle__body", "criteria_set"
    )
    found = rows.defer("criteria_set__content").filter(pk=publication_id).first()
    if found is None:
        raise NoPublicationError
    return found


def publications_named(name: str) -> QuerySet[Publication]:
    """Return the publication with this id, or those of the decision with this number."""
    if name.isascii() and name.isdecimal() and len(name) < 10:
        return publications().filter(pk=int(name))
    return publications().filter(decision_number=name)


def content_of(publication: Publication) -> Content:
    """Return the frozen picture as data."""
    content: Content = json.loads(publication.content)
    return content


def undecided_dossiers(scoring_round: Round, stored: StoredCriteriaSet) -> list[Dossier]:
    """Return handed-in dossiers that the chair has not closed yet."""
    open_stages = set(Stage) - {*FINAL, Stage.SELF_ASSESSMENT}
    return [row for row in dossiers_of_set(scoring_round, stored) if row.stage in open_stages]


def dossiers_of_set(scoring_round: Round, stored: StoredCriteriaSet) -> list[Dossier]:
    """Return the round's dossiers of a set that the council appraises, in Vietnamese order."""
    return [row for row in council_dossiers(scoring_round) if row.criteria_set_id == stored.pk]


def current_snapshot(scoring_round: Round, stored: StoredCriteriaSet) -> Content:
    """Compute the result from what is decided now."""
    return snapshot_of(scoring_round, stored, dossiers_of_set(scoring_round, stored))


def snapshot_of(
    scoring_round: Round, stored: StoredCriteriaSet, rows: Sequence[Dossier]
) -> Content:
    """Compute the result of the closed ones of these dossiers; who never handed in is absent."""
    return build_snapshot(
        scoring_round=scoring_round,
        stored=stored,
        criteria_set=criteria_set_of(stored),
        dockets=load_dockets([row for row in rows if row.stage in FINAL]),
        absent=[row for row in rows if row.stage == Stage.SELF_ASSESSMENT],
    )


def recomputed_hashes() -> Iterator[tuple[Publication, str]]:
    """Compute every publication anew and yield it with the hash that comes out.

    Computed anew, from the stored scores, awards and rulings of exactly the units that the frozen
    picture names: every figure of every component, field and unit, rank and class (the list is
    ``snapshot.with_figures``), and the hash of the criteria set's content. Names and sentences are
    frozen annotations: a unit that is renamed or an agency that is assigned anew later changes
    nothing. The recomputed figures are put into the frozen picture; the whole of it then gives
    the published hash or it does not. A picture that was altered yields the hash of what stands.
    """
    for publication in publications().order_by("pk"):
        yield publication, canonical.sha256(_recomputed(publication))


def _recomputed(publication: Publication) -> Content:
    frozen, stored = content_of(publication), publication.criteria_set
    if canonical.sha256(frozen) != publication.content_hash:
        return frozen
    # As decided then: a dossier that was reopened since has newer rulings, and a newer version.
    rows = _dossiers_named(publication, frozen)
    computed = build_snapshot(
        scoring_round=publication.round,
        stored=stored,
        criteria_set=criteria_set_of(stored),
        dockets=load_dockets(rows, decisions=_decisions_named(frozen, rows)),
        absent=(),
    )
    return with_figures(frozen, computed)


def published_facts(publication: Publication) -> dict[str, dict[str, FactValue]]:
    """Return by unit the facts it handed in; its published points are in the frozen picture.

    The picture has no facts of its own. What changed since (a dossier that was reopened) shows
    where facts do not give the published points any more.
    """
    rows = _dossiers_named(publication, content_of(publication))
    return {book.dossier.unit.code: dict(book.values) for book in load_workbooks(rows)}


def _dossiers_named(publication: Publication, frozen: Content) -> list[Dossier]:
    """Return the dossiers of the units in the frozen picture.

    By unit, not by what the council appraises today: assignments may have changed since.
    """
    return list(
        dossiers().filter(
            round=publication.round,
            criteria_set=publication.criteria_set,
            unit__code__in=[unit["code"] for unit in frozen["units"]],
        )
    )


def _decisions_named(frozen: Content, rows: Sequence[Dossier]) -> dict[int, int]:
    """Return for each dossier the version of the decision that the frozen picture was made on."""
    named = {unit["code"]: unit.get("decision", {}).get("version", 1) for unit in frozen["units"]}
    return {row.pk: named[row.unit.code] for row in rows}
