"""What a real server must never start with."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50  # characters; with fewer, sessions can be forged by trying
FEWEST_LETTERS = 5  # different ones, as Django's own deployment check has it


def require_safe_production(*, debug: bool, story_start: dt.datetime | None, secret: str) -> None:
    """Raise ImproperlyConfigured for what is fit only for a trial, naming the variable to change."""
    if debug:
        raise ImproperlyConfigured(
            "PARINDEX_DEBUG=1 để lộ nội dung bên trong cho người lạ: bỏ biến này trên máy chủ thật."
        )
    if story_start is not None:
        raise ImproperlyConfigured(
            "PARINDEX_NOW đặt lại đồng hồ, chỉ dùng cho bản trình diễn: bỏ biến này trên máy chủ thật."
        )
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_LETTERS:
        raise ImproperlyConfigured(
            f"PARINDEX_SECRET_KEY quá ngắn hoặc quá đơn giản: cần ít nhất {SHORTEST_SECRET} ký tự "
            "ngẫu nhiên, ví dụ do lệnh openssl rand -base64 48 in ra."
        )
