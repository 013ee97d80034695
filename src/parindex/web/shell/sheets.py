"""Sends tables as a workbook. It waits on the disk, not in memory, and is gone when it was sent."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable

from django.http import FileResponse, HttpRequest
from django.utils.translation import override

from parindex.kernel.sheets import MEDIA_TYPE, Sheet, write_workbook

ASKED, XLSX = "tep", "xlsx"  # "?tep=xlsx": the page's own table under the page's own filters
IN_MEMORY = 1024 * 1024  # bytes: smaller files need no disk


def asks_workbook(request: HttpRequest) -> bool:
    """Tell whether the page is asked for as a workbook: same address, same rule of access, same filters."""
    return request.GET.get(ASKED) == XLSX


def send_workbook(
    sheets: Iterable[Sheet], *, name: str, title: str, now: dt.datetime
) -> FileResponse:
    """Answer with a workbook to be saved as "name.xlsx".

    Titles of columns are Vietnamese whatever the reader's language is: a column is found by its name.
    """
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    with override("vi"):
        write_workbook(file, sheets, title=title, created=now)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=MEDIA_TYPE)
