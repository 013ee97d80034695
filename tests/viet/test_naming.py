from __future__ import annotations

from parindex.viet import body_key


def test_two_ways_of_writing_one_body_have_one_key():
    assert body_key("Uỷ ban nhân dân thị trấn Tam Đường") == body_key("UBND TT. Tam Đường")


def test_short_forms_are_taken_for_whole_words_only():
    assert body_key("Sở Thị trấnh") == "so thi tranh"
