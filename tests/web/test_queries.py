"""A page costs the same number of queries whatever the number of units, and few of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support import story

DATA = Path(__file__).parents[2] / "data" / "criteria"
MOST = 22


def queries_of(client: Client, url: str) -> int:
    client.get(url)  # what is loaded once a process (compiled sets, content types) does not count
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(url)
    assert response.status_code == 200, url
    return len(captured)


def counts(communes: int) -> dict[str, int]:
    """Return the queries of each page in a world of that many communes, with a real set of some 90 components."""
    world = story.build_world(communes, DATA / "lai-chau-2019-commune")
    clients = {}
    for name in ("clerk-1", "leader-1", "coordinator", "secretary"):
        clients[name] = Client()
        clients[name].force_login(world.people[name])
    dossier, sheet = world.dossier(), world.sheet()
    desk = reverse("selfassess:desk", args=[dossier.pk])
    cycle = reverse("manage:cycle", args=[world.cycle.code])
    return {
        "desk of the clerk": queries_of(clients["clerk-1"], desk),
        "desk of the leader": queries_of(clients["leader-1"], desk),
        "desk, unfinished only": queries_of(clients["clerk-1"], f"{desk}?loc=chua-xong"),
        "sheet": queries_of(
            clients["leader-1"], reverse("selfassess:sheet", args=[dossier.pk, sheet.pk])
        ),
        "work of the clerk": queries_of(clients["clerk-1"], reverse("shell:work")),
        "work of the coordinator": queries_of(clients["coordinator"], reverse("shell:work")),
        "board of the cycle": queries_of(clients["coordinator"], cycle),
        "a dossier before the council": queries_of(
            clients["secretary"], reverse("manage:dossier", args=[world.cycle.code, dossier.pk])
        ),
    }


@pytest.mark.django_db
def test_a_page_costs_the_same_for_one_and_for_twenty_communes(django_db_blocker):
    from django.db import transaction

    found = []
    for communes in (1, 20):
        with transaction.atomic():
            found.append(counts(communes))
            transaction.set_rollback(True)
    one, twenty = found
    assert one == twenty
    assert max(twenty.values()) <= MOST, twenty
