"""Random rules of every form with random answers, as documents: what no example thought of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]

CENTS = st.decimals(min_value="0.01", max_value=20, places=2)
POINTS = st.decimals(min_value=0, max_value=20, places=2)
PERCENT = st.decimals(min_value=0, max_value=100, places=4)
COUNT = st.integers(min_value=0, max_value=60)


@dataclass(frozen=True)
class RandomRule:
    """A rule's document, its maximum, the facts it names, and how each may be answered."""

    rule: dict[str, Any]
    max_points: Decimal
    facts: dict[str, dict[str, Any]]
    answers: dict[str, st.SearchStrategy[Any]]

    def part(self) -> dict[str, Any]:
        return {**self.rule, "max_points": self.max_points}


def _ratio(draw: Draw) -> dict[str, Any]:
    empty = draw(st.sampled_from(["full", "zero"]))
    words = {"label": "Tỷ lệ", "numerator": "Đạt", "denominator": "Tổng"}
    return {"type": "ratio", "empty": empty, **words}


RATIOS = st.tuples(COUNT, COUNT).map(
    lambda pair: {"numerator": min(pair), "denominator": max(pair)}
)
PERCENT_FACT = {"type": "percent", "label": "Phần trăm"}
COUNT_FACT = {"type": "count", "label": "Số lượng", "unit": "việc"}
YES_NO_FACT = {"type": "yes_no", "label": "Đã làm"}


def checklist(draw: Draw, name: str) -> RandomRule:
    points = draw(st.lists(CENTS, min_size=1, max_size=4))
    codes = [f"{name}_{index}" for index in range(len(points))]
    items = [{"fact": code, "points": p} for code, p in zip(codes, points, strict=True)]
    return RandomRule(
        {"form": "checklist", "items": items},
        sum(points, Decimal(0)),
        dict.fromkeys(codes, YES_NO_FACT),
        dict.fromkeys(codes, st.booleans()),
    )


def choice(draw: Draw, name: str) -> RandomRule:
    points = [draw(CENTS), *draw(st.lists(POINTS, min_size=1, max_size=3))]
    options = {f"level_{index}": value for index, value in enumerate(points)}
    labels = {code: f"mức {'abcd'[index]}" for index, code in enumerate(options)}
    fact = {"type": "level", "label": "Mức", "options": labels}
    return RandomRule(
        {"form": "choice", "fact": name, "options": options},
        max(points),
        {name: fact},
        {name: st.sampled_from(sorted(options))},
    )


def steps(draw: Draw, name: str) -> RandomRule:
    thresholds = sorted(
        draw(st.sets(st.integers(min_value=0, max_value=99), min_size=1, max_size=4)), reverse=True
    )
    points = [draw(CENTS), *(draw(POINTS) for _ in thresholds)]
    keys = [draw(st.sampled_from(["at_least", "above"])) for _ in thresholds]
    rows = [
        {key: threshold, "points": value}
        for key, threshold, value in zip(keys, thresholds, points[1:], strict=True)
    ]
    rule = {
        "form": "steps",
        "fact": name,
        "steps": [*rows, {"otherwise": True, "points": points[0]}],
    }
    return RandomRule(rule, max(points), {name: PERCENT_FACT}, {name: PERCENT})


def bands(draw: Draw, name: str) -> RandomRule:
    ends = sorted(draw(st.sets(st.integers(min_value=0, max_value=99), min_size=2, max_size=6)))
    rows: list[dict[str, Any]] = [
        {draw(st.sampled_from(["from", "above"])): low, "below": high, "points": draw(POINTS)}
        for low, high in pairwise(ends)
        if draw(st.booleans())
    ]
    rows.append({"from": ends[-1], "points": draw(CENTS)})
    otherwise = draw(POINTS)
    top = max(otherwise, *(row["points"] for row in rows))
    rule = {"form": "bands", "fact": name, "bands": rows, "otherwise": otherwise}
    return RandomRule(rule, top, {name: PERCENT_FACT}, {name: PERCENT})


def proportional(draw: Draw, name: str) -> RandomRule:
    rule = {"form": "proportional", "fact": name}
    if draw(st.booleans()):
        rule["from"] = draw(st.integers(min_value=1, max_value=99))
    return RandomRule(rule, draw(CENTS), {name: _ratio(draw)}, {name: RATIOS})


