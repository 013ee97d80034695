from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parindex.kernel.clock import VIETNAM
from parindex.web.shell import forms
from parindex.web.shell.forms import UnreadableError


def test_a_field_is_read_as_typed_without_control_characters():
    post = {"reason": " Thiếu\x00 báo cáo\r\nquý\tIV "}
    assert forms.typed(post, "reason") == " Thiếu báo cáo\nquý\tIV "
    assert forms.typed(post, "elsewhere") == ""


@pytest.mark.parametrize(
    ("text", "points"),
    [("1,5", "1.5"), ("1.5", "1.5"), (" 2 ", "2"), ("0", "0"), ("0,25\N{NO-BREAK SPACE}", "0.25")],
)
def test_points_are_written_with_a_comma_or_a_point(text, points):
    assert forms.read_points(text) == Decimal(points)


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_is_no_points_not_zero(text):
    assert forms.read_points(text) is None


@pytest.mark.parametrize(
    "text", ["một", "1,5,5", "-1", "1e3", "NaN", "\N{ARABIC-INDIC DIGIT ONE}", "1 5"]
)
def test_junk_is_refused_with_what_was_typed(text):
    with pytest.raises(UnreadableError) as caught:
        forms.read_points(text)
    assert caught.value.text == text


@pytest.mark.parametrize(
    ("text", "number"), [("1.234.567,8", "1234567.8"), ("1234,5", "1234.5"), ("12", "12")]
)
def test_amounts_may_be_grouped(text, number):
    assert forms.read_decimal(text) == Decimal(number)


def test_a_thousand_or_a_fraction_is_asked_back():
    with pytest.raises(UnreadableError, match="hai cách"):
        forms.read_decimal("1.234")


@pytest.mark.parametrize("text", ["1,5", "-1", "nhiều"])
def test_a_count_is_a_whole_number(text):
    with pytest.raises(UnreadableError):
        forms.read_whole(text)


@pytest.mark.parametrize("text", ["26/12/2019", "26-12-2019", "2019-12-26", "26.12.2019"])
def test_a_day_is_read_as_people_write_it(text):
    assert forms.read_date(text) == dt.date(2019, 12, 26)


@pytest.mark.parametrize("text", ["31/02/2019", "26/12/19", "mai", "26/12/1019"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(UnreadableError):
        forms.read_date(text)


@pytest.mark.parametrize(
    ("day", "time", "hour", "minute"),
    [("26/12/2019", "17h30", 17, 30), ("2019-12-26T08:05", "", 8, 5), ("26/12/2019", "", 0, 0)],
)
def test_a_moment_is_read_in_vietnam(day, time, hour, minute):
    assert forms.read_moment(day, time) == dt.datetime(2019, 12, 26, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize("time", ["25:00", "8:60", "sáng"])
def test_an_hour_that_does_not_exist_is_refused(time):
    with pytest.raises(UnreadableError):
        forms.read_moment("26/12/2019", time)
