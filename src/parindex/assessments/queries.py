"""Reads of dossiers: the whole workbook of one unit in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.choices import Stage
from parindex.assessments.models import (
    ComponentEntry,
    Dossier,
    EvidenceLink,
    Extension,
    FactEntry,
    Sheet,
)
from parindex.assessments.rules import may_see_desk, works_on_sheet
from parindex.assessments.values import read_raw
from parindex.assessments.workbook import Line, Workbook, build_workbook
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Round
from parindex.cycles.queries import responsibilities
from parindex.engine import evaluate_leaf
from parindex.kernel.errors import Correctable


class NoDossierError(Correctable):
    """There is no such dossier, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có hồ sơ này."))


@dataclass(frozen=True, kw_only=True)
class Cover:
    """A dossier with its sheets and nothing of what is written in them."""

    dossier: Dossier
    sheets: tuple[Sheet, ...]

    @cached_property
    def responsible(self) -> dict[str, int]:
        """For each leaf the unit whose sheet holds it: no query but for the district's own form."""
        return sheet_units(self.dossier)

    def sheet_of(self, code: str) -> Sheet | None:
        """Return the sheet that holds a component."""
        unit_id = self.responsible.get(code)
        return next((sheet for sheet in self.sheets if sheet.unit_id == unit_id), None)


def dossiers() -> QuerySet[Dossier]:
    """Return dossiers with what every page needs of them, without the sets' long content."""
    return Dossier.objects.select_related(
        "unit",
        "criteria_set",
        "round",
        "round__cycle",
        "round__cycle__body",
        "round__cycle__coordinator",
    ).defer("criteria_set__content")


def dossier_by_id(dossier_id: int) -> Dossier:
    """Return one dossier; raises NoDossierError."""
    dossier = dossiers().filter(pk=dossier_id).first()
    if dossier is None:
        raise NoDossierError
    return dossier


def dossiers_of_round(scoring_round: Round) -> QuerySet[Dossier]:
    """Return a round's dossiers in Vietnamese order of units."""
    return dossiers().filter(round=scoring_round).order_by("criteria_set__code", "unit__sort_key")


def drafted_dossiers() -> QuerySet[Dossier]:
    """Return the dossiers that still wait to be handed in (``Dossier.is_drafted``)."""
    return dossiers().filter(stage=Stage.SELF_ASSESSMENT, closed_at=None)


def own_deadline(prefix: str = "") -> Coalesce:
    """Return each unit's own deadline (``Dossier.due_at``) to sort and to filter by."""
    return Coalesce(f"{prefix}extended_until", f"{prefix}round__due_at")


def last_deadline(scoring_round: Round, stored: StoredCriteriaSet) -> dt.datetime:
    """Return when the last unit that scores by the set and has not handed in must have done so."""
    waiting = drafted_dossiers().filter(round=scoring_round, criteria_set=stored)
    latest = waiting.aggregate(latest=Max("extended_until"))["latest"]
    return max(scoring_round.due_at, latest) if latest else scoring_round.due_at


def extensions_of(dossier: Dossier) -> QuerySet[Extension]:
    """Return a dossier's extensions, the newest deadline first."""
    return Extension.objects.filter(dossier=dossier).order_by("-due_at")


def submittable_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """Return the district forms that the person gathers as coordinator."""
    mine = actor.unit_ids(Role.COORDINATOR)
    return dossiers().filter(round__cycle__coordinator_id__in=mine, unit_id__in=_bodies(mine))


def load_workbook(dossier: Dossier) -> Workbook:
    """Load everything of a dossier: five queries, whatever the number of components."""
    return load_workbooks([dossier])[0]


def load_numbers(cover: Cover) -> Workbook:
    """Load what the sums of a dossier rest on, in three queries: its evidence names no documents.

    A save answers with the sums of the whole form; reading a hundred documents for them would
    cost more than the save.
    """
    dossier = cover.dossier
    links = EvidenceLink.objects.filter(dossier=dossier)
    return build_workbook(
        dossier=dossier,
        criteria_set=criteria_set_of(dossier.criteria_set),
        sheets=cover.sheets,
        responsible=cover.responsible,
        facts=FactEntry.objects.filter(dossier=dossier),
        entries=ComponentEntry.objects.filter(dossier=dossier),
        links=_by_code(links.only("dossier_id", "code", "document_id", "supplement_number")),
    )


