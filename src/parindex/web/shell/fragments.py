"""One address, two answers: the page, or for HTMX only the part that changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page_or_part(
    request: HttpRequest, *, page: str, part: str, context: dict[str, Any]
) -> HttpResponse:
    """Render the part for HTMX, else the page.

    A restored history entry asks through HTMX but needs the whole page. ``Vary`` keeps the
    browser from showing a part as a page when somebody goes back.
    """
    htmx: Any = getattr(request, "htmx", False)
    wants_part = bool(htmx) and not htmx.history_restore_request
    response = render(request, part if wants_part else page, context)
    patch_vary_headers(response, ("HX-Request",))
    return response
