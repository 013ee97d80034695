from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from parindex.cli import main
from parindex.config.guards import require_safe_production
from tests.support.repository import ROOT
from tests.support.story import DRAFTED, PASSWORD

SECRET = "mot-khoa-bi-mat-du-dai-cho-may-chu-that-0123456789-abcdef"
SIGN_IN = "/tai-khoan/dang-nhap/"
PRINT = """
import json
from parindex.config import settings
print(json.dumps({name: getattr(settings, name, None) for name in dir(settings) if name.isupper()}, default=str))
"""
COUNT = """
import django
django.setup()
from django.core.cache import cache
cache.set("count", 1)
print(cache.get("count"))
"""


def start(tmp_path: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PARINDEX_")}
    env |= {
        "DJANGO_SETTINGS_MODULE": "parindex.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
        "PARINDEX_PRODUCTION": "1",
        "PARINDEX_DATA_DIR": str(tmp_path),
        "PARINDEX_SECRET_KEY": SECRET,
    }
    return subprocess.run(
        [sys.executable, *(words or ("-c", PRINT))],
        env=env | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_server_behind_one_proxy(tmp_path):
    found = json.loads(start(tmp_path, PARINDEX_BEHIND_PROXY="1").stdout)
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert found["CACHES"]["default"]["BACKEND"].endswith("DatabaseCache")


def test_a_server_of_its_own_trusts_no_proxy(tmp_path):
    found = json.loads(start(tmp_path).stdout)
    assert (found["ALLAUTH_TRUSTED_PROXY_COUNT"], found.get("SECURE_PROXY_SSL_HEADER")) == (0, None)


def test_migrating_makes_the_table_of_the_cache(tmp_path):
    assert start(tmp_path, "-m", "parindex", "migrate").returncode == 0
    done = start(tmp_path, "-c", COUNT)
    assert done.stdout == "1\n", done.stderr


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("PARINDEX_DEBUG", "1", "PARINDEX_DEBUG=1 để lộ"),
        ("PARINDEX_NOW", "2020-01-15T08:00", "PARINDEX_NOW đặt lại đồng hồ"),
        ("PARINDEX_SECRET_KEY", "ngan", "PARINDEX_SECRET_KEY quá ngắn"),
        ("PARINDEX_BEHIND_PROXY", "-1", "PARINDEX_BEHIND_PROXY: “-1” nhỏ quá"),
        ("PARINDEX_ALLOWED_HOSTS", "cchc.example.vn", "Đây là máy chủ thật"),
    ],
)
def test_a_command_on_a_real_server_refuses_with_a_sentence(tmp_path, variable, value, sentence):
    done = start(tmp_path, "-m", "parindex", "demo", **{variable: value})
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.glob("*.sqlite3")) == []


def test_a_safe_start_is_let_through():
    require_safe_production(debug=False, story_start=None, secret=SECRET)


@pytest.mark.parametrize(
    "unsafe",
    [{"debug": True}, {"story_start": DRAFTED}, {"secret": "x" * 49}, {"secret": "ab" * 30}],
)
def test_an_unsafe_start_is_refused(unsafe):
    safe = {"debug": False, "story_start": None, "secret": SECRET}
    with pytest.raises(ImproperlyConfigured, match="PARINDEX_"):
        require_safe_production(**(safe | unsafe))


@pytest.mark.django_db
def test_the_demonstration_refuses_on_a_real_server(settings):
    settings.PRODUCTION = True
    answer = CliRunner().invoke(main, ["demo"])
    assert answer.exit_code == 1
    assert "Đây là máy chủ thật" in answer.output


@pytest.fixture
def shared_cache(settings, db):
    """Count in the database, as production does."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "parindex_cache",
        }
    }
    call_command("createcachetable", verbosity=0)


def sign_in(client, username: str, *, came_from: str, password: str = PASSWORD):
    typed = {"login": username, "password": password}
    return client.post(SIGN_IN, typed, headers={"x-forwarded-for": came_from})


def test_one_persons_wrong_passwords_do_not_lock_the_others_behind_the_proxy(
    client, world, settings, shared_cache
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for attempt in range(12):  # one more name and one more invented address each time
        sign_in(client, f"x{attempt}", came_from=f"10.0.0.{attempt}, 203.0.113.9", password="sai")
    locked = sign_in(client, "clerk-1", came_from="203.0.113.9")
    assert "Đăng nhập sai quá nhiều lần" in locked.content.decode()
    assert sign_in(client, "clerk-1", came_from="198.51.100.7").status_code == 302
    cache.clear()
