"""A set of 100 components in which every common form has its turn, and units that answer it."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

from bench.same_rules import COMPONENTS, set_of
from parindex.engine import CriteriaSet, FactValue, Ratio

RATIO = {"type": "ratio", "numerator": "Xong", "denominator": "Giao", "empty": "not_applicable"}
STEPS = [{"at_least": 100, "points": 1}, {"at_least": 80, "points": "0.5"}]
LEVELS = {"all": "đủ", "some": "chưa đủ", "none": "không"}
FORMS = (
    "proportional",
    "steps",
    "linear",
    "checklist",
    "choice",
    "deduction",
    "deadline",
    "combine",
    "survey",
    "accumulate",
)


def mixed_set() -> CriteriaSet:
    facts: dict[str, Any] = {}
    rules = [_rule(FORMS[at % len(FORMS)], at, facts) for at in range(COMPONENTS)]
    return set_of(rules, facts)


def _rule(form: str, at: int, facts: dict[str, Any]) -> dict[str, Any]:
    code = f"f{at}"
    one = {"form": form, "fact": code}
    kinds: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "proportional": (one, RATIO),
        "steps": ({**one, "steps": STEPS}, RATIO),
        "linear": ({**one, "from": 70, "to": 100}, RATIO),
        "choice": (
            {**one, "options": {"all": 1, "some": "0.5", "none": 0}},
            {"type": "level", "options": LEVELS},
        ),
        "deduction": ({**one, "per": "0.25"}, {"type": "count"}),
        "deadline": (
            {**one, "due": "12-10", "late": [{"days": 15, "points": "0.5"}]},
            {"type": "date"},
        ),
        "survey": (one, {"type": "percent"}),
        "accumulate": ({**one, "per": "0.3"}, {"type": "count"}),
    }
    if form == "checklist":
        items = [{"fact": f"{code}_{part}", "points": "0.5"} for part in "ab"]
        facts |= {item["fact"]: {"type": "yes_no", "label": "Đã làm"} for item in items}
        return {"form": form, "items": items}
    if form == "combine":
        parts = [
            {"max_points": "0.6", "form": "proportional", "fact": f"{code}_a"},
            {"max_points": "0.4", "form": "accumulate", "fact": f"{code}_b", "per": "0.3"},
        ]
        facts[f"{code}_a"] = {**RATIO, "label": "Tỷ lệ", "empty": "zero"}
        facts[f"{code}_b"] = {"type": "count", "label": "Số lượng"}
        return {"form": form, "how": "sum", "parts": parts}
    rule, fact = kinds[form]
    facts[code] = {"label": f"Số liệu {at}", **fact}
    return rule


def answers(criteria_set: CriteriaSet, units: int) -> list[dict[str, FactValue]]:
    source = random.Random(20191226)
    return [
        {code: _value(fact.type.value, source) for code, fact in criteria_set.facts.items()}
        for _ in range(units)
    ]


def _value(kind: str, source: random.Random) -> FactValue:
    if kind == "ratio":
        below = source.randrange(0, 400)
        return Ratio(source.randint(0, below), below)
    if kind == "percent":
        return Decimal(source.randrange(10_001)) / 100
    if kind == "date":
        return dt.date(2019, 11, 25) + dt.timedelta(days=source.randrange(40))
    if kind == "level":
        return source.choice(list(LEVELS))
    return source.random() < 0.8 if kind == "yes_no" else source.randrange(5)
