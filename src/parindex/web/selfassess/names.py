"""Names that HTML ids, URLs and query strings use; one place, so that page and fragments agree."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")


@lru_cache(maxsize=4096)
def slug(code: str) -> str:
    """Return a code as part of an HTML id: "1.2.1" gives "1-2-1"."""
    return _UNSAFE.sub("-", code)


def place(code: str) -> str:
    """Return what leads on the desk to a component's card: its field to open, and the card's id."""
    return f"?linh-vuc={quote(code)}#{anchor(code)}"


def anchor(code: str) -> str:
    """Return the id of a component's card."""
    return f"c-{slug(code)}"
