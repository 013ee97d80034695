from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.viet import format_decimal, number_in_words, round_half_up


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1.25", None, "1,25"),
        ("1.50", None, "1,5"),
        ("2.00", None, "2"),
        ("100", None, "100"),
        ("1E+3", None, "1000"),
        ("0.000001", None, "0,000001"),
        ("85", 2, "85,00"),
        ("85.125", 2, "85,13"),
        ("85.1249", 2, "85,12"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-0.001", 2, "0,00"),
        ("-0.0", None, "0"),
        ("-1.005", 2, "-1,01"),
    ],
)
def test_a_number_is_written_with_a_comma(value, places, text):
    assert format_decimal(Decimal(value), places) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1250.50", None, "1.250,5"),
        ("1000000", None, "1.000.000"),
        ("1234567.891", 2, "1.234.567,89"),
        ("100", None, "100"),
    ],
)
def test_thousands_are_grouped_with_points_on_request(value, places, text):
    assert format_decimal(Decimal(value), places, grouped=True) == text


def test_a_whole_number_gets_zeros_only_on_request():
    assert format_decimal(Decimal(12)) == "12"
    assert format_decimal(Decimal(12), 1) == "12,0"


@given(st.decimals(min_value=0, max_value=10**9, places=6))
def test_a_number_without_places_reads_back_exactly(value):
    assert Decimal(format_decimal(value).replace(",", ".")) == value


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), st.integers(0, 5))
def test_rounding_is_symmetric(value, places):
    assert round_half_up(-value, places) == -round_half_up(value, places)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1015, "một nghìn không trăm mười lăm"),
        (1100, "một nghìn một trăm"),
        (21_000, "hai mươi mốt nghìn"),
        (2_019, "hai nghìn không trăm mười chín"),
        (1_000_000, "một triệu"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_001_000, "một triệu không trăm linh một nghìn"),
        (2_000_000_000, "hai tỷ"),
        (1_000_000_005, "một tỷ không trăm linh năm"),
        (1_050_000_000, "một tỷ không trăm năm mươi triệu"),
        (3 * 10**18, "ba tỷ tỷ"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_a_whole_number_is_said_as_people_say_it(number, words):
    assert number_in_words(number) == words


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_no_two_numbers_are_said_alike(first, second):
    assert (number_in_words(first) == number_in_words(second)) == (first == second)
