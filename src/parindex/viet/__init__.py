"""Vietnamese collation, search keys, numbers and dates. Pure: no Django, no input or output."""

from __future__ import annotations

from parindex.viet.collation import search_key, sort_key
from parindex.viet.dates import date_in_words, format_date, format_datetime
from parindex.viet.naming import body_key
from parindex.viet.numbers import format_decimal, number_in_words, round_half_up

__all__ = [
    "body_key",
    "date_in_words",
    "format_date",
    "format_datetime",
    "format_decimal",
    "number_in_words",
    "round_half_up",
    "search_key",
    "sort_key",
]
