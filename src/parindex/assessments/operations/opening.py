"""Opening a round's dossiers, and sharing the district's own form out to its lead departments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.operations.approval import withdraw_approval
from parindex.assessments.operations.noting import note
from parindex.assessments.queries import dossiers, load_workbook, sheet_units
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Cycle, Round
from parindex.cycles.operations import assign
from parindex.cycles.queries import participants_of
from parindex.kernel import journal
from parindex.kernel.errors import Refused
from parindex.units.models import Unit


@transaction.atomic
def open_dossiers(*, scoring_round: Round, actor: str, now: dt.datetime) -> int:
    """Open a dossier with its sheets for every participant that has none; return how many are new.

    Raises Refused for a round that goes on from an earlier one and has not begun (``start_round``).
    """
    existing = set(Dossier.objects.filter(round=scoring_round).values_list("unit_id", flat=True))
    if scoring_round.starts_from_id is not None and not existing:
        raise Refused(
            _("%(round)s tiếp từ đợt trước: cơ quan điều phối mở đợt này trên trang của kỳ.")
            % {"round": scoring_round.name}
        )
    created = Dossier.objects.bulk_create(
        Dossier(round=scoring_round, unit=participant.unit, criteria_set=participant.criteria_set)
        for participant in participants_of(scoring_round.cycle)
        if participant.unit_id not in existing
    )
    for dossier in created:
        _give_sheets(dossier)
    journal.record(
        at=now,
        actor=actor,
        action="round.dossiers_opened",
        subject=f"cycle:{scoring_round.cycle.code}/{scoring_round.number}",
        unit_path=scoring_round.cycle.body.path,
        data={"units": [dossier.unit.code for dossier in created]},
    )
    return len(created)


@transaction.atomic
def share_out(
    *,
    cycle: Cycle,
    criteria_set: StoredCriteriaSet,
    purpose: Purpose,
    node_code: str,
    agency: Unit | None,
    source: str,
    actor: Actor,
    now: dt.datetime,
) -> None:
    """Change who answers for a node; sheets of the district's own open dossiers follow.

    A sheet whose components changed must be approved again. Raises Refused once
    the district's own form is handed in: what its leaders approved must stay what was handed in.
    """
    affected = _own_forms(cycle, criteria_set) if purpose == Purpose.SELF_SCORE else []
    if any(dossier.stage != Stage.SELF_ASSESSMENT for dossier in affected):
        raise Refused(
            _("Biểu của %(unit)s đã nộp nên phần tự chấm không phân công lại được.")
            % {"unit": cycle.body.body}
        )
    before = {dossier.pk: _hashes(dossier) for dossier in affected}
    assign(
        cycle=cycle,
        criteria_set=criteria_set,
        purpose=purpose,
        node_code=node_code,
        agency=agency,
        source=source,
        actor=actor,
        now=now,
    )
    for dossier in affected:
        _give_sheets(dossier)
        _reopen_changed(dossier, before[dossier.pk], actor=actor, now=now)


def _own_forms(cycle: Cycle, criteria_set: StoredCriteriaSet) -> list[Dossier]:
    """Return the district's own dossiers by this set, held until the end of the transaction.

    Dossiers before the journal: everybody takes them in this order, so that nobody waits in a circle.
    """
    found = dossiers().filter(round__cycle=cycle, unit_id=cycle.body_id, criteria_set=criteria_set)
    return list(found.select_for_update(of=("self",)).order_by("pk"))


def _hashes(dossier: Dossier) -> dict[int, str]:
    workbook = load_workbook(dossier)
    return {sheet.unit_id: sheet_hash(workbook, sheet) for sheet in workbook.sheets}


def _reopen_changed(
    dossier: Dossier, before: Mapping[int, str], *, actor: Actor, now: dt.datetime
) -> None:
    """Take back the approval of sheets that no longer hold what was approved."""
    after = _hashes(dossier)
    for sheet in dossier.sheets.select_related("unit").exclude(state=SheetState.DRAFTING):
        if before.get(sheet.unit_id) == after.get(sheet.unit_id):
            continue
        sheet.state = SheetState.DRAFTING
        withdraw_approval(sheet)
        sheet.save()
        note(dossier, "sheet.reopened", about=f"sheet:{sheet.unit.code}", actor=actor, now=now)


def _give_sheets(dossier: Dossier) -> None:
    """Create missing sheets, and drop empty ones that nobody answers for."""
    wanted = set(sheet_units(dossier).values())
    present = {sheet.unit_id: sheet for sheet in dossier.sheets.all()}
    Sheet.objects.bulk_create(
        Sheet(dossier=dossier, unit_id=unit_id) for unit_id in sorted(wanted - present.keys())
    )
    stale = [sheet.pk for unit_id, sheet in present.items() if unit_id not in wanted]
    Sheet.objects.filter(pk__in=stale, difficulties="", proposals="").delete()
