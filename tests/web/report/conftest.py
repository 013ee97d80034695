from __future__ import annotations

import pytest
from django.test import Client

from tests.support import reporting


@pytest.fixture
def period(world, settings):
    """Quarter I of the small world, while it is being written."""
    settings.PARINDEX_NOW = reporting.WRITTEN
    return reporting.open_period(world)


@pytest.fixture
def report(world, period):
    return reporting.report_of(period, world.communes[0])


@pytest.fixture
def as_person(world):
    """Return a function that signs somebody in."""

    def sign_in(name: str, **headers: str) -> Client:
        client = Client(headers=headers)
        client.force_login(world.people[name])
        return client

    return sign_in
