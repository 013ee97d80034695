"""Turns requests away that are too large to hold an allowed file, before anything of them is kept."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

TOO_LARGE = 413
MEGABYTE = 1024 * 1024
_CHUNK = MEGABYTE
# Beyond this nobody sends by mistake: the connection is simply left.
_PATIENCE = 1024 * MEGABYTE


def upload_guard(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 413 with a sentence when a request is larger than the largest file plus its form."""

    def middleware(request: HttpRequest) -> HttpResponse:
        size = _announced_size(request)
        if size <= (settings.PARINDEX_UPLOAD_MAX_MB + 1) * MEGABYTE:
            return get_response(request)
        _drop_body(request, min(size, _PATIENCE))
        return _refusal(request, size)

    return middleware


def _announced_size(request: HttpRequest) -> int:
    raw = request.META.get("CONTENT_LENGTH") or "0"
    return int(raw) if raw.isascii() and raw.isdigit() else 0


def _drop_body(request: HttpRequest, size: int) -> None:
    """Read the body and keep nothing: a browser that is cut off in the middle never shows the answer."""
    while size > 0:
        block = request.read(min(_CHUNK, size))
        if not block:
            return
        size -= len(block)


def _refusal(request: HttpRequest, size: int) -> HttpResponse:
    message = _(
        "Tệp lớn %(size)d MB, vượt giới hạn %(limit)d MB nên không gửi được. Hãy nén hoặc tách tệp rồi gửi lại."
    ) % {"size": size // MEGABYTE, "limit": settings.PARINDEX_UPLOAD_MAX_MB}
    fragment = request.headers.get("HX-Request") == "true"
    template = "shell/problem_fragment.html" if fragment else "shell/problem.html"
    response = render(request, template, {"message": message}, status=TOO_LARGE)
    if fragment:
        response["HX-Retarget"], response["HX-Reswap"] = "#problem", "innerHTML"
    return response
