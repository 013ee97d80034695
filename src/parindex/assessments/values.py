"""Facts as they are stored: the engine's wire form as JSON text; and as people read them."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from parindex.engine import (
    Absent,
    CriteriaSet,
    Fact,
    FactType,
    FactValue,
    Ratio,
    parse_fact,
)
from parindex.kernel import canonical
from parindex.viet import format_date, format_decimal


def read_raw(criteria_set: CriteriaSet, fact_code: str, raw: str) -> FactValue:
    """Return a stored fact as the engine's value; raises FactError for one that cannot be."""
    return parse_fact(criteria_set.facts[fact_code], json.loads(raw))


def write_raw(wire: Any) -> str:
    """Return the text under which a fact's wire form is stored."""
    return canonical.to_text(wire)


def in_words(fact: Fact, value: FactValue | None) -> str:
    """Return a value as a table or a conflict shows it; "" for none."""
    if value is None:
        return ""
    if isinstance(value, Absent):
        return _("chưa thực hiện")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, Ratio):
        return f"{_text(value.numerator)}/{_text(value.denominator)} {fact.unit}".strip()
    if isinstance(value, dt.date):
        return format_date(value)
    if fact.type is FactType.LEVEL:
        return str(fact.options.get(str(value), value))
    return f"{_text(value)} {'%' if fact.type is FactType.PERCENT else fact.unit}".strip()


def _text(value: object) -> str:
    return format_decimal(value) if isinstance(value, Decimal) else str(value)
