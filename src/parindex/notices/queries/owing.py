"""Who still owes something in a round: the same queries for any number of units."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from parindex.accounts.choices import Role
from parindex.appraisal.models import Award, ProvisionalNotice, SupplementItem, SupplementRequest
from parindex.appraisal.rules import APPRAISABLE
from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import dossiers, sheet_units
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Round
from parindex.cycles.queries import responsibilities
from parindex.notices.choices import Occasion
from parindex.notices.queries.debt import BATCH, Debt
from parindex.notices.queries.promised import commitments_owed, remedies_owed
from parindex.notices.timing import Window
from parindex.units.models import Unit


def debts_of(
    scoring_round: Round, occasion: Occasion, window: Window | None = None
) -> Iterator[Debt]:
    """Yield what is owed in the round, only what is due within the window if there is one."""
    return _OF[occasion](scoring_round, window)


def _submissions(scoring_round: Round, window: Window | None) -> Iterator[Debt]:
    """Dossiers not handed in; of the district's own form the departments that are not ready."""
    for dossier in _drafted(scoring_round, _between("deadline", window)):
        if dossier.unit_id == scoring_round.cycle.body_id:
            yield from _own_form(dossier)
        else:
            yield _desk_debt(
                dossier, Occasion.SUBMISSION_DUE, dossier.due_at, item=dossier_item(dossier)
            )


def _preparations(scoring_round: Round, window: Window | None) -> Iterator[Debt]:
    """Everybody who will score in a round that is not open yet."""
    if window and not window.holds(scoring_round.opens_at):
        return
    for dossier in _drafted(scoring_round, Q()):
        if dossier.unit_id != scoring_round.cycle.body_id:
            yield _desk_debt(
                dossier, Occasion.PREPARATION, scoring_round.opens_at, item=f"ready-{dossier.pk}"
            )
            continue
        for sheet in _own_sheets(dossier):
            yield _sheet_debt(sheet, dossier, Occasion.PREPARATION, scoring_round.opens_at)


def _supplements(scoring_round: Round, window: Window | None) -> Iterator[Debt]:
    open_items = SupplementItem.objects.filter(request=OuterRef("pk"), answered_at=None)
    rows = (
        SupplementRequest.objects.filter(
            _between("due_at", window),
            Exists(open_items),
            dossier__round=scoring_round,
            dossier__stage__in=APPRAISABLE,
        )
        .select_related("dossier__unit")
        .order_by("pk")
    )
    for row in rows.iterator(chunk_size=BATCH):
        yield Debt(
            occasion=Occasion.SUPPLEMENT_DUE,
            item=f"supplement-{row.pk}",
            round=scoring_round,
            unit=row.dossier.unit,
            due_at=row.due_at,
            url=reverse("selfassess:supplements", args=[row.dossier_id]),
            what=row.number,
        )


def _replies(scoring_round: Round, window: Window | None) -> Iterator[Debt]:
    rows = (
        ProvisionalNotice.objects.filter(
            _between("reply_due_at", window),
            dossier__round=scoring_round,
            dossier__stage=Stage.AWAITING_REPLY,
        )
        .select_related("dossier__unit")
        .order_by("pk")
    )
    for row in rows.iterator(chunk_size=BATCH):
        yield Debt(
            occasion=Occasion.REPLY_DUE,
            item=f"reply-{row.dossier_id}",
            round=scoring_round,
            unit=row.dossier.unit,
            due_at=row.reply_due_at,
            url=reverse("selfassess:replies", args=[row.dossier_id]),
        )


def _appraisals(scoring_round: Round, window: Window | None) -> Iterator[Debt]:
    """Agencies with components of handed-in dossiers that nobody has awarded yet."""
    if window and not window.holds(scoring_round.due_at):
        return
    left = _unawarded(scoring_round)
    for agency in Unit.objects.filter(pk__in=left):
        yield Debt(
            occasion=Occasion.APPRAISAL_OPEN,
            item=f"appraisal-{scoring_round.pk}-{agency.pk}",
            round=scoring_round,
            unit=agency,
            due_at=scoring_round.due_at,
            url=reverse("appraise:queue", args=[scoring_round.pk]),
            what=str(left[agency.pk]),
            roles=(Role.APPRAISER,),
        )


def _drafted(scoring_round: Round, wanted: Q) -> Iterator[Dossier]:
    rows = (
        Dossier.objects.filter(round=scoring_round, stage=Stage.SELF_ASSESSMENT, closed_at=None)
        .annotate(deadline=Coalesce(F("extended_until"), Value(scoring_round.due_at)))
        .filter(wanted)
        .select_related("unit")
        .order_by("pk")
    )
    for dossier in rows.iterator(chunk_size=BATCH):
        dossier.round = scoring_round
        yield dossier


def dossier_item(dossier: Dossier) -> str:
    """Return the name of the debt of a dossier that is not handed in."""
    return f"dossier-{dossier.pk}"


