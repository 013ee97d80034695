"""Every page costs the same number of queries whatever the number of units, and few of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.support import preparing, story
from tests.web.test_queries import queries_of

MOST = 27  # the work list in a prepared round, with every kind of task


def counts(communes: int) -> dict[str, int]:
    """Return the queries of each page where every commune has reviews, promises and chase notes."""
    cache.clear()
    world = story.build_world(communes)
    preparing.prepare_round(world)
    for commune in range(communes):
        preparing.review(world, commune)
        preparing.commit(world, commune)
        preparing.promise(world, commune)
        preparing.chase(world, commune)
    pages: dict[tuple[str, str], list[Any]] = {
        ("clerk-1", "unit"): [world.dossier().pk],
        ("clerk-1", "plan"): [world.dossier().pk],
        ("coordinator", "unit"): [world.district_dossier().pk],
        ("nv.clerk", "field"): [world.round.pk],
        ("coordinator", "field"): [world.round.pk],
        ("coordinator", "summary"): [world.cycle.code],
        ("coordinator", "summary_file"): [world.cycle.code],
        ("tp.clerk", "giving"): [world.cycle.code],
    }
    clients = {name: Client(headers={"HX-Request": "true"}) for name, _page in pages}
    for name, client in clients.items():
        client.force_login(world.people[name])
    found = {
        f"{page} of {name}": queries_of(clients[name], reverse(f"prepare:{page}", args=arguments))
        for (name, page), arguments in pages.items()
    }
    work = {name: queries_of(clients[name], reverse("shell:work")) for name in clients}
    return found | {f"work of {name}": number for name, number in work.items()}


@pytest.mark.django_db
def test_a_page_costs_the_same_for_two_and_for_six_communes(settings):
    settings.PARINDEX_NOW = preparing.NOW
    found = []
    for communes in (2, 6):
        with transaction.atomic():
            found.append(counts(communes))
            transaction.set_rollback(True)
    two, six = found
    assert two == six
    assert max(six.values()) <= MOST, six
