from __future__ import annotations

import datetime as dt

import pytest

from parindex.viet import date_in_words, format_date, format_datetime


def test_a_date_is_written_with_two_digits_for_day_and_month():
    assert format_date(dt.date(2020, 1, 5)) == "05/01/2020"
    assert format_date(dt.date(2019, 12, 26)) == "26/12/2019"


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (dt.date(2019, 12, 26), "ngày 26 tháng 12 năm 2019"),
        (dt.date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (dt.date(2020, 2, 10), "ngày 10 tháng 02 năm 2020"),
        (dt.date(2020, 3, 9), "ngày 09 tháng 3 năm 2020"),
        (dt.date(2020, 10, 1), "ngày 01 tháng 10 năm 2020"),
    ],
)
def test_a_date_in_words_has_the_zeros_of_decree_30(date, words):
    assert date_in_words(date) == words


def test_a_moment_is_written_in_the_time_of_vietnam():
    utc = dt.datetime(2020, 1, 22, 16, 59, 59, tzinfo=dt.UTC)
    assert format_datetime(utc) == "23:59 ngày 22/01/2020"
    assert format_datetime(utc + dt.timedelta(seconds=1)) == "00:00 ngày 23/01/2020"


def test_a_moment_without_its_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        format_datetime(dt.datetime(2020, 1, 22, 8, 0))
