"""People before the pages of notices, and a clock that stands in the story."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.support import story


@pytest.fixture
def at(settings):
    """Set the clock of the pages."""

    def set_clock(moment):
        settings.PARINDEX_NOW = moment

    set_clock(story.APPRAISED)
    return set_clock


@pytest.fixture
def as_(at, db):
    """Return a browser of this person of the small world."""
    from parindex.accounts.models import User

    def browser(username):
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return browser
