"""Reading a criteria set from a document, with all its problems at once."""

from __future__ import annotations

from parindex.engine.parsing.whole_set import parse_set

__all__ = ["parse_set"]
