"""For every test: Hypothesis without a stopwatch (two workers share two cores), and the small world."""

from __future__ import annotations

import pytest
from django.db.models.signals import post_migrate
from hypothesis import settings

settings.register_profile("parindex", deadline=None)
settings.load_profile("parindex")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Put the journal's head back after a transactional test, which empties every table behind it.

    A migration placed it; the product itself never makes it again.
    """
    post_migrate.connect(_place_journal_head)  # sent by ``flush`` too
    yield
    post_migrate.disconnect(_place_journal_head)


def _place_journal_head(app_config, using, **_signal):
    if app_config.label == "kernel":
        from parindex.kernel.journal import GENESIS, HEAD
        from parindex.kernel.models import JournalHead

        JournalHead.objects.using(using).get_or_create(pk=HEAD, defaults={"hash": GENESIS})


@pytest.fixture
def world(db):
    """Return the small world of ``tests.support.story`` with two communes."""
    from tests.support.story import small_world  # needs Django's tables

    return small_world.world()
