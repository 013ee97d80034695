from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from parindex.kernel import clock
from tests.support import story

HTMX = {"HTTP_HX_REQUEST": "true"}


@dataclass
class Person:
    """A signed-in person with a browser; ``htmx=True`` asks for fragments."""

    world: story.World
    username: str
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(self.world.people[self.username])

    def get(self, path: str, *, htmx: bool = False) -> Any:
        return self.client.get(path, **(HTMX if htmx else {}))

    def post(self, path: str, data: dict[str, object] | None = None, *, htmx: bool = False) -> Any:
        return self.client.post(path, data or {}, **(HTMX if htmx else {}))


@pytest.fixture
def sign_in(world, monkeypatch):
    """Return a function that signs a person in; the clock stands at the drafting time."""
    return lambda username: Person(world, username)


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the pages; without it they run at the drafting time."""

    def set_clock(moment):
        monkeypatch.setenv(clock.STORY_VARIABLE, moment.isoformat())

    return set_clock
