"""Hundreds of thousands of random ratios and thousands of units against ``fractions.Fraction``."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from parindex.engine import CriteriaSet, parse_set, rank
from parindex.engine.vector import Column, Columns, compile_set
from tests.engine.documents import full_document

RATIOS, CHUNK, UNITS = 500_000, 50_000, 5_000
TOP = "1.37"
STEPS = [
    {"at_least": 100, "points": TOP},
    {"above": "79.995", "points": "0.9"},
    {"at_least": "33.3", "points": "0.25"},
]
RULES: dict[str, dict[str, Any]] = {
    "proportional": {"form": "proportional", "fact": "r0"},
    "linear": {"form": "linear", "fact": "r0", "from": "12.5", "to": "97.3"},
    "steps": {"form": "steps", "fact": "r0", "steps": STEPS},
}


def set_of(rules: list[dict], top: str = TOP) -> CriteriaSet:
    """Return a set of one component for each rule; component i is asked for the ratio ri."""
    ratio = {"type": "ratio", "numerator": "n", "denominator": "d", "empty": "zero"}
    criteria = [
        {"code": f"1.{at}", "name": "c", "max_points": top, "rule": {**rule, "fact": f"r{at}"}}
        for at, rule in enumerate(rules)
    ]
    total = str(Fraction(top) * len(rules) * 100 // 1)
    whole = f"{total[:-2] or 0}.{total[-2:]}"
    field = {
        "code": "1",
        "name": "f",
        "max_points": whole,
        "illustrative": True,
        "criteria": criteria,
    }
    facts = {f"r{at}": {**ratio, "label": "r"} for at in range(len(rules))}
    return parse_set(full_document(max_points=whole, fields=[field], facts=facts))


def half_up(value: Fraction) -> int:
    return math.floor(value * 100 + Fraction(1, 2))


def by_fractions(form: str, share: Fraction) -> Fraction:
    """Return the points of a share as the decision's words have them."""
    top = Fraction(TOP)
    if form == "proportional":
        return share * top
    if form == "linear":
        low, high = Fraction("0.125"), Fraction("0.973")
        return min(max((share - low) * top / (high - low), Fraction(0)), top)
    if share >= 1:
        return top
    if share > Fraction("0.79995"):
        return Fraction("0.9")
    return Fraction("0.25") if share >= Fraction("0.333") else Fraction(0)


@pytest.mark.parametrize("form", RULES)
def test_no_random_ratio_scores_other_than_its_fraction(form):
    compiled = compile_set(set_of([RULES[form]]))
    source = random.Random(20191226)
    wrong = 0
    for _ in range(RATIOS // len(RULES) // CHUNK + 1):
        most = source.choice([20, 400, 2000, 10**9, 10**15 - 1])
        below = [source.randint(1, most) for _ in range(CHUNK)]
        above = [source.randint(0, number) for number in below]
        column = Column(numerators=np.array(above), denominators=np.array(below))
        points = compiled.score(Columns(units=CHUNK, by_fact={"r0": column})).points[:, 0]
        wrong += sum(
            found != half_up(by_fractions(form, Fraction(n, d)))
            for found, n, d in zip(points.tolist(), above, below, strict=True)
        )
    assert wrong == 0


def test_no_tie_among_thousands_of_units_is_split():
    width = 40
    compiled = compile_set(set_of([RULES["proportional"]] * width))
    source = np.random.default_rng(20191226)
    below = source.integers(1, 60, (width, UNITS))
    above = source.integers(0, 61, (width, UNITS)) * below // 60
    columns = {
        f"r{at}": Column(numerators=above[at], denominators=below[at]) for at in range(width)
    }
    scores = compiled.score(Columns(units=UNITS, by_fact=columns))
    exact = {
        unit: Decimal(
            half_up(
                Fraction(
                    sum(
                        half_up(by_fractions("proportional", Fraction(int(n), int(d))))
                        for n, d in zip(above[:, unit], below[:, unit], strict=True)
                    )
                )
                / (Fraction(TOP) * 100 * width)
                * 100
            )
        )
        / 100
        for unit in range(UNITS)
    }
    tied: dict[Decimal, set[int]] = defaultdict(set)
    for unit, value in exact.items():
        tied[value].add(int(scores.index[unit]))
    assert len(tied) < UNITS - 500  # there are ties to split
    assert all(found == {value * 100} for value, found in tied.items())
    assert dict(enumerate(scores.ranks.tolist())) == rank(exact.items())
