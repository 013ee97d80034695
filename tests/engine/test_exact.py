from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.engine.exact import approximate, decimals, number_text, plain, rounded

fractions = st.fractions(min_value=-(10**15), max_value=10**15, max_denominator=10**9)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(57, 200), 2, "0.29"),
        (Fraction(199999, 200000), 4, "1.0000"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(0), 2, "0.00"),
        (Fraction(10**17 + 1, 3), 12, "33333333333333333.666666666667"),
    ],
)
def test_a_half_is_rounded_away_from_zero(value, places, expected):
    assert str(rounded(value, places)) == expected


@given(fractions, st.integers(min_value=0, max_value=12))
def test_rounding_never_moves_a_value_by_more_than_half_a_unit(value, places):
    assert abs(Fraction(rounded(value, places)) - value) <= Fraction(1, 2 * 10**places)


@given(fractions, st.integers(min_value=0, max_value=6))
def test_rounding_twice_changes_nothing(value, places):
    once = rounded(value, places)
    assert rounded(Fraction(once), places) == once


@pytest.mark.parametrize(
    ("value", "sign", "text"),
    [
        (Fraction(85), "=", "85%"),
        (Fraction(200, 3), "≈", "66,67%"),
        (Fraction("79.995"), "=", "79,995%"),
        (Fraction("99.99999"), "=", "99,99999%"),
        (Fraction("97.4996"), "=", "97,4996%"),
        (100 - Fraction(1, 10**9), "=", "99,999999999%"),
        (100 - Fraction(1, 3 * 10**14), "≈", "100%"),
    ],
)
def test_a_percentage_is_not_written_rounder_than_it_is(value, sign, text):
    assert approximate(value) == (sign, text)


def test_numbers_are_written_for_people_and_for_machines():
    assert number_text(Decimal("1250.50")) == "1.250,5"
    assert number_text(Fraction(1, 6)) == "0,1667"
    assert number_text(Decimal("0.000001")) == "0,000001"
    assert number_text(1_000_000) == "1.000.000"
    assert [plain(Decimal(text)) for text in ("1.50", "1E+3", "-0.0", "0.10")] == [
        "1.5",
        "1000",
        "0",
        "0.1",
    ]
    assert [decimals(Decimal(text)) for text in ("1.50", "3", "0.125")] == [1, 0, 3]
