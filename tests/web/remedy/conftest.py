from __future__ import annotations

import pytest
from django.test import Client

from tests.support import aftermath, story


@pytest.fixture
def publication(world, settings):
    """The communes' result, just published."""
    found = story.publish(world)
    settings.PARINDEX_NOW = aftermath.LATER
    return found


@pytest.fixture
def as_person(world):
    """Return a function that signs somebody in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name])
        return client

    return sign_in
