"""Names that HTML ids, links and journeys use; one place, so that page and fragments agree."""

from __future__ import annotations

import re

from django.http import HttpRequest

_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")


def slug(code: str) -> str:
    """Return a code as part of an HTML id: "1.2.1" gives "1-2-1"."""
    return _UNSAFE.sub("-", code)


def anchor(code: str) -> str:
    """Return the id of a component; the same as on the self-assessment desk."""
    return f"c-{slug(code)}"


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether HTMX asks for a fragment."""
    return bool(getattr(request, "htmx", False))
