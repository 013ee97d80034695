"""Who is late in a round, by how much, and what the head says of it: four queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.models import Dossier, Extension, Sheet
from parindex.assessments.queries import dossiers, sheet_units
from parindex.cycles.models import Round
from parindex.notices.choices import Occasion
from parindex.notices.queries.owing import dossier_item, sheet_item
from parindex.notices.timing import days_late
from parindex.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Late:
    """A body that handed in late, or has not handed in after its deadline.

    ``part_of`` is the form of which a lead department did its part late.
    """

    dossier_id: int
    item: str
    unit: Unit
    part_of: str
    due_at: dt.datetime
    done_at: dt.datetime | None
    days: int
    extension: Extension | None
    explanation: str

    @property
    def is_missing(self) -> bool:
        return self.done_at is None

    @property
    def owes_explanation(self) -> bool:
        return not self.explanation


def late_in(scoring_round: Round, *, now: dt.datetime) -> list[Late]:
    """Return who is late, the longest first, then in Vietnamese order of names."""
    body_id = scoring_round.cycle.body_id
    rows = [
        _late_dossier(dossier, now)
        for dossier in _late_dossiers(scoring_round, now)
        if dossier.unit_id != body_id or dossier.is_late
    ]
    rows += _late_parts(scoring_round, now)
    return sorted(rows, key=lambda row: (-row.days, row.part_of, row.unit.sort_key))


def _late_dossiers(scoring_round: Round, now: dt.datetime) -> QuerySet[Dossier]:
    granted = Extension.objects.order_by("-due_at")
    missing = Q(stage=Stage.SELF_ASSESSMENT, closed_at=None, deadline__lte=now)
    return (
        Dossier.objects.filter(round=scoring_round)
        .annotate(deadline=Coalesce(F("extended_until"), Value(scoring_round.due_at)))
        .filter(missing | Q(is_late=True))
        .select_related("unit", "round")
        .prefetch_related(Prefetch("extensions", queryset=granted))
    )


def _late_dossier(dossier: Dossier, now: dt.datetime) -> Late:
    due_at = dossier.due_at
    return Late(
        dossier_id=dossier.pk,
        item=dossier_item(dossier),
        unit=dossier.unit,
        part_of="",
        due_at=due_at,
        done_at=dossier.submitted_at,
        days=days_late(due_at, dossier.submitted_at or now),
        extension=_newest(dossier.extensions.all()),
        explanation=dossier.late_explanation,
    )


def _late_parts(scoring_round: Round, now: dt.datetime) -> list[Late]:
    """Return the lead departments that are late with their part of the district's own form."""
    body_id = scoring_round.cycle.body_id
    own = dossiers().filter(round=scoring_round, unit_id=body_id).first()
    if own is None or now < own.due_at:
        return []
    filled = set(sheet_units(own).values())
    sheets = Sheet.objects.filter(dossier=own, unit_id__in=filled).select_related("unit")
    extension = _newest(own.extensions.order_by("-due_at"))
    return [
        _late_part(sheet, own, extension, now)
        for sheet in sheets
        if sheet.unit_id != own.unit_id and _is_late(sheet, own)
    ]


def _is_late(sheet: Sheet, own: Dossier) -> bool:
    if sheet.state != SheetState.APPROVED or sheet.approved_at is None:
        return own.is_drafted
    return sheet.approved_at >= own.due_at


def _late_part(sheet: Sheet, own: Dossier, extension: Extension | None, now: dt.datetime) -> Late:
    done_at = sheet.approved_at if sheet.state == SheetState.APPROVED else None
    return Late(
        dossier_id=own.pk,
        item=sheet_item(Occasion.SUBMISSION_DUE, sheet),
        unit=sheet.unit,
        part_of=own.unit.body,
        due_at=own.due_at,
        done_at=done_at,
        days=days_late(own.due_at, done_at or now),
        extension=extension,
        explanation=sheet.late_explanation,
    )


def _newest(extensions: Sequence[Extension] | QuerySet[Extension]) -> Extension | None:
    return next(iter(extensions), None)
