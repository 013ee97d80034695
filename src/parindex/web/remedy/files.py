"""A workbook as a download."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from parindex.kernel.sheets import MEDIA_TYPE


def sent(content: bytes, name: str) -> HttpResponse:
    """Return a workbook as a download."""
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
