"""What templates ask of cross-checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def flags_at(flags: Mapping[tuple[int, str], int], item: Any) -> int:
    """Return how many cross-checks stand open at an item of the queue."""
    return flags.get((item.dossier.pk, item.node.code), 0)
