"""A second round: every unit goes on with its dossier as it stood in the earlier one (letter 002)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink, FactEntry, Sheet
from parindex.assessments.operations.counting import recount
from parindex.assessments.queries import dossiers, sheet_units
from parindex.cycles.models import Round
from parindex.cycles.queries import participants_of
from parindex.cycles.rules import may_coordinate
from parindex.kernel import journal
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Denied, Refused

BATCH = 500  # rows in one statement
RowT = TypeVar("RowT", FactEntry, ComponentEntry, EvidenceLink)


@transaction.atomic
def start_round(*, scoring_round: Round, actor: Actor, now: dt.datetime) -> int:
    """Open the dossiers of a round that goes on from an earlier one; return how many.

    Each is a copy of the unit's earlier dossier as it stands: facts, self-scores, explanations,
    evidence, remarks; a unit without one begins with an empty dossier. What was not handed in of
    the earlier round is closed for drafting from now on. The number of queries does not grow
    with the number of components. Raises Denied unless the actor coordinates the cycle, Refused
    before the earlier round's last deadline, extensions included, and when it has begun already.
    """
    if not may_coordinate(actor, scoring_round.cycle):
        raise Denied(_("Chỉ cơ quan điều phối được mở đợt chấm điểm."))
    held = Round.objects.select_for_update(of=("self",)).select_related("starts_from")
    origin = held.get(pk=scoring_round.pk).starts_from
    if origin is None:
        raise Refused(
            _("%(round)s không tiếp từ đợt nào: hồ sơ đã mở cùng với kỳ đánh giá.")
            % {"round": scoring_round.name}
        )
    _require_not_begun(scoring_round)
    earlier = _held_dossiers(origin)
    _require_over(origin, earlier.values(), now=now)
    opened = _open_copies(scoring_round, earlier)
    recount([row.pk for row in opened])
    closed = [row for row in earlier.values() if row.is_drafted]
    Dossier.objects.filter(pk__in=[row.pk for row in closed]).update(closed_at=now)
    journal.record(
        at=now,
        actor=actor.label,
        action="round.started",
        subject=f"cycle:{scoring_round.cycle.code}/{scoring_round.number}",
        unit_path=scoring_round.cycle.body.path,
        data={
            "from": origin.number,
            "units": [dossier.unit.code for dossier in opened],
            "without_earlier": [row.unit.code for row in opened if row.continues_id is None],
            "closed": [row.unit.code for row in closed],
        },
    )
    return len(opened)


def _require_not_begun(scoring_round: Round) -> None:
    if Dossier.objects.filter(round=scoring_round).exists():
        raise Refused(_("%(round)s đã mở rồi.") % {"round": scoring_round.name})


def _held_dossiers(origin: Round) -> dict[int, Dossier]:
    """Return the earlier round's dossiers by unit, held until the end: nobody hands in meanwhile."""
    rows = dossiers().filter(round=origin).select_for_update(of=("self",)).order_by("pk")
    return {row.unit_id: row for row in rows}


def _require_over(origin: Round, rows: Iterable[Dossier], *, now: dt.datetime) -> None:
    """A unit that was given more time keeps it: the next round waits for the last of them."""
    waits = max((row for row in rows if row.is_drafted), key=_due_at, default=None)
    if now < origin.due_at:
        raise Refused(
            _("%(round)s còn hạn nộp đến trước %(due)s: hãy đợi hết hạn rồi mở đợt sau.")
            % {"round": origin.name, "due": moment_text(origin.due_at)}
        )
    if waits is not None and now < waits.due_at:
        raise Refused(
            _("%(unit)s được gia hạn nộp %(round)s đến trước %(due)s: hãy đợi rồi mở đợt sau.")
            % {
                "unit": waits.unit.name,
                "round": origin.name,
                "due": moment_text(waits.due_at),
            }
        )


def _due_at(dossier: Dossier) -> dt.datetime:
    return dossier.due_at


def _open_copies(scoring_round: Round, earlier: Mapping[int, Dossier]) -> list[Dossier]:
    opened = Dossier.objects.bulk_create(
        Dossier(
            round=scoring_round,
            unit=participant.unit,
            criteria_set=participant.criteria_set,
            continues=_same_set(earlier.get(participant.unit_id), participant.criteria_set_id),
        )
        for participant in participants_of(scoring_round.cycle)
    )
    targets = {row.continues_id: row for row in opened if row.continues_id is not None}
    _copy_rows(targets)
    _copy_sheets(opened, targets)
    return opened


def _same_set(dossier: Dossier | None, criteria_set_id: int) -> Dossier | None:
    """A unit that was moved to another set begins anew: its answers are to other questions."""
    return dossier if dossier and dossier.criteria_set_id == criteria_set_id else None


def _copy_rows(targets: Mapping[int, Dossier]) -> None:
    """Copy facts, entries and evidence links; what the council asked for counts as handed in now."""
    facts = list(FactEntry.objects.filter(dossier_id__in=targets))
    FactEntry.objects.bulk_create(_moved(facts, targets), batch_size=BATCH)
    entries = list(ComponentEntry.objects.filter(dossier_id__in=targets))
    ComponentEntry.objects.bulk_create(_moved(entries, targets), batch_size=BATCH)
    links = list(EvidenceLink.objects.filter(dossier_id__in=targets).order_by("pk"))
    for link in links:
        link.supplement_number = ""
    EvidenceLink.objects.bulk_create(_moved(links, targets), batch_size=BATCH)


def _moved(rows: Sequence[RowT], targets: Mapping[int, Dossier]) -> Sequence[RowT]:
    """Turn loaded rows into new ones of the dossiers that continue theirs."""
    for row in rows:
        row.pk, row.dossier = None, targets[row.dossier_id]
        row._state.adding = True  # noqa: SLF001 - Django's documented way to copy an instance
    return rows


def _copy_sheets(opened: Sequence[Dossier], targets: Mapping[int, Dossier]) -> None:
    """Give every dossier its sheets of today, with the remarks that stood on the earlier ones."""
    before: dict[int, dict[int, Sheet]] = defaultdict(dict)
    for sheet in Sheet.objects.filter(dossier_id__in=targets):
        before[targets[sheet.dossier_id].pk][sheet.unit_id] = sheet
    Sheet.objects.bulk_create(
        (
            _fresh_sheet(dossier, unit_id, before[dossier.pk].get(unit_id))
            for dossier in opened
            for unit_id in _sheet_units(dossier, before[dossier.pk])
        ),
        batch_size=BATCH,
    )


def _sheet_units(dossier: Dossier, before: Mapping[int, Sheet]) -> list[int]:
    """Return who answers today, and who left remarks: nobody's text is lost."""
    remarked = {pk for pk, sheet in before.items() if sheet.difficulties or sheet.proposals}
    return sorted(remarked | set(sheet_units(dossier).values()))


def _fresh_sheet(dossier: Dossier, unit_id: int, before: Sheet | None) -> Sheet:
    sheet = Sheet(dossier=dossier, unit_id=unit_id)
    if before is not None:
        sheet.difficulties, sheet.proposals = before.difficulties, before.proposals
        sheet.changed_by, sheet.changed_at = before.changed_by, before.changed_at
        sheet.version = before.version
    return sheet
