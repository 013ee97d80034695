"""For every test: Hypothesis without a stopwatch (two workers share two cores), and the small world."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("parindex", deadline=None)
settings.load_profile("parindex")


@pytest.fixture
def world(db):
    """Return the small world of ``tests.support.story`` with two communes."""
    from tests.support.story import build_world  # needs Django's tables

    return build_world(communes=2)
