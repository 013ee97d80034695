"""Figures that lead departments propose and that wait for the unit: one query."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.accounts.rules import Actor
from parindex.exchange.queries.proposals import dossiers_with_offers
from parindex.web.shell.tasks import WAITING, Task


def offer_tasks(actor: Actor) -> list[Task]:
    """Return a task for each dossier for which figures wait."""
    rows: list[Any] = list(dossiers_with_offers(actor))  # with their count of offers
    return [
        Task(
            title=_("Số liệu được đề nghị: %(unit)s") % {"unit": row.unit.body},
            place=str(row.round),
            url=reverse("exchange:proposals", args=[row.pk]),
            button=_("Xem và nhận"),
            urgency=WAITING,
            note=ngettext(
                "Cơ quan chủ trì đề nghị %(count)d số liệu.",
                "Cơ quan chủ trì đề nghị %(count)d số liệu.",
                row.offers,
            )
            % {"count": row.offers},
        )
        for row in rows
    ]
