"""One byte string for one content: what hashes are taken of."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any


def plain(value: object) -> str:
    """Turn what JSON lacks into text; a Decimal is written exactly, without exponent and without trailing zeros."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    msg = f"không biết ghi giá trị kiểu {type(value).__name__}"
    raise TypeError(msg)


def to_text(content: Any) -> str:
    """Serialise with sorted keys and no white space, so that equal content gives equal text."""
    return json.dumps(
        content, default=plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def sha256(content: Any) -> str:
    """Return the hexadecimal SHA-256 of the canonical text."""
    return hashlib.sha256(to_text(content).encode()).hexdigest()
