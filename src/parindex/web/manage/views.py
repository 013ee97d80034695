"""The pages of those who run a cycle."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.loaders import overseen_cycle


@loads("oversees the cycle", overseen_cycle)
def cycle(_request: PersonRequest, **_url: Any) -> HttpResponse:
    """Stand in until the page is there."""
    return HttpResponse("…")


assignments = assign = dossier = supplement = provisional = ruling = decision = publish = journal = cycle