def linear(draw: Draw, name: str) -> RandomRule:
    ends = st.lists(st.integers(min_value=0, max_value=100), min_size=2, max_size=2, unique=True)
    start, end = draw(ends)
    rule = {"form": "linear", "fact": name, "from": start, "to": end}
    return RandomRule(rule, draw(CENTS), {name: _ratio(draw)}, {name: RATIOS})


def deduction(draw: Draw, name: str) -> RandomRule:
    top = draw(CENTS)
    rule = {
        "form": "deduction",
        "fact": name,
        "per": draw(CENTS),
        "start": top + draw(POINTS),
        "floor": min(draw(POINTS), top - Decimal("0.01")),
    }
    return RandomRule(rule, top, {name: COUNT_FACT}, {name: COUNT})


def deductions(draw: Draw, name: str) -> RandomRule:
    pers = draw(st.lists(CENTS, min_size=1, max_size=3))
    codes = [f"{name}_{index}" for index in range(len(pers))]
    kinds = [draw(st.booleans()) for _ in pers]
    items = [{"fact": code, "per": per} for code, per in zip(codes, pers, strict=True)]
    return RandomRule(
        {"form": "deductions", "items": items},
        draw(CENTS),
        {c: YES_NO_FACT if kind else COUNT_FACT for c, kind in zip(codes, kinds, strict=True)},
        {c: st.booleans() if kind else COUNT for c, kind in zip(codes, kinds, strict=True)},
    )


def accumulate(draw: Draw, name: str) -> RandomRule:
    rule = {"form": "accumulate", "fact": name, "per": draw(CENTS)}
    return RandomRule(rule, draw(CENTS), {name: COUNT_FACT}, {name: COUNT})


def increments(draw: Draw, name: str) -> RandomRule:
    top = draw(CENTS)
    rule = {
        "form": "increments",
        "fact": name,
        "from": draw(st.integers(min_value=0, max_value=30)),
        "base": min(draw(POINTS), top - Decimal("0.01")),
        "each": draw(st.integers(min_value=1, max_value=7)),
        "per": draw(CENTS),
        "counted": draw(st.sampled_from(["whole", "pro_rata"])),
    }
    return RandomRule(rule, top, {name: COUNT_FACT}, {name: COUNT})


def deadline(draw: Draw, name: str) -> RandomRule:
    top = draw(CENTS)
    days = sorted(draw(st.sets(st.integers(min_value=1, max_value=90), max_size=3)))
    given = sorted((min(draw(POINTS), top) for _ in days), reverse=True)
    late = [{"days": day, "points": points} for day, points in zip(days, given, strict=True)]
    rule = {"form": "deadline", "fact": name, "due": "2019-06-30", "late": late}
    fact = {"type": "date", "label": "Ngày nộp", "may_be_absent": True}
    moments = st.dates().map(lambda day: day.isoformat()) | st.just("absent")
    return RandomRule(rule, top, {name: fact}, {name: moments})


def survey(draw: Draw, name: str) -> RandomRule:
    rule = {"form": "survey", "fact": name}
    return RandomRule(rule, draw(CENTS), {name: PERCENT_FACT}, {name: PERCENT})


SIMPLE: Mapping[str, Callable[[Draw, str], RandomRule]] = {
    make.__name__: make
    for make in (
        *(checklist, choice, steps, bands, proportional, linear, deduction, deductions),
        *(accumulate, increments, deadline, survey),
    )
}


def combine(draw: Draw, name: str) -> RandomRule:
    forms = draw(st.lists(st.sampled_from(sorted(SIMPLE)), min_size=2, max_size=3))
    parts = [SIMPLE[form](draw, f"{name}_{'abc'[index]}") for index, form in enumerate(forms)]
    how = draw(st.sampled_from(["sum", "min", "max"]))
    tops = [part.max_points for part in parts]
    top = {"sum": sum(tops, Decimal(0)), "min": min(tops), "max": max(tops)}[how]
    facts = {code: fact for part in parts for code, fact in part.facts.items()}
    answers = {code: answer for part in parts for code, answer in part.answers.items()}
    rule = {"form": "combine", "how": how, "parts": [part.part() for part in parts]}
    return RandomRule(rule, top, facts, answers)


ALL: Mapping[str, Callable[[Draw, str], RandomRule]] = {**SIMPLE, "combine": combine}
