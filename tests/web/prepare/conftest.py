from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests.support import preparing


@pytest.fixture
def prepared(world, settings):
    """The small world in December, while the round is being prepared."""
    cache.clear()
    settings.PARINDEX_NOW = preparing.NOW
    preparing.prepare_round(world)
    return world


@pytest.fixture
def as_person(world):
    """Return a function that signs somebody in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name])
        return client

    return sign_in
