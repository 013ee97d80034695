from __future__ import annotations

import pytest
from django.test import Client

from tests.support.collating import collate, send_all
from tests.support.reporting import open_period


@pytest.fixture
def period(world):
    """Return a period whose reports all came; home affairs holds another figure than the sum."""
    found = open_period(world)
    send_all(world, found, lead_done=11)
    return found


@pytest.fixture
def draft(world, period):
    """Return the collated report of that period."""
    return collate(world, period).report


@pytest.fixture
def as_(world):
    """Return a signed-in client of a person."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name])
        return client

    return sign_in
