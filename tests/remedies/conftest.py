from __future__ import annotations

import pytest

from tests.support import story


@pytest.fixture
def publication(world):
    """The communes' result: each lost a point of 1.2.1, 0.25 of 2.1, 0.5 of 2.2 and 0.4 of 2.3."""
    return story.publish(world)
