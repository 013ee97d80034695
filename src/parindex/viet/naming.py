"""Names of public bodies as they are compared: without diacritics, with the usual short forms."""

from __future__ import annotations

import re
from functools import lru_cache

from parindex.viet.collation import search_key

_SHORT = tuple(
    (re.compile(rf"\b{long}\b"), short)
    for long, short in (
        ("uy ban nhan dan", "ubnd"),
        ("hoi dong nhan dan", "hdnd"),
        ("mat tran to quoc", "mttq"),
        ("thi tran", "tt"),
        ("thanh pho", "tp"),
        ("thi xa", "tx"),
    )
)
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def body_key(name: str) -> str:
    """Return a body's name as it is compared: "Uỷ ban nhân dân TT. Tam Đường" is "ubnd tt tam duong"."""
    key = " ".join(_NOT_A_WORD.sub(" ", search_key(name)).split())
    for long, short in _SHORT:
        key = long.sub(short, key)
    return key
