"""Pages cost the same number of queries whatever the number of units, figures and rows, and few of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from parindex.exchange.operations import propose_figures, upload_facts_book
from tests.support import story
from tests.support.books import download, edited, fact_cell, figure_table, put, send, xlsx
from tests.web.test_queries import queries_of

MOST = 18


def one_change(book: Any) -> None:
    fact_cell(book, "plan_issued").value = "Có"


def many_changes(book: Any) -> None:
    one_change(book)
    fact_cell(book, "plan_published").value = "Có"
    fact_cell(book, "wrong_documents").value = 2


def counts(communes: int) -> dict[str, int]:
    """Return the queries of each page; with more communes there is more in every workbook."""
    world = story.build_world(communes)
    lead = world.actor("tp.clerk")
    values = {("wrong_documents", unit): unit for unit in range(1, communes + 1)}
    books = [
        upload_facts_book(
            round_id=world.round.pk,
            upload=xlsx(edited(figure_table(world), put(values))),
            actor=lead,
            now=story.DRAFTED,
        )
        for _time in range(2)
    ]
    propose_figures(book_id=books[0].pk, actor=lead, now=story.DRAFTED)
    sent = send(world, edited(download(world), one_change if communes == 1 else many_changes))
    pages: dict[tuple[str, str], Any] = {
        ("clerk-1", "dossier"): [world.dossier().pk],
        ("clerk-1", "workbook"): [world.dossier().pk],
        ("clerk-1", "proposals"): [world.dossier().pk],
        ("clerk-1", "book"): [sent.pk],
        ("tp.clerk", "field"): [world.round.pk],
        ("tp.clerk", "figures"): [world.round.pk, "mini-commune", "xlsx"],
        ("tp.leader", "book"): [books[0].pk],
        ("tp.appraiser", "book"): [books[1].pk],
    }
    found = {}
    for (name, page), arguments in pages.items():
        client = Client(headers={"HX-Request": "true"})
        client.force_login(world.people[name])
        url = reverse(f"exchange:{page}", args=arguments)
        found[f"{page} of {name}"] = queries_of(client, url)
    return found


@pytest.mark.django_db
def test_a_page_costs_the_same_for_one_and_for_five_communes(settings):
    settings.PARINDEX_NOW = story.DRAFTED
    found = []
    for communes in (1, 5):
        with transaction.atomic():
            found.append(counts(communes))
            transaction.set_rollback(True)
    one, five = found
    assert one == five
    assert max(five.values()) <= MOST, five
