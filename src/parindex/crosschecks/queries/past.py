"""The last published result of units, or of the bodies they came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import F

from parindex.assessments.choices import Stage
from parindex.crosschecks.queries.bodies import Families
from parindex.crosschecks.subject import PastScore
from parindex.engine import Node
from parindex.results.models import Publication
from parindex.results.queries import content_of, standing_publications
from parindex.viet import search_key

# A published result never changes: it is read and taken apart once a process.
KEPT = 16

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class PastResult:
    """One body's place in a publication."""

    publication: Publication
    unit_id: int
    unit_code: str
    unit_name: str
    dossier_id: int
    year: int

    def score_of(self, node: Node, set_hash: str) -> PastScore | None:
        """Return the same component's result: by its code in the same set, else by its name."""
        scores = _scores_of(self.publication)
        row = scores.find(self.unit_code, node, set_hash)
        if row is None or row["final"] is None or row["not_applicable"]:
            return None
        return PastScore(
            publication_id=self.publication.pk,
            unit_code=self.unit_code,
            unit_name=self.unit_name,
            year=self.year,
            points=Decimal(row["final"]),
            max_points=Decimal(row["max_points"]),
        )


def past_results(families: Families, *, before: int) -> dict[int, list[PastResult]]:
    """Return for each unit its newest result before the year; for a new unit those it came from."""
    rows = (
        standing_publications()
        .filter(
            round__cycle__year__lt=before,
            round__dossiers__unit_id__in=families.ids,
            round__dossiers__criteria_set_id=F("criteria_set_id"),
            round__dossiers__stage=Stage.PUBLISHED,
        )
        .annotate(
            of_unit=F("round__dossiers__unit_id"),
            of_code=F("round__dossiers__unit__code"),
            of_name=F("round__dossiers__unit__name"),
            of_dossier=F("round__dossiers__pk"),
        )
        .order_by("-round__cycle__year", "-round__number", "pk")
    )
    newest: dict[int, PastResult] = {}
    for row in rows:
        found = PastResult(
            publication=row,
            unit_id=row.of_unit,
            unit_code=row.of_code,
            unit_name=row.of_name,
            dossier_id=row.of_dossier,
            year=row.round.cycle.year,
        )
        newest.setdefault(found.unit_id, found)
    return {
        unit_id: [newest[unit_id]] if unit_id in newest else _of_origins(origins, newest)
        for unit_id, origins in families.origins.items()
    }


def _of_origins(origins: frozenset[int], newest: Mapping[int, PastResult]) -> list[PastResult]:
    """Return the results of one year, the last that any of them was published in."""
    found = [newest[pk] for pk in sorted(origins) if pk in newest]
    last = max((row.year for row in found), default=0)
    return [row for row in found if row.year == last]


@dataclass(frozen=True, kw_only=True)
class _Scores:
    """A publication by unit, and there by code and by name."""

    set_hash: str
    by_code: Mapping[str, Mapping[str, Row]]
    by_name: Mapping[str, Mapping[str, Row]]

    def find(self, unit_code: str, node: Node, set_hash: str) -> Row | None:
        row = self.by_code.get(unit_code, {}).get(node.code)
        name = search_key(node.name)
        if row is not None and (self.set_hash == set_hash or search_key(row["name"]) == name):
            return row
        return self.by_name.get(unit_code, {}).get(name)


def _scores_of(publication: Publication) -> _Scores:
    return _read(publication.pk, publication.content_hash)


@lru_cache(maxsize=KEPT)
def _read(publication_id: int, _content_hash: str) -> _Scores:
    content = content_of(Publication.objects.get(pk=publication_id))
    units = {unit["code"]: unit["components"] for unit in content["units"]}
    return _Scores(
        set_hash=content["criteria_set"]["content_hash"],
        by_code={code: {row["code"]: row for row in rows} for code, rows in units.items()},
        by_name={code: _by_name(rows) for code, rows in units.items()},
    )


def _by_name(rows: Sequence[Row]) -> dict[str, Row]:
    """Return rows by their names, without those that share one."""
    often = Counter(search_key(row["name"]) for row in rows)
    return {key: row for row in rows if often[key := search_key(row["name"])] == 1}
