"""What an answer to a form says by its status: taken, refused, or somebody else was first."""

from __future__ import annotations

from parindex.kernel.errors import PersonError, Stale

CONFLICT, UNPROCESSABLE = 409, 422


def status_of(error: Exception | None) -> int:
    """Return the status of a page that shows an error, or none."""
    if error is None:
        return 200
    return CONFLICT if isinstance(error, Stale) else UNPROCESSABLE


def field_of(error: PersonError | None) -> str:
    """Return the field at fault, "" where none is named."""
    return str(getattr(error, "field", "")) if error else ""
