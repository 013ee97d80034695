"""What units promised and have not done: remedial actions after a result, commitments of the preparation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.urls import reverse

from parindex.cycles.models import Round
from parindex.kernel.clock import vietnam_date
from parindex.notices.choices import Occasion
from parindex.notices.queries.debt import Debt
from parindex.notices.timing import DAY, Window, end_of
from parindex.preparation.queries.parts import newest_dossiers
from parindex.remedies.queries.waiting import actions_due, commitments_due


def remedies_owed(scoring_round: Round, window: Window | None) -> Iterator[Debt]:
    """Yield the open actions after the round's results: those of a unit for the same day are one debt."""
    rows = actions_due(scoring_round, *_days(window))
    for (plan_id, due_on), some in groupby(rows, key=lambda row: (row.plan_id, row.due_on)):
        found = list(some)
        plan = found[0].plan
        yield Debt(
            occasion=Occasion.REMEDY_DUE,
            item=f"remedy-{plan_id}-{due_on:%Y%m%d}",
            round=scoring_round,
            unit=plan.unit,
            due_at=end_of(due_on),
            url=reverse("remedy:action", args=[found[0].pk])
            if len(found) == 1
            else reverse("remedy:plan", args=[plan.publication_id, plan.unit.code]),
            what=_codes(row.code for row in found),
        )


def commitments_owed(scoring_round: Round, window: Window | None) -> Iterator[Debt]:
    """Yield the open commitments of the round's cycle; of several rounds the last one reminds of them."""
    if scoring_round.cycle.rounds.filter(number__gt=scoring_round.number).exists():
        return
    places = newest_dossiers(scoring_round.cycle)
    rows = commitments_due(scoring_round, *_days(window))
    for (unit_id, due_on), some in groupby(rows, key=lambda row: (row.unit_id, row.due_on)):
        found = list(some)
        dossier = places.get(unit_id)
        yield Debt(
            occasion=Occasion.COMMITMENT_DUE,
            item=f"commitment-{scoring_round.pk}-{unit_id}-{due_on:%Y%m%d}",
            round=scoring_round,
            unit=found[0].unit,
            due_at=end_of(due_on),
            url=reverse("prepare:unit", args=[dossier]) if dossier else reverse("shell:work"),
            what=_codes(row.code for row in found),
        )


def _codes(codes: Iterable[str]) -> str:
    """Name each component once."""
    return ", ".join(dict.fromkeys(codes))


def _days(window: Window | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day on which something ends within the window."""
    if window is None:
        return None, None
    return vietnam_date(window.start - DAY), vietnam_date(window.end - DAY) - DAY
