"""Facts as an appraiser reads them: the label, and the answer in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from parindex.assessments.workbook import Line, Workbook
from parindex.engine import Absent, Fact, FactValue, Ratio
from parindex.viet import format_date, format_decimal


@dataclass(frozen=True, kw_only=True)
class ShownFact:
    """One fact of a component; ``answer`` is empty when the unit gave none."""

    label: str
    answer: str
    note: str = ""


def facts_of(workbook: Workbook, line: Line) -> list[ShownFact]:
    """Return the facts that the component's rule uses, with what the unit answered."""
    shown = []
    for code in line.node.facts:
        fact, value = workbook.criteria_set.facts[code], workbook.values.get(code)
        note = f"{fact.numerator} / {fact.denominator}" if isinstance(value, Ratio) else ""
        shown.append(
            ShownFact(
                label=fact.label, answer="" if value is None else in_words(fact, value), note=note
            )
        )
    return shown


def in_words(fact: Fact, value: FactValue) -> str:
    """Return an answer with its unit: "Có", "9/10 nhiệm vụ", "15/01/2019"."""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, Absent):
        return _("Không thực hiện")
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, str):
        return fact.options.get(value, value)
    if isinstance(value, Ratio):
        return f"{_number(value.numerator)}/{_number(value.denominator)} {fact.unit}".strip()
    return f"{_number(value)} {_unit_of(fact)}".strip()


def _unit_of(fact: Fact) -> str:
    return "%" if fact.type.value == "percent" else fact.unit


def _number(value: Decimal | int) -> str:
    return format_decimal(Decimal(value))
