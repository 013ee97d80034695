"""Every page costs the same number of queries whatever the number of bodies, and few of them."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.support import collating, reporting
from tests.support.story import build_world
from tests.web.test_queries import queries_of

MOST = 32  # sections, sums and what stands against them, from five tables of every body


def counts(communes: int) -> dict[str, int]:
    """Return the queries of each page where every body has sent its report."""
    world = build_world(communes)
    period = reporting.open_period(world)
    collating.send_all(world, period, lead_done=11)
    collating.collate(world, period)
    client = Client()
    client.force_login(world.people["coordinator"])
    pages = {
        "hub": [],
        "overview": [period.code],
        "section": [period.code, "chi-dao"],
        "tables": [period.code],
        "cell": [period.code, *collating.DONE],
    }
    return {
        page: queries_of(client, reverse(f"collate:{page}", args=arguments))
        for page, arguments in pages.items()
    }


@pytest.mark.django_db
def test_a_page_costs_the_same_for_two_and_for_six_communes(settings):
    settings.PARINDEX_NOW = collating.COLLATED
    found = []
    for communes in (2, 6):
        with transaction.atomic():
            found.append(counts(communes))
            transaction.set_rollback(True)
    two, six = found
    assert two == six
    assert max(six.values()) <= MOST, six
