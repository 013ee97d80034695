"""Finding a unit by name in everything that was published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from parindex.results.queries import content_of, standing_publications
from parindex.web.public.standings import matches, with_class_places

NEWEST = 24  # publications that are searched: a dozen years of two sets each
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Found:
    """A unit in a publication."""

    publication: Any
    unit: dict[str, Any]
    count: int


def find_units(text: str) -> list[Found] | None:
    """Return the units whose name holds every word, the newest result first; None for no words."""
    if not text:
        return None
    rows = standing_publications().defer(None).defer("criteria_set__content")[:NEWEST]
    found: list[Found] = []
    for row in rows:
        units = with_class_places(content_of(row))
        found += [
            Found(publication=row, unit=unit, count=len(units))
            for unit in units
            if matches(unit["name"], text)
        ]
    return found[:MOST]
