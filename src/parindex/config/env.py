"""Read settings from the environment; a value that cannot be read stops the start with a sentence."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off", ""})


def envstr(name: str, default: str = "") -> str:
    """Return the variable without the blanks around it."""
    return os.environ.get(name, default).strip()


def envbool(name: str, *, default: bool = False) -> bool:
    """Return the switch: 1/true/yes/on or 0/false/no/off."""
    raw = envstr(name, "1" if default else "0").lower()
    if raw in _YES:
        return True
    if raw in _NO:
        return False
    raise ImproperlyConfigured(f"{name}: giá trị “{raw}” không hợp lệ; ghi 1 hoặc 0.")


def envint(name: str, default: int, *, least: int = 0) -> int:
    """Return the whole number."""
    raw = envstr(name, str(default))
    try:
        number = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name}: “{raw}” không phải là số nguyên.") from None
    if number < least:
        raise ImproperlyConfigured(f"{name}: “{raw}” nhỏ quá; ghi từ {least} trở lên.")
    return number


def envlist(name: str, default: str = "") -> list[str]:
    """Return the values between commas."""
    return [part.strip() for part in envstr(name, default).split(",") if part.strip()]


def envchoice(name: str, choices: tuple[str, ...]) -> str:
    """Return one of the choices; the first is the default."""
    raw = envstr(name, choices[0])
    if raw not in choices:
        raise ImproperlyConfigured(f"{name}: “{raw}” không hợp lệ; chọn một trong {choices}.")
    return raw


def envmoment(name: str) -> dt.datetime | None:
    """Return the ISO moment, in Vietnam's time when it names no zone; None when unset."""
    raw = envstr(name)
    if not raw:
        return None
    try:
        moment = dt.datetime.fromisoformat(raw)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name}: “{raw}” không phải là thời điểm, ví dụ 2020-01-15T08:00."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def envsecret(name: str, *, kept_in: Path | None) -> str:
    """Return the secret from the variable, from the file that NAME_FILE names, or from ``kept_in``.

    The file ``kept_in`` is written on the first start; with None the secret must be given.
    """
    if value := envstr(name):
        return value
    if named := envstr(f"{name}_FILE"):
        return Path(named).read_text(encoding="utf-8").strip()
    if kept_in is None:
        raise ImproperlyConfigured(f"Thiếu {name} (hoặc {name}_FILE): máy chủ thật phải có.")
    return _keep(kept_in)


def _keep(path: Path) -> str:
    """Return the secret in the file, writing one first; two starts at once agree on one secret."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        try:
            os.link(draft, path)  # fails when another start was first
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8").strip()


def sqlite_database(path: Path) -> dict[str, Any]:
    """Return Django's settings for SQLite: readers never wait for the one writer (WAL)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,  # seconds; opening one anew costs a save a fifth of its time
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds a writer waits (busy_timeout)
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            ),
        },
    }


def postgresql_database(name: str, url: str) -> dict[str, Any]:
    """Return Django's settings for ``postgresql://user:password@host:port/database?option=value``.

    ``name`` is the variable the URL came from, for the error. A socket folder goes into ``?host=``.
    """
    parts = urlsplit(url)
    database = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not database:
        raise ImproperlyConfigured(f"{name}: ghi postgresql://người-dùng:mật-khẩu@máy:cổng/tên.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database,
        "USER": options.pop("user", unquote(parts.username or "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,  # seconds
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
