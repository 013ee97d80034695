from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.viet import search_key, sort_key

ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")


def in_order(*words: str) -> bool:
    return all(sort_key(first) < sort_key(second) for first, second in itertools.pairwise(words))


def test_letters_follow_the_vietnamese_alphabet():
    assert in_order(*ALPHABET)
    assert in_order("da", "dz", "đa")
    assert in_order("Sùng Phài", "Tả Lèng", "Tà Mung", "Thèn Sin")  # l before m, though ả after à


def test_letters_of_the_whole_name_decide_before_any_tone():
    assert in_order("Bản Bo", "Bàn Cờ")  # by tones alone Bàn would come first
    assert in_order("Bàn", "Bản Bo")


def test_tones_stand_in_dictionary_order():
    assert in_order("ma", "mà", "mả", "mã", "má", "mạ")
    assert in_order("điên", "điền", "điển", "điễn", "điến", "điện")
    assert in_order("hòa nhà", "hòa nhạ", "họa nhà")


def test_a_shorter_word_or_name_comes_first():
    assert in_order("An", "An Bình", "Anh")
    assert in_order("", "A")


def test_numbers_sort_by_their_value_and_before_letters():
    assert in_order("Bản 2", "Bản 10", "Bản Bo")
    assert in_order("Tổ 9", "Tổ 010", "Tổ 11")
    assert sort_key("Tổ 10") == sort_key("Tổ 010")


def test_borrowed_letters_stand_at_their_latin_places():
    assert in_order("ê", "f", "g")
    assert in_order("i", "j", "k")
    assert in_order("v", "w", "x", "y", "z", "λ")
    assert in_order("co", "çò", "cõ")


def test_capitals_signs_and_the_way_of_coding_do_not_matter():
    assert sort_key("XÃ  TẢ-LÈNG") == sort_key("xã Tả Lèng")
    assert sort_key(unicodedata.normalize("NFD", "Tiếng Việt ngữ")) == sort_key("Tiếng Việt ngữ")


@given(st.text(max_size=30))
def test_a_key_is_made_of_signs_that_every_database_orders_alike(text):
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@given(st.lists(st.sampled_from(ALPHABET), min_size=1, max_size=6))
def test_order_is_that_of_the_letters_one_by_one(letters):
    word = "".join(letters)
    assert sort_key(word) < sort_key(word + "a")
    assert [sort_key(letter) for letter in sorted(letters, key=ALPHABET.index)] == sorted(
        sort_key(letter) for letter in letters
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đường  Điện\tBiên Phủ", "duong dien bien phu"),
        ("ỦY BAN NHÂN DÂN", "uy ban nhan dan"),
        ("  29/2019/QĐ-UBND ", "29/2019/qd-ubnd"),
        (unicodedata.normalize("NFD", "Tả Lèng"), "ta leng"),
        ("", ""),
    ],
)
def test_a_search_key_is_small_bare_and_single_spaced(text, key):
    assert search_key(text) == key


@given(st.text(alphabet="aáàảãạăắâấđĐeêệ iíoôơợuưữyỵ XBC", max_size=20))
def test_a_search_key_of_a_search_key_is_itself(text):
    key = search_key(text)
    assert search_key(key) == key
    assert key == search_key(unicodedata.normalize("NFD", text)) == search_key(text.upper())
