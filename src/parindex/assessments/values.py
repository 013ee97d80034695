"""Facts as they are stored: the engine's wire form as JSON text."""

from __future__ import annotations

import json
from typing import Any

from parindex.engine import CriteriaSet, FactValue, parse_fact
from parindex.kernel import canonical


def read_raw(criteria_set: CriteriaSet, fact_code: str, raw: str) -> FactValue:
    """Return a stored fact as the engine's value; raises FactError for one that cannot be."""
    return parse_fact(criteria_set.facts[fact_code], json.loads(raw))


def write_raw(wire: Any) -> str:
    """Return the text under which a fact's wire form is stored."""
    return canonical.to_text(wire)
