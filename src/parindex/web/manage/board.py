"""The board of a round: every unit's place, a page of them at a time, with the same cost for thousands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.assessments.choices import Stage
from parindex.assessments.queries import dossiers_of_round
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.viet import search_key
from parindex.web.manage.fields import FieldCells, field_cells
from parindex.web.manage.loaders import slug_of
from parindex.web.manage.reminders import Reminder, reminder_text, reminders_of
from parindex.web.manage.rows import Row, rows_of
from parindex.web.manage.statuses import OWN_DUE, Status, condition
from parindex.web.shell.deadlines import Countdown, countdown

PAGE_SIZE = 25  # a district on one page
OPEN = Q(stage=Stage.SELF_ASSESSMENT, closed_at=None)  # who still can hand in


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string; empty means all."""

    status: str = ""
    text: str = ""
    order: str = ""
    by_field: bool = False
    page: str = "1"

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        return cls(
            status=query.get("trang-thai", ""),
            text=query.get("tim", "").strip(),
            order=query.get("xep", ""),
            by_field=query.get("xem") == "linh-vuc",
            page=query.get("trang", "1"),
        )


@dataclass(frozen=True, kw_only=True)
class Group:
    """The units that score by one set, with how many stand where; ``rows`` are those on the page."""

    stored: Any
    purpose: Purpose
    rows: Sequence[Row]
    counts: Mapping[str, int]

    @property
    def slug(self) -> str:
        return slug_of(self.purpose)

    @property
    def is_appraised(self) -> bool:
        return self.purpose == Purpose.APPRAISE

    @property
    def total(self) -> int:
        return int(self.counts["all"])

    @property
    def handed_in(self) -> int:
        return self.total - self.counts[Status.MISSING.name]

    @property
    def decided(self) -> int:
        return self.counts[Status.DECIDED.name] + self.counts[Status.PUBLISHED.name]

    @property
    def is_publishable(self) -> bool:
        """Tell whether everything handed in is decided, and something is."""
        decided = self.counts[Status.DECIDED.name]
        return self.is_appraised and decided > 0 and self.decided == self.handed_in

    @cached_property
    def fields(self) -> FieldCells:
        """Return how far the units on the page have come, field by field."""
        return field_cells(self.stored, self.rows)


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything on the page."""

    round: Any
    page: Page[Any]
    shown: Sequence[Row]
    by_set: Sequence[Mapping[str, Any]]
    sets: Mapping[int, Any]
    wanted: Wanted
    now: dt.datetime

    @property
    def total(self) -> int:
        return sum(int(row["all"]) for row in self.by_set)

    @property
    def handed_in(self) -> int:
        return self.total - sum(int(row[Status.MISSING.name]) for row in self.by_set)

    @property
    def due(self) -> Countdown:
        return countdown(self.round.due_at, now=self.now)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Return value, label and number of units of each state."""
        return [
            (status.value, str(status.label), sum(row[status.name] for row in self.by_set))
            for status in Status
        ]

    @cached_property
    def groups(self) -> list[Group]:
        """Return the sets with their units, those that the council appraises first."""
        groups = [
            Group(
                stored=self.sets[row["criteria_set_id"]],
                purpose=Purpose.SELF_SCORE if row["own"] else Purpose.APPRAISE,
                rows=[x for x in self.shown if x.dossier.criteria_set_id == row["criteria_set_id"]],
                counts=row,
            )
            for row in self.by_set
        ]
        return sorted(groups, key=lambda group: group.purpose)

    @property
    def missing_count(self) -> int:
        """Return how many units still can hand in and have not."""
        return sum(int(row["open"]) for row in self.by_set)

    @cached_property
    def missing(self) -> list[Row]:
        return [row for row in self.shown if row.is_missing and not row.is_continued]

    @property
    def unnamed(self) -> int:
        """Return how many of the missing units stand on other pages, or outside the filters."""
        return self.missing_count - len(self.missing)

    @cached_property
    def reminders(self) -> list[Reminder]:
        """Return who on the page has not handed in, body by body."""
        return reminders_of(self.missing)

    @property
    def reminder_text(self) -> str:
        """Return the reminders as a text to paste into a message."""
        text = reminder_text(self.reminders, due_at=self.round.due_at, now=self.now)
        if not self.unnamed:
            return text
        return f"{text}\n… {_('và %(count)d đơn vị khác.') % {'count': self.unnamed}}"


