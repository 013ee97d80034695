"""Reads of criteria sets."""

from __future__ import annotations

import json

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parindex.criteria.models import StoredCriteriaSet
from parindex.engine import CriteriaSet, parse_set
from parindex.kernel.errors import PersonError


class NoCriteriaSetError(PersonError):
    """There is no criteria set of this code."""

    def __init__(self) -> None:
        super().__init__(_("Không có bộ tiêu chí này."))


_compiled: dict[str, CriteriaSet] = {}


def criteria_set_of(stored: StoredCriteriaSet) -> CriteriaSet:
    """Return the set as the engine knows it; compiled once per content and process.

    Content never changes under its hash, so lists may load rows without ``content``: it is
    fetched only when this process meets the hash for the first time.
    """
    criteria_set = _compiled.get(stored.content_hash)
    if criteria_set is None:
        criteria_set = _compiled[stored.content_hash] = parse_set(json.loads(stored.content))
    return criteria_set


def stored_set_by_code(code: str) -> StoredCriteriaSet:
    """Return the newest content of the set with this code; raises NoCriteriaSetError."""
    stored = StoredCriteriaSet.objects.filter(code=code).order_by("pk").last()
    if stored is None:
        raise NoCriteriaSetError
    return stored


def stored_sets() -> QuerySet[StoredCriteriaSet]:
    """Return all stored sets without their long content."""
    return StoredCriteriaSet.objects.defer("content")
