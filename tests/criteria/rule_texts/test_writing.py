"""A rule in words reads back to the same rule."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.criteria.reading import read_set
from parindex.criteria.rule_texts import (
    Understood,
    UnwritableRuleError,
    shape,
    understand,
    write_rule_text,
)
from parindex.engine.facts import Fact, FactType
from parindex.engine.rules.choice import Choice

DATA = Path(__file__).parents[3] / "data" / "criteria"
SETS = [read_set(path) for path in sorted(DATA.iterdir())]
LEAVES = [
    pytest.param(leaf, found, id=f"{found.code}-{leaf.code}")
    for found in SETS
    for leaf in found.leaves
]


def without_empty(said):
    """Return a shape without what only a sentence about the denominator tells."""
    if isinstance(said, dict):
        return {key: without_empty(value) for key, value in said.items()}
    if isinstance(said, list):
        return [without_empty(value) for value in said]
    return said[:4] if isinstance(said, tuple) and len(said) == 6 else said


@pytest.mark.parametrize(("leaf", "criteria_set"), LEAVES)
def test_every_rule_of_the_data_is_written_and_read_back(leaf, criteria_set):
    text = write_rule_text(leaf.rule)
    found = understand(text, max_points=leaf.max_points, subject="Số liệu", year=criteria_set.year)
    assert isinstance(found, Understood)
    assert shape(found.rule) == shape(leaf.rule)
    assert write_rule_text(found.rule) == text


@pytest.mark.parametrize(("leaf", "criteria_set"), LEAVES)
def test_no_guidance_of_the_data_is_read_as_another_rule(leaf, criteria_set):
    found = understand(
        leaf.guidance, max_points=leaf.max_points, subject=leaf.name, year=criteria_set.year
    )
    if isinstance(found, Understood):
        assert without_empty(shape(found.rule)) == without_empty(shape(leaf.rule))


def test_nearly_all_guidance_of_the_data_is_understood():
    found = [
        understand(leaf.guidance, max_points=leaf.max_points, subject=leaf.name, year=2019)
        for criteria_set in SETS
        for leaf in criteria_set.leaves
    ]
    assert sum(not isinstance(each, Understood) for each in found) <= 5


def test_a_choice_whose_words_say_less_than_the_rule_is_not_written():
    fact = Fact(
        code="x", type=FactType.LEVEL, label="X", options={"a": "Một; hai: 1 điểm", "b": "Ba"}
    )
    rule = Choice(max_points=Decimal(1), fact=fact, options=(("a", Decimal(1)), ("b", Decimal(0))))
    with pytest.raises(UnwritableRuleError, match="choice"):
        write_rule_text(rule)


@given(
    bounds=st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True),
    ends=st.lists(st.booleans(), min_size=6, max_size=6),
    data=st.data(),
)
def test_any_partition_of_percentages_survives_the_round_trip(bounds, ends, data):
    """Text to rule to text to rule is the identity, wherever the ends belong."""
    rows, upper = [], None
    for index, bound in enumerate(sorted(bounds, reverse=True)):
        low = f"{'trên' if ends[index] else 'từ'} {bound}%"
        is_in = upper is not None and upper[1]
        words = f"{low} trở lên" if upper is None and not ends[index] else low
        rows.append(words if upper is None else f"{low} đến {'' if is_in else 'dưới '}{upper[0]}%")
        upper = (bound, ends[index])
    assert upper is not None
    rows.append(f"từ {upper[0]}% trở xuống" if upper[1] else f"dưới {upper[0]}%")
    points = data.draw(
        st.lists(st.integers(0, 8), min_size=len(rows), max_size=len(rows)).filter(any)
    )
    top = Decimal(max(points)) / 4
    written = "; ".join(
        f"{row}: {str(Decimal(each) / 4).replace('.', ',')} điểm"
        for row, each in zip(data.draw(st.permutations(rows)), points, strict=True)
    )
    first = understand(written, max_points=top, subject="Số liệu")
    assert isinstance(first, Understood), (written, first)
    again = understand(write_rule_text(first.rule), max_points=top, subject="Số liệu")
    assert isinstance(again, Understood)
    assert again.rule == first.rule