def build_board(scoring_round: Any, wanted: Wanted, *, now: dt.datetime) -> Board:
    """Load a page of the round's dossiers and count the rest; the same queries for any number."""
    rows = _appraised_first(scoring_round)
    sets = _sets(rows)
    found = _narrowed(rows, sets, wanted, now)
    page = Paginator(found, PAGE_SIZE).get_page(wanted.page)
    dossiers = list(page.object_list)
    return Board(
        round=scoring_round,
        page=page,
        shown=rows_of(dossiers, now=now),
        by_set=_counts(rows, sets, now),
        sets=sets,
        wanted=wanted,
        now=now,
    )


def whole_board(
    scoring_round: Any, wanted: Wanted, *, now: dt.datetime
) -> list[tuple[Any, list[Row]]]:
    """Return every set with all of its units that pass the filters, not a page of them."""
    rows = _appraised_first(scoring_round)
    sets = _sets(rows)
    shown = rows_of(list(_narrowed(rows, sets, wanted, now)), now=now)
    by_set: dict[int, list[Row]] = {}
    for row in shown:
        by_set.setdefault(row.dossier.criteria_set_id, []).append(row)
    return [(sets[pk], found) for pk, found in by_set.items()]


def _narrowed(
    rows: QuerySet[Any], sets: Mapping[int, Any], wanted: Wanted, now: dt.datetime
) -> QuerySet[Any]:
    found = _searched(rows, wanted.text)
    if wanted.status in Status.values:
        found = found.filter(condition(Status(wanted.status), _leaves(sets), now))
    return _ordered(found, wanted.order)


def _appraised_first(scoring_round: Any) -> QuerySet[Any]:
    """Return the round's dossiers, the body's own form last; ``own`` marks it."""
    own = Case(When(unit_id=F("round__cycle__body_id"), then=Value(1)), default=Value(0))
    return dossiers_of_round(scoring_round).annotate(own=own, **OWN_DUE)


def _counts(rows: QuerySet[Any], sets: Mapping[int, Any], now: dt.datetime) -> list[dict[str, Any]]:
    """Count the units of every set in every state, in one query."""
    leaves = _leaves(sets)
    states = {status.name: Count("pk", filter=condition(status, leaves, now)) for status in Status}
    by_set = rows.order_by().values("criteria_set_id", "own")
    return list(
        by_set.annotate(all=Count("pk"), open=Count("pk", filter=OPEN), **states).order_by(
            "own", "criteria_set__code"
        )
    )


def _sets(rows: QuerySet[Any]) -> dict[int, Any]:
    """Return the criteria sets that the round's units score by."""
    first = rows.order_by().values("criteria_set_id").annotate(first=Min("pk")).values("first")
    return {row.criteria_set_id: row.criteria_set for row in rows.filter(pk__in=first)}


def _leaves(sets: Mapping[int, Any]) -> dict[int, int]:
    return {pk: len(criteria_set_of(stored).leaves) for pk, stored in sets.items()}


def _searched(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Keep the units, and the forms whose departments, are called so; diacritics need not be typed."""
    if not text:
        return rows
    wanted = search_key(text)
    named = rows.order_by().values_list("pk", "unit__name", "sheets__unit__name").distinct()
    return rows.filter(
        pk__in={
            pk for pk, *names in named if any(wanted in search_key(name or "") for name in names)
        }
    )


def _ordered(rows: QuerySet[Any], order: str) -> QuerySet[Any]:
    """Put the units in the order asked for; the same set's units stay together."""
    keys = {
        "tien-do": F("finished").asc(),
        "diem": F("counted").desc(),
        "nop": F("submitted_at").asc(nulls_last=True),
    }
    chosen = [keys[order]] if order in keys else []
    return rows.order_by("own", "criteria_set__code", *chosen, "unit__sort_key")
