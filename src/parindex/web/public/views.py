"""Pages for the citizen."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parindex.web.shell.access import PersonRequest, public


def _soon(request: PersonRequest, **_url: Any) -> HttpResponse:
    return render(request, "public/home.html", {})


home = public(require_safe(_soon))
results = publication = csv = xlsx = snapshot = announcement = unit = criteria = criteria_set = home
