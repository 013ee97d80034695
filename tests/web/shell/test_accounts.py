from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from tests.support import story

SIGN_IN, SIGN_OUT, CHANGE = (
    "/tai-khoan/dang-nhap/",
    "/tai-khoan/dang-xuat/",
    "/tai-khoan/doi-mat-khau/",
)
NEW = "hoan-toan-khac-2020"


@pytest.fixture(autouse=True)
def no_attempts_counted():
    """Failed attempts are counted in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


def text_of(response) -> str:
    """Return the page on one line, as the formatter of templates may break it anywhere."""
    return " ".join(normalize("NFC", response.content.decode()).split())


def sign_in(client, *, password: str = story.PASSWORD, **more):
    return client.post(SIGN_IN, {"login": "clerk-1", "password": password, **more})


def test_a_person_signs_in_and_comes_to_their_work(client, world):
    assert 'name="next" value="/viec/"' in text_of(client.get(SIGN_IN))
    assert sign_in(client, next="/viec/").url == "/viec/"
    assert client.get("/viec/").status_code == 200


def test_a_person_comes_back_to_where_they_wanted(client, world):
    asked = client.get("/viec/").url
    assert 'name="next" value="/viec/"' in text_of(client.get(asked))


def test_the_way_back_never_leads_to_another_site(client, world):
    assert sign_in(client, next="https://xau.example/").url == "/"


def test_a_wrong_password_is_told_in_vietnamese(client, world):
    page = sign_in(client, password="sai").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in page
    assert 'value="clerk-1"' in page


def test_many_wrong_passwords_are_stopped(client, world):
    for _attempt in range(6):
        response = sign_in(client, password="sai")
    assert "Đăng nhập sai quá nhiều lần" in response.content.decode()


def test_signing_out_asks_first_and_then_ends_the_session(client, world):
    client.force_login(world.people["clerk-1"])
    assert client.get(SIGN_OUT).status_code == 200
    assert client.get("/viec/").status_code == 200
    assert client.post(SIGN_OUT).url == SIGN_IN
    assert client.get("/viec/").status_code == 302


def change(client, old: str = story.PASSWORD, new: str = NEW, again: str = NEW):
    return client.post(
        CHANGE, {"oldpassword": old, "password1": new, "password2": again, "next": "/viec/"}
    )


def test_a_person_changes_their_password(client, world):
    client.force_login(world.people["clerk-1"])
    assert change(client).url == "/viec/"
    assert client.get("/viec/").status_code == 200
    client.logout()
    assert sign_in(client, password=NEW).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"old": "sai"}, "Mật khẩu đang dùng không đúng."),
        ({"again": "khac-nua-2020"}, "Hai lần nhập mật khẩu mới không giống nhau."),
        ({"new": "ngan", "again": "ngan"}, "Mật khẩu quá ngắn: cần ít nhất 10 ký tự."),
        (
            {"new": story.PASSWORD, "again": story.PASSWORD},
            "Mật khẩu mới phải khác mật khẩu đang dùng.",
        ),
    ],
)
def test_a_password_that_cannot_be_is_refused_in_vietnamese(client, world, typed, sentence):
    client.force_login(world.people["clerk-1"])
    assert sentence in change(client, **typed).content.decode()


def test_a_stranger_changes_no_password(client, world):
    assert client.get(CHANGE).url == f"{SIGN_IN}?next={CHANGE}"


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_the_library_s_other_pages_cannot_be_reached(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_language_is_switched_by_a_cookie(client, world):
    response = client.post("/i18n/setlang/", {"language": "en", "next": SIGN_IN})
    assert response.url == SIGN_IN
    page = client.get(SIGN_IN)
    assert page.headers["Content-Language"] == "en"
    assert '<html lang="en">' in page.content.decode()


def test_the_languages_are_named_in_themselves(client, world):
    page = text_of(client.get(SIGN_IN))
    assert re.search(r"> ?Tiếng Việt ?</button>", page)
    assert re.search(r"> ?English ?</button>", page)
