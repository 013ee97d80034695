"""Reads of dossiers: the whole workbook of one unit in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink, FactEntry, Sheet
from parindex.assessments.rules import may_see_desk
from parindex.assessments.values import read_raw
from parindex.assessments.workbook import Line, Workbook, build_workbook
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


def submittable_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """Return the district forms that the person gathers as coordinator."""
    mine = actor.unit_ids(Role.COORDINATOR)
    return dossiers().filter(round__cycle__coordinator_id__in=mine, unit_id__in=_bodies(mine))


def load_workbook(dossier: Dossier) -> Workbook:
    """Load everything of a dossier: five queries, whatever the number of components."""
    return load_workbooks([dossier])[0]


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
    if not may_see_desk(
        actor, workbook.dossier, frozenset(sheet.unit_id for sheet in workbook.sheets)
    ):
        raise NoDossierError
    return workbook


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
