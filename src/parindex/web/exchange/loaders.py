"""Who gets in: whoever types in the dossier; colleagues of who uploaded; leads of the field and the coordinator."""

from __future__ import annotations

from typing import Any

from parindex.accounts.rules import Actor
from parindex.assessments.queries import desk_workbook
from parindex.exchange.queries.facts import round_led
from parindex.exchange.queries.forms import dossier_form
from parindex.exchange.queries.proposals import offers_for
from parindex.exchange.queries.uploads import book_for
from parindex.kernel.clock import now

TYPES = "types in the dossier"
UPLOADED = "works at the desk that uploaded it"
LEADS = "leads a component in other units, or coordinates the cycle"


def typed_dossier(actor: Actor, *, dossier_id: int) -> dict[str, Any]:
    """A dossier with the person's part as a form, for those who type in it."""
    workbook = desk_workbook(actor, dossier_id)
    return {"form": dossier_form(workbook, actor, now=now())}


def uploaded(actor: Actor, *, book_id: int) -> dict[str, Any]:
    """An upload, for the desk where it was made."""
    return {"book": book_for(actor, book_id)}


def led_round(actor: Actor, *, round_id: int, **url: Any) -> dict[str, Any]:
    """A round with what the person leads in other units."""
    scoring_round, led = round_led(actor, round_id)
    return {"scoring_round": scoring_round, "led": led, **url}


def offers(actor: Actor, *, dossier_id: int, **url: Any) -> dict[str, Any]:
    """What lead departments propose for a dossier, for those who type in it."""
    return {"offers": offers_for(actor, dossier_id, now=now()), **url}
