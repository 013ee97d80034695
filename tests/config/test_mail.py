from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from parindex.config.mail import site_url, smtp_settings


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtp+tls://mau:m%40t@thu.mau.vn:2525", 2525, True, False),
        ("smtp+tls://mau:m%40t@thu.mau.vn", 587, True, False),
        ("smtps://mau:m%40t@thu.mau.vn", 465, False, True),
        ("smtp://mau:m%40t@thu.mau.vn", 25, False, False),
    ],
)
def test_a_mail_server_is_read_from_one_address(url, port, starttls, tls):
    found = smtp_settings("X", url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("thu.mau.vn", port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (starttls, tls)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("mau", "m@t")


@pytest.mark.parametrize("url", ["thu.mau.vn", "http://thu.mau.vn", "smtp://", "smtp://thu:x"])
def test_an_address_that_is_none_stops_the_start_with_a_sentence(url):
    with pytest.raises(ImproperlyConfigured, match="X: ghi smtp"):
        smtp_settings("X", url)


def test_the_sites_address_loses_its_last_slash():
    assert site_url("X", "https://cchc.example.vn/") == "https://cchc.example.vn"
    assert site_url("X", "") == ""
    with pytest.raises(ImproperlyConfigured, match="X: ghi địa chỉ trang"):
        site_url("X", "cchc.example.vn")
