from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ImproperlyConfigured

from parindex.config import env

NAME = "PARINDEX_TRIAL"


@pytest.mark.parametrize(
    ("raw", "meant"), [("1", True), ("TRUE", True), (" on ", True), ("0", False), ("", False)]
)
def test_a_switch_is_read(monkeypatch, raw, meant):
    monkeypatch.setenv(NAME, raw)
    assert env.envbool(NAME) is meant


def test_an_unset_switch_takes_its_default():
    assert env.envbool(NAME, default=True) is True


@pytest.mark.parametrize("read", [env.envbool, lambda name: env.envint(name, 3), env.envmoment])
def test_a_value_that_cannot_be_read_stops_the_start(monkeypatch, read):
    monkeypatch.setenv(NAME, "maybe")
    with pytest.raises(ImproperlyConfigured, match=f"{NAME}: .*maybe"):
        read(NAME)


def test_a_choice_outside_the_list_stops_the_start(monkeypatch):
    monkeypatch.setenv(NAME, "pigeon")
    with pytest.raises(ImproperlyConfigured, match="pigeon"):
        env.envchoice(NAME, ("file", "console"))


def test_a_list_is_cut_at_commas(monkeypatch):
    monkeypatch.setenv(NAME, "a.vn, b.vn,")
    assert env.envlist(NAME) == ["a.vn", "b.vn"]


def test_a_moment_without_a_zone_is_vietnams(monkeypatch):
    monkeypatch.setenv(NAME, "2020-01-15T08:00")
    moment = env.envmoment(NAME)
    assert moment is not None
    assert moment.astimezone(dt.UTC) == dt.datetime(2020, 1, 15, 1, 0, tzinfo=dt.UTC)


def test_no_moment_means_the_real_clock():
    assert env.envmoment(NAME) is None


def test_a_secret_is_made_once_and_kept(tmp_path):
    kept_in = tmp_path / "new" / "secret"
    first = env.envsecret(NAME, kept_in=kept_in)
    assert len(first) > 40
    assert env.envsecret(NAME, kept_in=kept_in) == first
    assert kept_in.stat().st_mode & 0o077 == 0
    assert [path.name for path in kept_in.parent.iterdir()] == ["secret"]


def test_a_secret_may_come_from_a_named_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("quiet\n", encoding="utf-8")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "key"))
    assert env.envsecret(NAME, kept_in=None) == "quiet"


def test_a_production_start_without_a_secret_is_refused():
    with pytest.raises(ImproperlyConfigured, match=NAME):
        env.envsecret(NAME, kept_in=None)


def test_a_postgresql_url_is_taken_apart():
    url = "postgresql://an:m%40t@db.local:6432/cchc?sslmode=require"
    database = env.postgresql_database(NAME, url)
    expected = {"NAME": "cchc", "USER": "an", "PASSWORD": "m@t", "HOST": "db.local", "PORT": "6432"}
    assert {key: database[key] for key in expected} == expected
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_folder_stands_in_the_query():
    database = env.postgresql_database(NAME, "postgresql:///cchc?host=/run/postgresql&user=an")
    assert (database["HOST"], database["USER"], database["OPTIONS"]) == (
        "/run/postgresql",
        "an",
        {},
    )


@pytest.mark.parametrize("url", ["mysql://an@db/cchc", "postgresql://an@db"])
def test_another_kind_of_url_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match=NAME):
        env.postgresql_database(NAME, url)