def load_line(dossier: Dossier, code: str) -> Line:
    """Load one component of a dossier, without its sheet; the cost of a save must not grow with the form."""
    criteria_set = criteria_set_of(dossier.criteria_set)
    node = criteria_set.node(code)
    entry = ComponentEntry.objects.filter(dossier=dossier, code=code).first()
    facts = FactEntry.objects.filter(dossier=dossier, fact_code__in=node.facts)
    values = {
        fact.fact_code: read_raw(criteria_set, fact.fact_code, fact.raw)
        for fact in facts
        if not fact.is_empty
    }
    not_applicable = bool(entry and entry.not_applicable)
    return Line(
        node=node,
        trace=evaluate_leaf(criteria_set, code, values, not_applicable=not_applicable),
        entry=entry,
        evidence=tuple(EvidenceLink.objects.filter(dossier=dossier, code=code)),
        sheet=None,
    )


def load_workbooks(rows: Sequence[Dossier]) -> list[Workbook]:
    """Load many dossiers with as many queries as one."""
    sheets = _by_dossier(
        Sheet.objects.filter(dossier__in=rows).select_related("unit").order_by("unit__sort_key")
    )
    facts = _by_dossier(FactEntry.objects.filter(dossier__in=rows))
    entries = _by_dossier(ComponentEntry.objects.filter(dossier__in=rows))
    links = _by_dossier(
        EvidenceLink.objects.filter(dossier__in=rows)
        .select_related("document", "document__file", "document__unit")
        .order_by("document__issued_on", "pk")
    )
    return [
        build_workbook(
            dossier=dossier,
            criteria_set=criteria_set_of(dossier.criteria_set),
            sheets=sheets[dossier.pk],
            responsible=sheet_units(dossier),
            facts=facts[dossier.pk],
            entries=entries[dossier.pk],
            links=_by_code(links[dossier.pk]),
        )
        for dossier in rows
    ]


def handed_in_workbooks() -> Iterator[Workbook]:
    """Yield every handed-in dossier with its content, round by round."""
    rows = dossiers().exclude(submitted_at=None).order_by("round_id", "pk")
    for _round, of_round in groupby(rows, key=lambda row: row.round_id):
        yield from load_workbooks(list(of_round))


def desk_workbook(actor: Actor, dossier_id: int) -> Workbook:
    """Return a dossier's workbook for its unit, its lead departments and the overseers.

    Raises NoDossierError for everybody else.
    """
    workbook = load_workbook(dossier_by_id(dossier_id))
    _require_desk(actor, workbook.dossier, workbook.sheets)
    return workbook


def desk_cover(actor: Actor, dossier_id: int) -> Cover:
    """Return a dossier and its sheets for the same people; raises NoDossierError."""
    cover = cover_of(dossier_by_id(dossier_id))
    _require_desk(actor, cover.dossier, cover.sheets)
    return cover


def desk_component(actor: Actor, dossier_id: int, code: str) -> Cover:
    """Return the cover for who sees this component; raises NoDossierError for everybody else."""
    cover = desk_cover(actor, dossier_id)
    known = {leaf.code for leaf in criteria_set_of(cover.dossier.criteria_set).leaves}
    sheet = cover.sheet_of(code)
    mine = sheet is not None and works_on_sheet(actor, sheet)
    if code not in known or not (mine or may_see_desk(actor, cover.dossier, frozenset())):
        raise NoDossierError
    return cover


def _require_desk(actor: Actor, dossier: Dossier, sheets: Sequence[Sheet]) -> None:
    if not may_see_desk(actor, dossier, frozenset(sheet.unit_id for sheet in sheets)):
        raise NoDossierError


def cover_of(dossier: Dossier) -> Cover:
    """Return a dossier with its sheets."""
    sheets = Sheet.objects.filter(dossier=dossier).select_related("unit")
    return Cover(dossier=dossier, sheets=tuple(sheets.order_by("unit__sort_key")))


def sheet_units(dossier: Dossier) -> dict[str, int]:
    """Return for each leaf the unit whose sheet holds it.

    The district's own form is spread over its lead departments; every other unit answers
    for all of its form itself.
    """
    cycle = dossier.round.cycle
    if dossier.unit_id == cycle.body_id:
        return responsibilities(cycle, dossier.criteria_set, Purpose.SELF_SCORE)
    return {leaf.code: dossier.unit_id for leaf in criteria_set_of(dossier.criteria_set).leaves}


RowT = TypeVar("RowT", Sheet, FactEntry, ComponentEntry, EvidenceLink)


def _by_dossier(rows: Iterable[RowT]) -> dict[int, list[RowT]]:
    grouped: dict[int, list[RowT]] = defaultdict(list)
    for row in rows:
        grouped[row.dossier_id].append(row)
    return grouped


def _by_code(links: Iterable[EvidenceLink]) -> dict[str, list[EvidenceLink]]:
    by_code: dict[str, list[EvidenceLink]] = defaultdict(list)
    for link in links:
        by_code[link.code].append(link)
    return by_code


def _bodies(coordinators: frozenset[int]) -> QuerySet[Round, int]:
    return Round.objects.filter(cycle__coordinator_id__in=coordinators).values_list(
        "cycle__body_id", flat=True
    )
