"""The moment a file says it was made: the document's date, so that equal papers give equal bytes."""

from __future__ import annotations

from datetime import UTC, datetime

from parindex.documents.paper.model import Letterhead


def moment_of(letterhead: Letterhead) -> datetime:
    """Return midnight (UTC) of the document's date, or of 1 January of its year while it has none."""
    day = letterhead.date
    if day is None:
        return datetime(letterhead.year, 1, 1, tzinfo=UTC)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
