"""Every page costs the same number of queries whatever the number of units, and few of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.support import aftermath, preparing, remedying, story
from tests.web.test_queries import queries_of

MOST = 26


def counts(communes: int) -> dict[str, int]:
    """Return the queries of each page where every commune has as many actions as there are communes."""
    world = story.build_world(communes)
    for commune in range(communes):
        preparing.commit(world, commune)
    publication = story.publish(world)
    made = [
        remedying.make(publication, world, commune, text=f"Việc {number}")
        for commune in range(communes)
        for number in range(communes)
    ]
    remedying.progress(world, made[0])
    unit = [publication.pk, world.communes[0].code]
    pages: dict[tuple[str, str], list[Any]] = {
        ("clerk-1", "plan"): unit,
        ("clerk-1", "effect"): unit,
        ("clerk-1", "plan_file"): unit,
        ("clerk-1", "action"): [made[0].pk],
        ("coordinator", "cycle"): [world.cycle.code],
        ("coordinator", "cycle_file"): [world.cycle.code],
    }
    clients = {name: Client() for name, _page in pages}
    for name, client in clients.items():
        client.force_login(world.people[name])
    found = {
        page: queries_of(clients[name], reverse(f"remedy:{page}", args=arguments))
        for (name, page), arguments in pages.items()
    }
    found["result"] = queries_of(clients["clerk-1"], reverse("improve:result", args=unit))
    board = reverse("remedy:cycle", args=[world.cycle.code])
    found["units"] = queries_of(clients["coordinator"], f"{board}?xem=don-vi")
    found["work"] = queries_of(clients["clerk-1"], reverse("shell:work"))
    return found


@pytest.mark.django_db
def test_a_page_costs_the_same_for_two_and_for_five_communes(settings):
    settings.PARINDEX_NOW = aftermath.LATER
    found = []
    for communes in (2, 5):
        with transaction.atomic():
            found.append(counts(communes))
            transaction.set_rollback(True)
    two, five = found
    assert two == five
    assert max(five.values()) <= MOST, five
