"""Every page costs the same number of queries whatever the number of units, and few of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.support import aftermath, story
from tests.web.test_queries import queries_of

MOST = 24  # the trial loads every dossier with all its papers


def counts(communes: int) -> dict[str, int]:
    """Return the queries of each page where every commune has a review and a proposal."""
    world = story.build_world(communes)
    publication = story.publish(world)
    draft = aftermath.start_draft(world)
    for commune in range(communes):
        aftermath.approve_review(publication, world, commune)
        aftermath.propose(world, commune)
    unit = [publication.pk, world.communes[0].code]
    in_cycle = [world.cycle.code, world.communes[0].code]
    pages: dict[tuple[str, str], list[Any]] = {
        ("clerk-1", "hub"): [],
        ("coordinator", "hub"): [],
        ("clerk-1", "result"): unit,
        ("leader-1", "review"): unit,
        ("coordinator", "reviews"): [publication.pk],
        ("clerk-1", "duties"): in_cycle,
        ("clerk-1", "own_proposals"): in_cycle,
        ("coordinator", "proposals"): [world.cycle.code],
        ("coordinator", "drafts"): [world.cycle.code],
        ("coordinator", "draft"): [draft.pk],
        ("coordinator", "draft_changes"): [draft.pk],
        ("coordinator", "draft_trial"): [draft.pk],
        ("coordinator", "draft_node"): [draft.pk, "1.1"],
    }
    clients = {name: Client() for name, _page in pages}
    for name, client in clients.items():
        client.force_login(world.people[name])
    return {
        f"{page} of {name}": queries_of(clients[name], reverse(f"improve:{page}", args=arguments))
        for (name, page), arguments in pages.items()
    }


@pytest.mark.django_db
def test_a_page_costs_the_same_for_two_and_for_six_communes(settings):
    settings.PARINDEX_NOW = aftermath.LATER
    found = []
    for communes in (2, 6):
        with transaction.atomic():
            found.append(counts(communes))
            transaction.set_rollback(True)
    two, six = found
    assert two == six
    assert max(six.values()) <= MOST, six
