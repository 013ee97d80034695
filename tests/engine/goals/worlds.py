"""Small sets for goal-seeking, and every state that a unit could bring its facts to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from parindex.engine import (
    ABSENT,
    CriteriaSet,
    Fact,
    FactValue,
    Ratio,
    parse_set,
)
from tests.engine.documents import full_document

TODAY, CUT_OFF = dt.date(2019, 12, 1), dt.date(2019, 12, 31)

FACTS: dict[str, dict[str, Any]] = {
    "on_time": {
        "type": "ratio",
        "label": "Hồ sơ đã giải quyết",
        "numerator": "Số hồ sơ đúng hạn",
        "denominator": "Tổng số hồ sơ",
        "unit": "hồ sơ",
        "empty": "zero",
    },
    "tasks": {
        "type": "ratio",
        "label": "Nhiệm vụ",
        "numerator": "Hoàn thành",
        "denominator": "Được giao",
        "empty": "full",
    },
    "faults": {"type": "count", "label": "Số văn bản sai", "unit": "văn bản"},
    "ideas": {"type": "count", "label": "Sáng kiến", "unit": "sáng kiến"},
    "issued": {"type": "yes_no", "label": "Đã ban hành"},
    "published": {"type": "yes_no", "label": "Đã công khai"},
    "review": {
        "type": "level",
        "label": "Rà soát",
        "options": {"complete": "đủ", "partial": "chưa đủ", "none": "không"},
    },
    "reported_on": {"type": "date", "label": "Ngày báo cáo", "may_be_absent": True},
    "overdue": {"type": "percent", "label": "Tỷ lệ trễ hạn"},
    "budget": {"type": "amount", "label": "Kinh phí", "unit": "triệu đồng"},
    "revenue": {
        "type": "ratio",
        "label": "Thu ngân sách",
        "numerator": "Số thu",
        "denominator": "Dự toán",
        "unit": "triệu đồng",
        "of": "amounts",
        "may_exceed": True,
        "empty": "not_applicable",
    },
    "satisfaction": {"type": "percent", "label": "Mức độ hài lòng"},
}

STEPS = {
    "form": "steps",
    "fact": "on_time",
    "steps": [{"at_least": 100, "points": 1}, {"at_least": 80, "points": "0.5"}],
}


def leaf(code: str, max_points: Any, rule: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"code": code, "name": f"Mục {code}", "max_points": max_points, "rule": rule, **keys}


def world(*leaves: dict[str, Any], **changes: Any) -> CriteriaSet:
    """Return a set of these components; it asks for the facts that they name."""
    total = str(sum(Decimal(str(item["max_points"])) for item in leaves))
    field = {
        "code": "1",
        "name": "Lĩnh vực",
        "max_points": total,
        "illustrative": True,
        "criteria": list(leaves),
    }
    text = repr((leaves, changes))
    return parse_set(
        full_document(
            **{
                "max_points": total,
                "facts": {code: fact for code, fact in FACTS.items() if f"'{code}'" in text},
                "fields": [field],
                **changes,
            }
        )
    )


def one(rule: dict[str, Any], max_points: Any = 1, **changes: Any) -> CriteriaSet:
    """Return a set of one component, 1.1."""
    return world(leaf("1.1", max_points, rule), **changes)


def states(
    fact: Fact, before: FactValue | None, most: int = 12
) -> Iterator[tuple[Fraction, FactValue]]:
    """Yield every value that a fact with an answer can be brought to, with the effort."""
    if isinstance(before, bool):
        yield from ((Fraction(answer != before), answer) for answer in (True, False))
    elif isinstance(before, int):
        yield from ((Fraction(abs(number - before)), number) for number in range(most + 1))
    elif isinstance(before, Ratio):
        yield from _shares(fact, before)
    elif isinstance(before, str):
        options = list(fact.options)
        at = options.index(before)
        yield from ((Fraction(abs(place - at)), code) for place, code in enumerate(options))
    else:
        yield from _days(before)


def _shares(fact: Fact, before: Ratio) -> Iterator[tuple[Fraction, FactValue]]:
    yield Fraction(0), before
    if not before.is_empty:
        for number in range(int(before.denominator) + 1):
            yield Fraction(abs(number - int(before.numerator))), Ratio(number, before.denominator)
    elif fact.code == "on_time":
        yield from ((Fraction(1), Ratio(number, 1)) for number in (0, 1))


def _days(before: FactValue | None) -> Iterator[tuple[Fraction, FactValue]]:
    if before is not None:
        yield Fraction(0), before
    if before is ABSENT or before is None or (isinstance(before, dt.date) and before > TODAY):
        for days in range((CUT_OFF - TODAY).days + 1):
            day = TODAY + dt.timedelta(days=days)
            if day != before:
                yield Fraction(1), day
