"""Figures and documents as a flag's sentence writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from parindex.engine import Absent, Fact, FactType, FactValue, Ratio, to_wire
from parindex.evidence.models import EvidenceDocument
from parindex.kernel import canonical
from parindex.viet import format_date, format_decimal, round_half_up


def percent(value: Fraction) -> str:
    """Return a percentage of at most one decimal: "66,7%"."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{format_decimal(round_half_up(exact, 1))}%"


def points(value: Decimal) -> str:
    """Return points without superfluous zeros."""
    return format_decimal(value)


def document_name(document: EvidenceDocument) -> str:
    """Return a document as officials name it: "Kế hoạch số 12/KH-UBND ngày 20/01/2019"."""
    return _("%(kind)s số %(number)s ngày %(day)s") % {
        "kind": document.get_kind_display(),
        "number": document.number,
        "day": format_date(document.issued_on),
    }


def answer(fact: Fact, value: FactValue) -> str:
    """Return a fact's value in words."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, Absent):
        return _("chưa thực hiện")
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, str):
        return fact.options.get(value, value)
    if isinstance(value, Ratio):
        return f"{_number(value.numerator)}/{_number(value.denominator)}"
    return f"{_number(value)}{'%' if fact.type is FactType.PERCENT else ''}"


def wire(value: FactValue) -> str:
    """Return a fact's value in one writing for every language."""
    return canonical.to_text(to_wire(value))


def _number(value: Decimal | int) -> str:
    return format_decimal(Decimal(value))
