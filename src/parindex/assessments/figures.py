"""What a board shows of many dossiers at once, without loading their forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from parindex.assessments.models import ComponentEntry, Dossier, Sheet
from parindex.assessments.operations.counting import IS_FINISHED


def sheets_of(dossiers: Sequence[Dossier]) -> QuerySet[Sheet]:
    """Return the sheets of these dossiers with their bodies, in Vietnamese order."""
    return (
        Sheet.objects.filter(dossier__in=dossiers).select_related("unit").order_by("unit__sort_key")
    )


def inapplicable_codes(dossiers: Sequence[Dossier]) -> dict[int, list[str]]:
    """Return for each dossier the components that its unit claims do not apply."""
    return _by_dossier(ComponentEntry.objects.filter(dossier__in=dossiers, not_applicable=True))


def finished_codes(dossiers: Sequence[Dossier]) -> dict[int, list[str]]:
    """Return for each dossier the components that are scored, or claimed not to apply."""
    return _by_dossier(ComponentEntry.objects.filter(IS_FINISHED, dossier__in=dossiers))


def _by_dossier(entries: QuerySet[ComponentEntry]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    pairs: Iterator[tuple[int, str]] = entries.values_list("dossier_id", "code").iterator()
    for dossier_id, code in pairs:
        found[dossier_id].append(code)
    return found
