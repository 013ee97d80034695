from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from tests.support import story

HTMX = {"HX-Request": "true"}


@dataclass
class Person:
    """A signed-in person before a browser; ``htmx=True`` asks for fragments."""

    world: story.World
    username: str
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(self.world.people[self.username])

    def get(self, path: str, *, htmx: bool = False) -> Any:
        return self.client.get(path, headers=HTMX if htmx else {})

    def post(self, path: str, data: dict[str, object] | None = None, *, htmx: bool = False) -> Any:
        return self.client.post(path, data or {}, headers=HTMX if htmx else {})


@pytest.fixture
def sign_in(world, at) -> Callable[[str], Person]:
    """Sign people of the small world in; the clock stands at the drafting time."""
    at(story.DRAFTED)
    return lambda username: Person(world, username)


@pytest.fixture
def at(settings) -> Callable[[dt.datetime], None]:
    """Set the clock of the pages."""

    def set_clock(moment: dt.datetime) -> None:
        settings.PARINDEX_NOW = moment

    return set_clock


@pytest.fixture
def desk(world) -> str:
    """The address of the first commune's desk."""
    return f"/tu-danh-gia/{world.dossier().pk}/"
