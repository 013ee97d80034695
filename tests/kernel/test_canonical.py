from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parindex.kernel import canonical


def test_equal_content_gives_equal_text():
    assert canonical.to_text({"b": 1, "a": [Decimal("1.50")]}) == canonical.to_text(
        {"a": [Decimal("1.5")], "b": 1}
    )


def test_decimals_are_written_without_exponent_or_trailing_zeros():
    assert (
        canonical.to_text([Decimal("100.0000"), Decimal(0), Decimal("0.25")])
        == '["100","0","0.25"]'
    )


def test_moments_are_written_in_utc():
    seven = dt.timezone(dt.timedelta(hours=7))
    local = dt.datetime(2020, 1, 1, 7, 0, tzinfo=seven)
    assert canonical.to_text(local) == canonical.to_text(local.astimezone(dt.UTC))


def test_an_unknown_kind_of_value_is_an_error():
    with pytest.raises(TypeError, match="set"):
        canonical.to_text({"x": set()})
