"""How bodies are called in a collated report."""

from __future__ import annotations

from parindex.units.models import Unit


def short_name(unit: Unit) -> str:
    """Return how a body is called among its equals: "Phòng Nội vụ", "UBND xã Gia Cát"."""
    return unit.name if unit.is_agency else unit.body
