from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture
def as_(world):
    """Return a browser in which a person of the small world is signed in."""

    def browser(username: str) -> Client:
        client = Client()
        client.force_login(world.people[username])
        return client

    return browser
