"""How far dossiers have come: what the work list shows of them, in a constant number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.choices import Stage
from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink, Sheet
from parindex.assessments.queries import (
    dossiers,
    drafted_dossiers,
    own_deadline,
    sheet_units,
    submittable_dossiers,
)
from parindex.assessments.rules import DESK_ROLES
from parindex.criteria.queries import criteria_set_of
from parindex.engine import Node, ScoredBy, credit
from parindex.kernel.errors import Correctable


class NoEvidenceError(Correctable):
    """There is no such document, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có tài liệu này."))


@dataclass(frozen=True, kw_only=True)
class SheetProgress:
    """How far one sheet has come: finished and all self-scored components, points counted so far."""

    dossier: Dossier
    sheet: Sheet
    finished: int
    total: int
    unproven: int
    points: Decimal
    max_points: Decimal


def evidence_link(link_id: int) -> EvidenceLink:
    """Return a document put forward for a component, with its dossier; raises NoEvidenceError."""
    rows = EvidenceLink.objects.select_related(
        "document__file",
        "dossier__criteria_set",
        "dossier__round__cycle__body",
        "dossier__round__cycle__coordinator",
    ).defer("dossier__criteria_set__content")
    found = rows.filter(pk=link_id).first()
    if found is None:
        raise NoEvidenceError
    return found


def drafting_progress(actor: Actor) -> list[SheetProgress]:
    """Return the person's sheets of dossiers not handed in yet, the nearest deadline first.

    The number of queries does not grow with the number of units or components.
    """
    mine = actor.unit_ids(*DESK_ROLES)
    sheets = (
        Sheet.objects.filter(
            unit_id__in=mine, dossier__stage=Stage.SELF_ASSESSMENT, dossier__closed_at=None
        )
        .select_related("unit")
        .order_by(own_deadline("dossier__"), "dossier__unit__sort_key")
    )
    by_pk = {row.pk: row for row in drafted_dossiers().filter(sheets__unit_id__in=mine)}
    entries: dict[int, dict[str, ComponentEntry]] = defaultdict(dict)
    for entry in ComponentEntry.objects.filter(dossier__in=by_pk):
        entries[entry.dossier_id][entry.code] = entry
    proofs = Counter(
        EvidenceLink.objects.filter(dossier__in=by_pk).values_list("dossier_id", "code")
    )
    responsible = {pk: sheet_units(dossier) for pk, dossier in by_pk.items()}
    progress = []
    for sheet in sheets:
        dossier = by_pk[sheet.dossier_id]
        leaves = [
            leaf
            for leaf in criteria_set_of(dossier.criteria_set).leaves
            if leaf.scored_by is not ScoredBy.SURVEY
            and responsible[dossier.pk].get(leaf.code) == sheet.unit_id
        ]
        counts = {leaf.code: proofs.get((dossier.pk, leaf.code), 0) for leaf in leaves}
        progress.append(
            _progress(dossier, sheet, leaves=leaves, entries=entries[dossier.pk], proofs=counts)
        )
    return progress


def gathered_dossiers(actor: Actor) -> list[tuple[Dossier, list[Sheet]]]:
    """Return the district forms that the person gathers and that are not handed in, with their sheets."""
    rows = submittable_dossiers(actor).filter(stage=Stage.SELF_ASSESSMENT, closed_at=None)
    rows = rows.order_by(own_deadline())
    return [(row, list(row.sheets.all())) for row in rows.prefetch_related("sheets__unit")]


def handed_in_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """Return the dossiers that the person's units handed in, the newest round first."""
    mine = actor.unit_ids(*DESK_ROLES)
    return (
        dossiers()
        .filter(unit_id__in=mine)
        .exclude(stage=Stage.SELF_ASSESSMENT)
        .order_by("-round__due_at", "pk")
    )


def _progress(
    dossier: Dossier,
    sheet: Sheet,
    *,
    leaves: Sequence[Node],
    entries: dict[str, ComponentEntry],
    proofs: dict[str, int],
) -> SheetProgress:
    finished = unproven = 0
    points = Decimal(0)
    for leaf in leaves:
        entry = entries.get(leaf.code)
        if entry is None or (entry.self_score is None and not entry.not_applicable):
            continue
        finished += 1
        explained = bool(entry.explanation.strip())
        counted = credit(entry.self_score, evidence=proofs[leaf.code], explained=explained)
        points += counted or Decimal(0)
        unproven += bool(entry.self_score) and not explained and not proofs[leaf.code]
    return SheetProgress(
        dossier=dossier,
        sheet=sheet,
        finished=finished,
        total=len(leaves),
        unproven=unproven,
        points=points,
        max_points=sum((leaf.max_points for leaf in leaves), Decimal(0)),
    )
