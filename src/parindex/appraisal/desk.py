"""An appraiser's desk in a round of thousands of units: a window of them at a time.

Which units, and in what order, is decided in SQL; components are read for one window only, so that
a round of 5,000 units costs what one of 20 costs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from parindex.accounts.rules import Actor
from parindex.appraisal.models import Award
from parindex.appraisal.queries import AFTER_SUBMISSION, QueueItem, leaves_of, queue_items
from parindex.appraisal.rules import APPRAISABLE, bench_of
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import dossiers
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Round
from parindex.engine import Node
from parindex.viet import search_key

WINDOW = 20  # units shown together


@dataclass(frozen=True, kw_only=True)
class Window:
    """Some units that follow each other; ``first`` counts them from 1, ``total`` counts all."""

    rows: Sequence[Dossier]
    number: int
    total: int
    before: int | None = None
    after: int | None = None

    @property
    def first(self) -> int:
        return (self.number - 1) * WINDOW + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number * WINDOW < self.total else None


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The units of a round that a person may appraise, and their components by criteria set.

    ``rows`` is not read yet; ``sizes`` holds the number of components in each whole set.
    """

    rows: QuerySet[Dossier]
    leaves: Mapping[int, Sequence[Node]]
    sizes: Mapping[int, int]

    def of_set(self, set_id: int) -> Desk:
        """Keep the units that score by one set."""
        return replace(self, rows=self.rows.filter(criteria_set_id=set_id))

    def called(self, text: str) -> Desk:
        """Keep the units with this code or with this in their name; diacritics need not be typed."""
        wanted = search_key(text)
        named = self.rows.order_by().values_list("pk", "unit__code", "unit__name")
        found = {pk for pk, code, name in named if code == text or wanted in search_key(name)}
        return replace(self, rows=self.rows.filter(pk__in=found))

    def with_work(self) -> Desk:
        """Keep the units in which a component of the person still waits for its award.

        ``Dossier.awarded`` tells it for most; awards are counted only where it leaves it open.
        """
        waits = Q(pk=None)
        for set_id, leaves in self.leaves.items():
            given = Award.objects.filter(
                dossier=OuterRef("pk"), code__in=[leaf.code for leaf in leaves]
            )
            count = Subquery(given.order_by().values("dossier").annotate(n=Count("pk")).values("n"))
            unsure = Q(awarded__lt=self.sizes[set_id]) & Q(
                LessThan(Coalesce(count, 0), len(leaves))
            )
            surely = Q(awarded__lt=len(leaves))
            waits |= Q(criteria_set_id=set_id) & (surely | unsure)
        return replace(self, rows=self.rows.filter(waits, stage__in=APPRAISABLE))

    def window(self, number: int) -> Window:
        """Return a window by its number, the last one if there are fewer: three queries."""
        total = self.rows.order_by().count()
        number = max(1, min(number, -(-total // WINDOW)))
        start = (number - 1) * WINDOW
        ahead = min(start, 1)
        around = list(self.rows.values_list("pk", flat=True)[start - ahead : start + WINDOW + 1])
        here = around[ahead : ahead + WINDOW]
        return Window(
            rows=self._loaded(here),
            number=number,
            total=total,
            before=around[0] if ahead else None,
            after=around[ahead + WINDOW] if len(around) > ahead + WINDOW else None,
        )

    def window_of(self, dossier: Dossier) -> Window:
        """Return the window in which a unit stands: four queries."""
        return self.window(self.rows.filter(_before(dossier)).order_by().count() // WINDOW + 1)

    def next_with_work(self, dossier: Dossier) -> Dossier | None:
        """Return the first unit behind this one in which something waits, else the first of all."""
        waiting = self.with_work().rows
        behind = waiting.exclude(_before(dossier)).exclude(pk=dossier.pk)
        return behind.first() or waiting.first()

    def items(self, rows: Sequence[Dossier], *, code: str | None = None) -> list[QueueItem]:
        """Return the person's components of these units."""
        return queue_items(rows, self.leaves, code=code)

    def _loaded(self, ids: Sequence[int]) -> list[Dossier]:
        found = {row.pk: row for row in dossiers().filter(pk__in=ids)}
        return [found[pk] for pk in ids]


def desk_of(actor: Actor, scoring_round: Round, *, now: dt.datetime) -> Desk:
    """Return what a person may appraise in a round, in Vietnamese order of units."""
    bench, cycle = bench_of(actor, scoring_round.cycle, now), scoring_round.cycle
    used = Dossier.objects.filter(round=scoring_round, criteria_set=OuterRef("pk"))
    sets = list(StoredCriteriaSet.objects.filter(Exists(used)).defer("content"))
    leaves = {pk: mine for pk, mine in leaves_of(bench, cycle, sets).items() if mine}
    seats = {seat.unit_id for seat in actor.seats}
    shared = Sheet.objects.filter(dossier=OuterRef("pk"), unit_id__in=seats)
    own = Q(unit_id__in=seats | bench.recused) | (Q(unit_id=cycle.body_id) & Exists(shared))
    rows = dossiers().filter(
        ~own, round=scoring_round, stage__in=AFTER_SUBMISSION, criteria_set_id__in=leaves
    )
    return Desk(
        rows=rows.order_by("unit__sort_key", "pk"),
        leaves=leaves,
        sizes={row.pk: len(criteria_set_of(row).leaves) for row in sets},
    )


def _before(dossier: Dossier) -> Q:
    key = dossier.unit.sort_key
    return Q(unit__sort_key__lt=key) | Q(unit__sort_key=key, pk__lt=dossier.pk)
