"""All written requests of a round, and where each of them stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from parindex.appraisal.choices import RequestState
from parindex.appraisal.models import SupplementItem, SupplementRequest
from parindex.appraisal.rules import request_closed_because
from parindex.cycles.models import Round


@dataclass(frozen=True, kw_only=True)
class RequestRow:
    """A request to one unit; ``closed_because`` is empty while the unit can still answer."""

    request: SupplementRequest
    items: Sequence[SupplementItem]
    closed_because: str

    @property
    def answered(self) -> int:
        return sum(item.answered_at is not None for item in self.items)

    @property
    def state(self) -> RequestState:
        if self.answered == len(self.items):
            return RequestState.ANSWERED
        return RequestState.EXPIRED if self.closed_because else RequestState.OPEN


def requests_of_round(scoring_round: Round, now: dt.datetime) -> list[RequestRow]:
    """Return all requests of a round, the newest document first; two queries."""
    rows = (
        SupplementRequest.objects.filter(dossier__round=scoring_round)
        .select_related("dossier__unit", "dossier__round")
        .prefetch_related("items")
        .order_by("-issued_on", "number", "dossier__unit__sort_key")
    )
    return [
        RequestRow(
            request=row,
            items=list(row.items.all()),
            closed_because=request_closed_because(row.dossier, row, now),
        )
        for row in rows
    ]
