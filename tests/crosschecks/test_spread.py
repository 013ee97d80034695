from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.crosschecks.spread import median, robust_z

SHARES = st.lists(st.integers(0, 100).map(Fraction), min_size=1, max_size=30).map(sorted)


@pytest.mark.parametrize(
    ("values", "middle"), [([5], 5), ([1, 9], 5), ([1, 2, 9], 2), ([1, 2, 3, 9], Fraction(5, 2))]
)
def test_the_median_is_the_middle_or_the_mean_of_the_middle_two(values, middle):
    assert median([Fraction(value) for value in values]) == middle


def test_a_known_example_of_the_modified_z_score():
    # Iglewicz and Hoaglin: 0.6745 x (x - median) / MAD
    others = [Fraction(n) for n in (2, 4, 6, 8, 10)]
    assert robust_z(Fraction(26), others) == Fraction(6745, 10000) * 20 / 2


def test_where_all_others_agree_the_gap_itself_is_the_score():
    assert robust_z(Fraction(90), [Fraction(60)] * 9) == 30
    assert robust_z(Fraction(60), [Fraction(60)] * 9) == 0


def test_where_most_others_agree_the_mean_deviation_stands_in():
    others = sorted([Fraction(60)] * 8 + [Fraction(70), Fraction(50)])
    assert robust_z(Fraction(100), others) == Fraction(7979, 10000) * 40 / 2


@given(SHARES, st.integers(0, 100), st.integers(-50, 50))
def test_moving_everybody_moves_nobody_s_score(others, value, by):
    moved = [other + by for other in others]
    assert robust_z(Fraction(value), others) == robust_z(Fraction(value + by), moved)


@given(SHARES)
def test_who_stands_in_the_middle_is_no_outlier(others):
    assert robust_z(median(others), others) == 0
