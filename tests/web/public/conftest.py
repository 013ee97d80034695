from __future__ import annotations

import pytest

from tests.support import story


@pytest.fixture
def publication(world):
    """Return the small world's publication of two communes."""
    return story.publish(world)


@pytest.fixture
def page(client):
    """Return a function that reads a page as anybody and gives its text."""

    def read(url: str):
        answer = client.get(url)
        assert answer.status_code == 200, url
        return answer.content.decode()

    return read
