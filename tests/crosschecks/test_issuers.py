from __future__ import annotations

import pytest

from parindex.crosschecks.issuers import MOST_WORDS, Standing, spans_of
from tests.crosschecks.circles import Placed, circle_of


def place(name: str, standing: Standing) -> Placed:
    return Placed(
        name=name,
        body=f"UBND {name[0].lower()}{name[1:]}",
        standing=standing,
    )


def agency(name: str, where: str, standing: Standing) -> Placed:
    return Placed(name=name, body=f"{name} {where}", standing=standing, is_agency=True)


CIRCLE = circle_of(
    place("Tỉnh Lai Châu", Standing.ABOVE),
    place("Huyện Tam Đường", Standing.ABOVE),
    place("Huyện Phong Thổ", Standing.OTHER),
    place("Xã Bản Bo", Standing.OWN),
    place("Xã Bình Lư", Standing.OTHER),
    place("Xã Bản Hon", Standing.OTHER),
    place("Thị trấn Tam Đường", Standing.OTHER),
    agency("Phòng Nội vụ", "huyện Tam Đường", Standing.ABOVE),
)


@pytest.mark.parametrize(
    ("issuer", "standing"),
    [
        ("UBND xã Bản Bo", Standing.OWN),
        ("Ủy ban nhân dân xã Bản Bo", Standing.OWN),
        ("ỦY BAN NHÂN DÂN XÃ BẢN BO", Standing.OWN),
        ("uy ban nhan dan xa ban bo", Standing.OWN),
        ("UBND xã Bản Bo, huyện Tam Đường, tỉnh Lai Châu", Standing.OWN),
        ("Chủ tịch UBND xã Bản Bo", Standing.OWN),
        ("HĐND xã Bản Bo", Standing.OWN),
        ("Hội đồng nhân dân xã Bản Bo", Standing.OWN),
        ("Đảng ủy xã Bản Bo", Standing.OWN),
        ("UBND huyện Tam Đường", Standing.ABOVE),
        ("Ban Chỉ đạo CCHC huyện Tam Đường", Standing.ABOVE),
        ("Phòng Nội vụ", Standing.ABOVE),
        ("Phòng Nội vụ huyện Tam Đường", Standing.ABOVE),
        ("Sở Nội vụ", Standing.ABOVE),
        ("Sở Nội vụ tỉnh Lai Châu", Standing.ABOVE),
        ("Tỉnh ủy Lai Châu", Standing.ABOVE),
        ("Huyện ủy Tam Đường", Standing.ABOVE),
        ("Thủ tướng Chính phủ", Standing.ABOVE),
        ("Bộ Nội vụ", Standing.ABOVE),
        ("UBND", Standing.ABOVE),
        ("UBND xã", Standing.ABOVE),
        ("Phòng Văn hóa - Xã hội", Standing.ABOVE),
        ("Văn phòng HĐND và UBND", Standing.ABOVE),
        ("UBND xã Bình Lư", Standing.OTHER),
        ("UBND xã Bình Lư, huyện Tam Đường", Standing.OTHER),
        ("UBND thị trấn Tam Đường", Standing.OTHER),
        ("Phòng Nội vụ huyện Phong Thổ", Standing.OTHER),
        ("UBND xã Sơn Bình", Standing.STRANGER),
        ("UBND tỉnh Lào Cai", Standing.STRANGER),
        ("UBND TP. Hà Nội", Standing.STRANGER),
        ("Công ty TNHH Hoàng Anh", Standing.UNKNOWN),
        ("", Standing.UNKNOWN),
        ("???", Standing.UNKNOWN),
    ],
)
def test_an_issuer_is_placed_by_the_place_that_is_named_first(issuer, standing):
    assert CIRCLE.judge(issuer) is standing


def test_a_name_that_only_begins_like_another_is_not_the_other():
    assert CIRCLE.judge("UBND xã Bản Bon") is Standing.STRANGER


def test_of_two_names_at_one_spot_the_longer_counts():
    circle = circle_of(place("Xã Tân", Standing.OWN), place("Xã Tân An", Standing.OTHER))
    assert circle.judge("UBND xã Tân An") is Standing.OTHER
    assert circle.judge("UBND xã Tân") is Standing.OWN


def test_an_agency_that_scores_itself_is_known_by_its_full_name():
    circle = circle_of(
        place("Huyện Tam Đường", Standing.ABOVE),
        agency("Phòng Nội vụ", "huyện Tam Đường", Standing.OWN),
    )
    assert circle.judge("Phòng Nội vụ huyện Tam Đường") is Standing.OWN


def test_of_two_bodies_with_one_name_the_nearer_counts():
    circle = circle_of(place("Xã Tân An", Standing.OTHER), place("Xã Tân An", Standing.OWN))
    assert circle.judge("UBND xã Tân An") is Standing.OWN


def test_a_text_may_name_each_run_of_its_words_the_longest_first():
    assert list(spans_of("UBND xã Tân")) == [
        "ubnd xa tan",
        "ubnd xa",
        "ubnd",
        "xa tan",
        "xa",
        "tan",
    ]
    assert max(len(span.split()) for span in spans_of("xã " * 40)) == MOST_WORDS
