from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.support import story


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "files")


@pytest.fixture
def as_person(world, settings) -> Callable[[str], Client]:
    """Return a function that signs somebody in; the clock stands at the drafting time."""
    settings.PARINDEX_NOW = story.DRAFTED

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name])
        return client

    return sign_in
