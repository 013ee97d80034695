"""Before a result is published the chair signs it: what is open, what is in the way, and the signature."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parindex.appraisal.choices import OpenKind
from parindex.appraisal.openness import OpenItem, hash_of, open_items, sign_off_of
from parindex.appraisal.operations import sign_off_round
from parindex.appraisal.queries import council_dossiers
from parindex.appraisal.rules import CLOSED
from parindex.cycles.rules import is_chair
from parindex.kernel import clock
from parindex.kernel.errors import Correctable, Refused
from parindex.web.manage.rounds import chairs_rounds, chosen, overseen_rounds
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE
from parindex.web.shell.forms import typed

# Which filter of the dossier's page shows what is open.
LOOKS = {OpenKind.REPLY: "giai-trinh", OpenKind.UNAWARDED: "chua-xong", OpenKind.REQUEST: "bo-sung"}


@dataclass(frozen=True, kw_only=True)
class SetToSign:
    """One criteria set of the round: what is decided, what is open, whether it is signed."""

    stored: Any
    rows: list[Any]
    items: list[OpenItem]
    current_hash: str
    signed: Any
    kind: str

    @property
    def decided(self) -> int:
        return sum(row.stage in CLOSED for row in self.rows)

    @property
    def is_signed(self) -> bool:
        return self.signed is not None and self.signed.content_hash == self.current_hash

    @property
    def blocking(self) -> int:
        """Return how many units still stand in the way."""
        return len({item.dossier.pk for item in self.items if item.blocks})

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Return value, label and number of units of each kind."""
        found = Counter(item.kind for item in self.items)
        return [(kind.value, str(kind.label), found[kind]) for kind in OpenKind if found[kind]]

    @cached_property
    def shown(self) -> list[tuple[OpenItem, str]]:
        """Return what the filter leaves, each with the address where it is dealt with."""
        return [(item, _address(item)) for item in self.items if self.kind in {"", item.kind}]

    @property
    def on_record(self) -> list[dict[str, Any]]:
        """Return what was open when it was signed."""
        found: list[dict[str, Any]] = json.loads(self.signed.open_items) if self.signed else []
        return found


@loads("oversees the cycle", overseen_rounds)
@require_GET
def sign_off(request: PersonRequest, rounds: list[Any]) -> HttpResponse:
    """Show everything that is still open in a round, set by set."""
    return _page(request, rounds)


@loads("chair of the council", chairs_rounds)
@require_POST
def sign(request: PersonRequest, rounds: list[Any]) -> HttpResponse:
    """Sign the result of one set, exactly as it was seen."""
    scoring_round = chosen(rounds, request.GET)
    sets = {row.criteria_set.code: row.criteria_set for row in council_dossiers(scoring_round)}
    try:
        stored = sets.get(typed(request.POST, "set_code"))
        if stored is None:
            raise Refused(_("Hãy chọn bộ tiêu chí."))
        sign_off_round(
            scoring_round=scoring_round,
            criteria_set=stored,
            seen_hash=typed(request.POST, "seen_hash"),
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return _page(request, rounds, error=error)
    messages.success(request, _("Đã ký kết quả: %(set)s.") % {"set": stored.name})
    here = reverse("manage:sign_off", args=[scoring_round.cycle.code])
    return redirect(f"{here}?dot={scoring_round.number}")


def _page(
    request: PersonRequest, rounds: list[Any], *, error: Exception | None = None
) -> HttpResponse:
    scoring_round, moment = chosen(rounds, request.GET), clock.now()
    rows = council_dossiers(scoring_round)
    sets = {row.criteria_set_id: row.criteria_set for row in rows}
    kind = request.GET.get("loai", "")
    context = {
        "cycle": scoring_round.cycle,
        "rounds": rounds,
        "round": scoring_round,
        "kind": kind,
        "sets": [
            SetToSign(
                stored=stored,
                rows=of_set,
                items=open_items(of_set, moment),
                current_hash=hash_of(of_set),
                signed=sign_off_of(scoring_round, stored),
                kind=kind,
            )
            for pk, stored in sets.items()
            for of_set in [[row for row in rows if row.criteria_set_id == pk]]
        ],
        "may_sign": is_chair(request.actor, scoring_round.cycle),
        "error": error,
    }
    return render(request, "manage/sign_off.html", context, status=UNPROCESSABLE if error else 200)


def _address(item: OpenItem) -> str:
    """Return the dossier's page at what is open: its filter, or the only component."""
    page = reverse("manage:dossier", args=[item.dossier.round.cycle.code, item.dossier.pk])
    if len(item.codes) == 1:
        return f"{page}#m-{item.codes[0]}"
    return f"{page}?loc={LOOKS[item.kind]}" if item.kind in LOOKS else page
