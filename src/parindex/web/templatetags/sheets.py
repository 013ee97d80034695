"""The link under a table that sends it as a workbook."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from parindex.web.shell.sheets import ASKED, XLSX

register = template.Library()


@register.inclusion_tag("shell/_workbook.html", takes_context=True)
def workbook_link(context: RequestContext) -> dict[str, str]:
    """Link the page as it is filtered now; a page of many is left out: the file holds all of them."""
    request: Any = context["request"]
    if request.method != "GET":  # the answer to a form: its address is not the page's
        return {"url": ""}
    query = request.GET.copy()
    for page in ("trang", "truoc", "kiem", "sua"):
        query.pop(page, None)
    query[ASKED] = XLSX
    return {"url": f"{request.path}?{query.urlencode()}"}