def sheet_item(occasion: Occasion, sheet: Sheet) -> str:
    """Return the name of the debt of a department that answers for a part."""
    kind = "ready-sheet" if occasion == Occasion.PREPARATION else "sheet"
    return f"{kind}-{sheet.pk}"


def _desk_debt(dossier: Dossier, occasion: Occasion, due_at: dt.datetime, *, item: str) -> Debt:
    return Debt(
        occasion=occasion,
        item=item,
        round=dossier.round,
        unit=dossier.unit,
        due_at=due_at,
        url=reverse("selfassess:desk", args=[dossier.pk]),
    )


def _sheet_debt(sheet: Sheet, dossier: Dossier, occasion: Occasion, due_at: dt.datetime) -> Debt:
    return Debt(
        occasion=occasion,
        item=sheet_item(occasion, sheet),
        round=dossier.round,
        unit=sheet.unit,
        due_at=due_at,
        url=reverse("selfassess:desk", args=[dossier.pk]),
        what=dossier.unit.body,
    )


def _own_form(dossier: Dossier) -> Iterator[Debt]:
    """The departments whose part is not approved; when all are, whoever gathers the form."""
    waiting = [sheet for sheet in _own_sheets(dossier) if sheet.state != SheetState.APPROVED]
    for sheet in waiting:
        yield _sheet_debt(sheet, dossier, Occasion.SUBMISSION_DUE, dossier.due_at)
    if not waiting:
        yield Debt(
            occasion=Occasion.SUBMISSION_DUE,
            item=f"gather-{dossier.pk}",
            round=dossier.round,
            unit=dossier.round.cycle.coordinator,
            due_at=dossier.due_at,
            url=reverse("selfassess:submit", args=[dossier.pk]),
            what=dossier.unit.body,
            roles=(Role.COORDINATOR,),
        )


def _own_sheets(dossier: Dossier) -> list[Sheet]:
    """Return the sheets that hold components; an emptied one is nobody's debt."""
    whole = dossiers().get(pk=dossier.pk)
    filled = set(sheet_units(whole).values())
    rows = Sheet.objects.filter(dossier=dossier, unit_id__in=filled).select_related("unit")
    return list(rows.order_by("unit__sort_key"))


def _unawarded(scoring_round: Round) -> Counter[int]:
    """Return for each agency how many components wait for its award; its own unit's are not its."""
    rows = list(
        Dossier.objects.filter(round=scoring_round, stage__in=APPRAISABLE).values_list(
            "pk", "unit_id", "criteria_set_id"
        )
    )
    if not rows:
        return Counter()
    members = Counter(set_id for _pk, _unit, set_id in rows)
    awarded = _award_counts(scoring_round)
    left: Counter[int] = Counter()
    agencies_of: dict[int, dict[str, int]] = {}
    for stored in StoredCriteriaSet.objects.filter(pk__in=members):
        agencies = responsibilities(scoring_round.cycle, stored, Purpose.APPRAISE)
        agencies_of[stored.pk] = agencies
        for code, agency_id in agencies.items():
            left[agency_id] += members[stored.pk] - awarded.get((stored.pk, code), 0)
    _forgive_own(left, rows, agencies_of)
    return +left


def _award_counts(scoring_round: Round) -> dict[tuple[int, str], int]:
    rows = (
        Award.objects.filter(dossier__round=scoring_round, dossier__stage__in=APPRAISABLE)
        .order_by()
        .values_list("dossier__criteria_set_id", "code")
        .annotate(count=Count("pk"))
    )
    return {(set_id, code): count for set_id, code, count in rows}


def _forgive_own(
    left: Counter[int],
    rows: list[tuple[int, int, int]],
    agencies_of: dict[int, dict[str, int]],
) -> None:
    """Take an agency's own dossier off its count: nobody judges in their own case."""
    own = {pk: (unit_id, set_id) for pk, unit_id, set_id in rows if unit_id in left}
    awarded = set(Award.objects.filter(dossier__in=own).values_list("dossier_id", "code"))
    for pk, (unit_id, set_id) in own.items():
        for code, agency_id in agencies_of.get(set_id, {}).items():
            left[unit_id] -= agency_id == unit_id and (pk, code) not in awarded


def _between(name: str, window: Window | None) -> Q:
    if window is None:
        return Q()
    return Q(**{f"{name}__gte": window.start, f"{name}__lt": window.end})


_OF = {
    Occasion.PREPARATION: _preparations,
    Occasion.SUBMISSION_DUE: _submissions,
    Occasion.APPRAISAL_OPEN: _appraisals,
    Occasion.SUPPLEMENT_DUE: _supplements,
    Occasion.REPLY_DUE: _replies,
    Occasion.REMEDY_DUE: remedies_owed,
    Occasion.COMMITMENT_DUE: commitments_owed,
}
