from __future__ import annotations

import pytest

from parindex.kernel.texts import clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Kế hoạch số 12/KH-UBND", "Kế hoạch số 12/KH-UBND"),
        ("một\x00hai\x07ba\x1f\x7f\x85", "mộthaiba"),
        ("cột\tcột", "cột\tcột"),
        ("dòng\r\ndòng\rdòng\n", "dòng\ndòng\ndòng\n"),
        ("nửa\ud800chữ", "nửachữ"),
        ("😀 ơ\u031b", "😀 ơ\u031b"),
    ],
)
def test_only_what_no_database_keeps_is_taken_away(typed, kept):
    assert clean(typed) == kept
