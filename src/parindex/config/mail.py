"""Where letters go: a mail server named by one address, a folder, the console, or nowhere."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def smtp_settings(name: str, url: str) -> dict[str, Any]:
    """Return Django's settings for ``smtp+tls://user:password@host:587``.

    ``smtp`` speaks in the clear, ``smtp+tls`` changes to TLS (STARTTLS), ``smtps`` begins with it.
    ``name`` is the variable the address came from, for the error.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise ImproperlyConfigured(
            f"{name}: ghi smtp+tls://người-dùng:mật-khẩu@máy:587, smtps:// hoặc smtp://."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,  # seconds
    }


def site_url(name: str, url: str) -> str:
    """Return the site's address without a slash at its end; empty stays empty."""
    if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname):
        raise ImproperlyConfigured(f"{name}: ghi địa chỉ trang, ví dụ https://cchc.example.vn.")
    return url.rstrip("/")
