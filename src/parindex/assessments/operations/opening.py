"""Opening a round's dossiers, and sharing the district's own form out to its lead departments."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import dossiers_of_round, is_handed_in, sheet_units
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
    """Open a dossier with its sheets for every participant that has none; return how many are new."""
    existing = set(Dossier.objects.filter(round=scoring_round).values_list("unit_id", flat=True))
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

    An approval given for a sheet whose components changed no longer counts. Raises Refused once
    the district's own form is handed in: what its leaders approved must stay what was handed in.
    """
    if purpose == Purpose.SELF_SCORE and is_handed_in(cycle, criteria_set):
        raise Refused(
            _("Biểu của %(unit)s đã nộp nên phần tự chấm không phân công lại được.")
            % {"unit": cycle.body.body}
        )
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
    if purpose != Purpose.SELF_SCORE:
        return
    for scoring_round in cycle.rounds.select_related("cycle", "cycle__body"):
        for dossier in dossiers_of_round(scoring_round).filter(
            unit_id=cycle.body_id, criteria_set=criteria_set, stage=Stage.SELF_ASSESSMENT
        ):
            _give_sheets(dossier)


def _give_sheets(dossier: Dossier) -> None:
    """Create missing sheets, drop empty ones nobody answers for, and reopen the rest."""
    wanted = set(sheet_units(dossier).values())
    present = {sheet.unit_id: sheet for sheet in dossier.sheets.all()}
    Sheet.objects.bulk_create(
        Sheet(dossier=dossier, unit_id=unit_id) for unit_id in sorted(wanted - present.keys())
    )
    stale = [sheet.pk for unit_id, sheet in present.items() if unit_id not in wanted]
    Sheet.objects.filter(pk__in=stale, difficulties="", proposals="").delete()
    Sheet.objects.filter(dossier=dossier).exclude(state=SheetState.DRAFTING).update(
        state=SheetState.DRAFTING, approved_hash="", approved_by="", approved_at=None
    )
